// SPDX-License-Identifier: Apache-2.0
package io.jfvm.wasm.meter;

import io.jfvm.wasm.module.FuncType;
import io.jfvm.wasm.module.FunctionCode;
import io.jfvm.wasm.module.InvalidModuleException;
import io.jfvm.wasm.module.Opcode;
import io.jfvm.wasm.module.SectionId;
import java.util.Arrays;

/**
 * The greatest operand stack height of a function, as the reference samples it: before each
 * instruction, unless the innermost block has become unreachable. Heights in unreachable code
 * drift, and a module where they drift below zero is rejected; so the drift is kept.
 */
final class StackHeights {
  /** Height of an empty frame, for what a call keeps on the host's stack. */
  private static final int ACTIVATION = 2;

  private final FunctionTypes types;
  private final boolean copiesLookUnreachable;

  private int height;
  private int depth;
  private int[] bases = new int[16];
  private int[] endArities = new int[16];
  private int[] branchArities = new int[16];
  private boolean[] unreachable = new boolean[16];
  private int offset;

  StackHeights(FunctionTypes types, Generation generation) {
    this.types = types;
    // The older parser takes the second zero byte of memory.copy and table.copy for `unreachable`.
    copiesLookUnreachable = generation == Generation.NV17;
  }

  int maximum(FuncType type, FunctionCode code) throws InvalidModuleException {
    int results = type.resultCount();
    height = ACTIVATION;
    depth = 0;
    open(0, results, results);
    int maximum = 0;
    for (int i = 0; i < code.size(); i++) {
      if (height > maximum && !unreachable[depth - 1]) {
        maximum = height;
      }
      offset = code.offset(i);
      step(code, i, results);
    }
    return maximum;
  }

  private void step(FunctionCode code, int i, int results) throws InvalidModuleException {
    int opcode = code.opcode(i);
    int index = (int) code.immediate(i);
    switch (opcode) {
      case Opcode.BLOCK -> openBlock(index, arity(index));
      case Opcode.LOOP -> openBlock(index, 0);
      case Opcode.IF -> {
        pop(1);
        openBlock(index, arity(index));
      }
      case Opcode.END -> {
        depth--;
        height = bases[depth] + endArities[depth];
      }
      case Opcode.UNREACHABLE -> unreachable[depth - 1] = true;
      case Opcode.BR -> {
        pop(branchArity(index));
        unreachable[depth - 1] = true;
      }
      case Opcode.BR_IF -> {
        int arity = branchArity(index);
        pop(arity);
        pop(1);
        height += arity;
      }
      case Opcode.BR_TABLE -> branchTable(code, i);
      case Opcode.RETURN -> {
        pop(results);
        unreachable[depth - 1] = true;
      }
      case Opcode.CALL -> call(types.of(index));
      case Opcode.CALL_INDIRECT -> {
        pop(1);
        call(types.type(index));
      }
      case Opcode.SELECT -> {
        pop(2);
        pop(1);
        height++;
      }
      default -> {
        pop(StackEffects.pops(opcode));
        height += StackEffects.pushes(opcode);
        if (copiesLookUnreachable
            && (opcode == Opcode.MEMORY_COPY || opcode == Opcode.TABLE_COPY)) {
          unreachable[depth - 1] = true;
        }
      }
    }
  }

  private void branchTable(FunctionCode code, int i) throws InvalidModuleException {
    int count = code.second(i);
    int arity = branchArity(code.label(i, count));
    for (int entry = 0; entry < count; entry++) {
      if (branchArity(code.label(i, entry)) != arity) {
        throw error("targets of br_table take different numbers of values");
      }
    }
    pop(arity);
    unreachable[depth - 1] = true;
  }

  private void call(FuncType callee) throws InvalidModuleException {
    pop(callee.paramCount());
    height += callee.resultCount();
  }

  private void pop(int count) throws InvalidModuleException {
    if (count == 0) {
      return;
    }
    if (height == bases[depth - 1]) {
      if (unreachable[depth - 1]) {
        return;
      }
      throw error("stack height below that of its block");
    }
    if (height < count) {
      throw error("stack height below zero in unreachable code");
    }
    height -= count;
  }

  private void openBlock(int blockType, int branchArity) {
    open(height, arity(blockType), branchArity);
  }

  private void open(int base, int endArity, int branchArity) {
    if (depth == bases.length) {
      int capacity = depth * 2;
      bases = Arrays.copyOf(bases, capacity);
      endArities = Arrays.copyOf(endArities, capacity);
      branchArities = Arrays.copyOf(branchArities, capacity);
      unreachable = Arrays.copyOf(unreachable, capacity);
    }
    bases[depth] = base;
    endArities[depth] = endArity;
    branchArities[depth] = branchArity;
    unreachable[depth++] = false;
  }

  private static int arity(int blockType) {
    return blockType == FunctionCode.EMPTY_BLOCK ? 0 : 1;
  }

  private int branchArity(int label) {
    return branchArities[depth - 1 - label];
  }

  private InvalidModuleException error(String reason) {
    return new InvalidModuleException(SectionId.CODE.title(), offset, reason);
  }
}
