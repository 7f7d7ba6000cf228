// SPDX-License-Identifier: Apache-2.0
package io.jfvm.wasm.validate;

import io.jfvm.wasm.module.ExternalType;
import io.jfvm.wasm.module.FuncType;
import io.jfvm.wasm.module.FunctionBody;
import io.jfvm.wasm.module.FunctionCode;
import io.jfvm.wasm.module.InvalidModuleException;
import io.jfvm.wasm.module.Opcode;
import io.jfvm.wasm.module.SectionId;
import io.jfvm.wasm.module.ValueType;
import io.jfvm.wasm.module.WasmModule;
import java.util.Arrays;

/** Type-checks function bodies, one after the other. */
final class FunctionValidator {
  private static final int MAX_LOCALS = 50_000;
  private static final byte EMPTY = FunctionCode.EMPTY_BLOCK;

  private final WasmModule module;
  private final IndexSpaces spaces;
  private final OperandStack stack = new OperandStack();
  private byte[] locals = new byte[64];
  private int localCount;
  private FuncType type;
  private int function;
  private int offset;

  FunctionValidator(WasmModule module, IndexSpaces spaces) {
    this.module = module;
    this.spaces = spaces;
  }

  void check(int index, FunctionCode code, FunctionBody body) throws InvalidModuleException {
    function = index;
    offset = body.start();
    type = spaces.functionType(index);
    declareLocals(code);
    stack.clear();
    stack.open(Opcode.BLOCK, type.resultCount() == 0 ? EMPTY : type.result(0));
    for (int i = 0; i < code.size(); i++) {
      offset = code.offset(i);
      if (stack.depth() == 0) {
        throw error("instructions after the end of the function");
      }
      check(code, i);
    }
    if (stack.depth() != 0) {
      offset = body.end();
      throw error("the function does not end");
    }
  }

  private void declareLocals(FunctionCode code) throws InvalidModuleException {
    localCount = 0;
    for (int i = 0; i < type.paramCount(); i++) {
      declare(1, type.param(i));
    }
    for (int group = 0; group < code.localGroups(); group++) {
      declare(code.localCount(group), code.localType(group));
    }
  }

  private void declare(int count, byte valueType) throws InvalidModuleException {
    if (count < 0 || count > MAX_LOCALS - localCount) {
      throw error("more than " + MAX_LOCALS + " locals");
    }
    if (localCount + count > locals.length) {
      locals = Arrays.copyOf(locals, Math.max(localCount + count, locals.length * 2));
    }
    Arrays.fill(locals, localCount, localCount + count, valueType);
    localCount += count;
  }

  private void check(FunctionCode code, int i) throws InvalidModuleException {
    int opcode = code.opcode(i);
    if (Signatures.isFixed(opcode)) {
      if (opcode >= Opcode.I32_LOAD && opcode <= Opcode.MEMORY_GROW) {
        checkMemoryAccess(opcode, code.second(i));
      }
      checkFixed(opcode);
      return;
    }
    int index = (int) code.immediate(i);
    switch (opcode) {
      case Opcode.NOP -> {}
      case Opcode.UNREACHABLE -> stack.markUnreachable();
      case Opcode.BLOCK, Opcode.LOOP -> stack.open(opcode, (byte) index);
      case Opcode.IF -> {
        pop(ValueType.I32);
        stack.open(opcode, (byte) index);
      }
      case Opcode.ELSE -> checkElse();
      case Opcode.END -> checkEnd();
      case Opcode.BR -> {
        popLabel(index);
        stack.markUnreachable();
      }
      case Opcode.BR_IF -> {
        pop(ValueType.I32);
        popLabel(index);
        pushBlockType(labelType(index));
      }
      case Opcode.BR_TABLE -> checkBranchTable(code, i);
      case Opcode.RETURN -> {
        popBlockType(type.resultCount() == 0 ? EMPTY : type.result(0));
        stack.markUnreachable();
      }
      case Opcode.CALL -> {
        inBounds(index, spaces.functions(), "function");
        call(spaces.functionType(index));
      }
      case Opcode.CALL_INDIRECT -> {
        inBounds(code.second(i), spaces.tables(), "table");
        inBounds(index, module.types().size(), "type");
        pop(ValueType.I32);
        call(module.types().get(index));
      }
      case Opcode.DROP -> pop(OperandStack.UNKNOWN);
      case Opcode.SELECT -> checkSelect();
      case Opcode.LOCAL_GET -> stack.push(local(index));
      case Opcode.LOCAL_SET -> pop(local(index));
      case Opcode.LOCAL_TEE -> {
        pop(local(index));
        stack.push(local(index));
      }
      case Opcode.GLOBAL_GET -> stack.push(global(index).type());
      case Opcode.GLOBAL_SET -> {
        ExternalType.Global global = global(index);
        if (!global.mutable()) {
          throw error("global " + index + " is immutable");
        }
        pop(global.type());
      }
      default -> checkBulk(opcode, index, code.second(i));
    }
  }

  private void checkFixed(int opcode) throws InvalidModuleException {
    byte second = Signatures.second(opcode);
    if (second != Signatures.NONE) {
      pop(second);
      byte first = Signatures.first(opcode);
      if (first != Signatures.NONE) {
        pop(first);
      }
    }
    byte result = Signatures.result(opcode);
    if (result != Signatures.NONE) {
      stack.push(result);
    }
  }

  private void checkMemoryAccess(int opcode, int alignment) throws InvalidModuleException {
    checkMemory(0);
    if (opcode <= Opcode.I64_STORE32 && alignment > Signatures.naturalAlignment(opcode)) {
      throw error("alignment of 2^" + alignment + " exceeds the natural one");
    }
  }

  private void checkMemory(int index) throws InvalidModuleException {
    inBounds(index, spaces.memories(), "memory");
  }

  private void checkBulk(int opcode, int first, int second) throws InvalidModuleException {
    switch (opcode) {
      case Opcode.MEMORY_INIT -> {
        checkMemory(second);
        checkDataSegment(first);
        popThree(ValueType.I32);
      }
      case Opcode.DATA_DROP -> checkDataSegment(first);
      case Opcode.MEMORY_COPY -> {
        checkMemory(first);
        checkMemory(second);
        popThree(ValueType.I32);
      }
      case Opcode.MEMORY_FILL -> {
        checkMemory(first);
        popThree(ValueType.I32);
      }
      case Opcode.TABLE_INIT -> {
        checkTable(second);
        inBounds(first, module.elements().size(), "element segment");
        popThree(ValueType.I32);
      }
      case Opcode.ELEM_DROP -> inBounds(first, module.elements().size(), "element segment");
      case Opcode.TABLE_COPY -> {
        checkTable(first);
        checkTable(second);
        popThree(ValueType.I32);
      }
      default -> checkTableInstruction(opcode, first);
    }
  }

  private void checkTableInstruction(int opcode, int table) throws InvalidModuleException {
    switch (opcode) {
      case Opcode.TABLE_GET -> {
        checkTable(table);
        pop(ValueType.I32);
        stack.push(ValueType.FUNCREF);
      }
      case Opcode.TABLE_SET -> {
        checkTable(table);
        pop(ValueType.FUNCREF);
        pop(ValueType.I32);
      }
      case Opcode.TABLE_SIZE -> {
        checkTable(table);
        stack.push(ValueType.I32);
      }
      case Opcode.TABLE_GROW -> {
        checkTable(table);
        pop(ValueType.I32);
        pop(ValueType.FUNCREF);
        stack.push(ValueType.I32);
      }
      case Opcode.TABLE_FILL -> {
        checkTable(table);
        pop(ValueType.I32);
        pop(ValueType.FUNCREF);
        pop(ValueType.I32);
      }
      default -> throw error("instruction " + Opcode.name(opcode) + " (references) not admitted");
    }
  }

  private void checkTable(int index) throws InvalidModuleException {
    inBounds(index, spaces.tables(), "table");
  }

  private void checkDataSegment(int index) throws InvalidModuleException {
    if (module.dataCount() < 0) {
      throw error("a data count section is required");
    }
    inBounds(index, module.dataCount(), "data segment");
  }

  private void checkElse() throws InvalidModuleException {
    if (stack.opener(0) != Opcode.IF) {
      throw error("else without if");
    }
    byte blockType = stack.blockType(0);
    closeBlock();
    stack.open(Opcode.ELSE, blockType);
  }

  private void checkEnd() throws InvalidModuleException {
    byte blockType = stack.blockType(0);
    if (stack.opener(0) == Opcode.IF && blockType != EMPTY) {
      throw error("an if with a result needs an else");
    }
    closeBlock();
    pushBlockType(blockType);
  }

  private void closeBlock() throws InvalidModuleException {
    popBlockType(stack.blockType(0));
    if (!stack.isEmpty()) {
      throw error("operands left at the end of a block");
    }
    stack.close();
  }

  private void checkBranchTable(FunctionCode code, int i) throws InvalidModuleException {
    pop(ValueType.I32);
    int count = code.second(i);
    byte expected = labelType(code.label(i, count));
    for (int entry = 0; entry < count; entry++) {
      byte labelType = labelType(code.label(i, entry));
      if ((labelType == EMPTY) != (expected == EMPTY)) {
        throw error("targets of br_table take different numbers of values");
      }
      if (labelType != EMPTY) {
        stack.push(pop(labelType));
      }
    }
    popBlockType(expected);
    stack.markUnreachable();
  }

  private void checkSelect() throws InvalidModuleException {
    pop(ValueType.I32);
    byte second = pop(OperandStack.UNKNOWN);
    byte first = pop(OperandStack.UNKNOWN);
    if (first == ValueType.FUNCREF || second == ValueType.FUNCREF) {
      throw error("select of references");
    }
    if (first != second && first != OperandStack.UNKNOWN && second != OperandStack.UNKNOWN) {
      throw error("select between " + ValueType.name(first) + " and " + ValueType.name(second));
    }
    stack.push(first == OperandStack.UNKNOWN ? second : first);
  }

  private void call(FuncType callee) throws InvalidModuleException {
    for (int i = callee.paramCount() - 1; i >= 0; i--) {
      pop(callee.param(i));
    }
    if (callee.resultCount() != 0) {
      stack.push(callee.result(0));
    }
  }

  private byte pop(byte expected) throws InvalidModuleException {
    if (stack.isEmpty()) {
      if (stack.isUnreachable()) {
        return OperandStack.UNKNOWN;
      }
      throw error("operand missing");
    }
    byte found = stack.pop();
    if (found != expected && found != OperandStack.UNKNOWN && expected != OperandStack.UNKNOWN) {
      throw error(
          "operand of type "
              + ValueType.name(found)
              + " where "
              + ValueType.name(expected)
              + " is expected");
    }
    return found;
  }

  private void popThree(byte expected) throws InvalidModuleException {
    pop(expected);
    pop(expected);
    pop(expected);
  }

  /** What a branch to the label takes along. */
  private byte labelType(int label) throws InvalidModuleException {
    inBounds(label, stack.depth(), "label");
    return stack.opener(label) == Opcode.LOOP ? EMPTY : stack.blockType(label);
  }

  private void popLabel(int label) throws InvalidModuleException {
    popBlockType(labelType(label));
  }

  private void popBlockType(byte blockType) throws InvalidModuleException {
    if (blockType != EMPTY) {
      pop(blockType);
    }
  }

  private void pushBlockType(byte blockType) {
    if (blockType != EMPTY) {
      stack.push(blockType);
    }
  }

  private byte local(int index) throws InvalidModuleException {
    inBounds(index, localCount, "local");
    return locals[index];
  }

  private ExternalType.Global global(int index) throws InvalidModuleException {
    inBounds(index, spaces.globals(), "global");
    return spaces.global(index);
  }

  private void inBounds(int index, int size, String what) throws InvalidModuleException {
    if (index < 0 || index >= size) {
      throw error("no " + what + " " + Integer.toUnsignedString(index));
    }
  }

  private InvalidModuleException error(String reason) {
    return new InvalidModuleException(
        SectionId.CODE.title(), offset, "function " + function + ": " + reason);
  }
}
