// SPDX-License-Identifier: Apache-2.0
package io.jfvm.wasm.meter;

import io.jfvm.wasm.module.ElementSegment;
import io.jfvm.wasm.module.Export;
import io.jfvm.wasm.module.ExternalKind;
import io.jfvm.wasm.module.FuncType;
import io.jfvm.wasm.module.FunctionCode;
import io.jfvm.wasm.module.InvalidModuleException;
import io.jfvm.wasm.module.Opcode;
import io.jfvm.wasm.module.SectionId;
import io.jfvm.wasm.module.WasmModule;
import java.util.BitSet;

/**
 * The pass that bounds the stack. Every direct call of a function with a cost is guarded: the
 * callee's cost is added to a counter, which must not exceed the limit, and taken off afterwards.
 * Functions that can be reached otherwise (exported, in tables, the start function) get a thunk
 * that makes the guarded call, and references to them lead to the thunk.
 */
final class StackLimiter {
  private final WasmModule module;
  private final FunctionTypes types;
  private final int limit;
  private final int counter;
  private final int[] costs;
  private final int[] thunks;
  private final int[] thunkTargets;

  StackLimiter(WasmModule module, FunctionTypes types, MeteringRules rules)
      throws InvalidModuleException {
    this.module = module;
    this.types = types;
    limit = rules.stackLimit();
    // Imported globals are not counted: a module that has them cannot be linked anyway.
    counter = module.globals().size();
    costs = new int[types.functions()];
    computeCosts(rules.generation());
    BitSet targets = thunkTargets();
    thunkTargets = targets.stream().toArray();
    thunks = new int[types.functions()];
    for (int i = 0; i < thunkTargets.length; i++) {
      thunks[thunkTargets[i]] = types.functions() + i;
    }
  }

  /** Index of the counter among the globals, before gas metering shifts it. */
  int counter() {
    return counter;
  }

  /** The functions that get a thunk, ascending; thunk {@code i} follows all functions. */
  int[] targets() {
    return thunkTargets;
  }

  /** Where references to a function lead. */
  int redirect(int function) {
    return thunks[function] == 0 ? function : thunks[function];
  }

  /** Writes the function with its direct calls guarded. */
  void limit(FunctionCode code, FunctionCode out) {
    out.clear();
    out.addLocalsOf(code);
    for (int i = 0; i < code.size(); i++) {
      int callee = (int) code.immediate(i);
      if (code.opcode(i) == Opcode.CALL && costs[callee] > 0) {
        guardedCall(callee, out);
      } else {
        out.addFrom(code, i);
      }
    }
  }

  /** Writes the thunk of a function. */
  void thunk(int function, FunctionCode out) {
    out.clear();
    FuncType type = types.of(function);
    for (int param = 0; param < type.paramCount(); param++) {
      out.add(Opcode.LOCAL_GET, param);
    }
    guardedCall(function, out);
    out.add(Opcode.END);
  }

  private void guardedCall(int callee, FunctionCode out) {
    int cost = costs[callee];
    out.add(Opcode.GLOBAL_GET, counter);
    out.add(Opcode.I32_CONST, cost);
    out.add(Opcode.I32_ADD);
    out.add(Opcode.GLOBAL_SET, counter);
    out.add(Opcode.GLOBAL_GET, counter);
    out.add(Opcode.I32_CONST, limit);
    out.add(Opcode.I32_GT_U);
    out.add(Opcode.IF, FunctionCode.EMPTY_BLOCK);
    out.add(Opcode.UNREACHABLE);
    out.add(Opcode.END);
    out.add(Opcode.CALL, callee);
    out.add(Opcode.GLOBAL_GET, counter);
    out.add(Opcode.I32_CONST, cost);
    out.add(Opcode.I32_SUB);
    out.add(Opcode.GLOBAL_SET, counter);
  }

  private void computeCosts(Generation generation) throws InvalidModuleException {
    StackHeights heights = new StackHeights(types, generation);
    FunctionCode code = new FunctionCode();
    for (int i = 0; i < module.definedFunctions(); i++) {
      module.decode(i, code);
      if (generation == Generation.NV17) {
        Nv17Subset.check(module, code, i);
      }
      checkPriced(code);
      int function = module.importedFunctions() + i;
      // The newer generation counts declarations of locals, not locals.
      int locals = generation == Generation.NV17 ? code.locals() : code.localGroups();
      costs[function] = locals + heights.maximum(types.of(function), code);
    }
  }

  private static void checkPriced(FunctionCode code) throws InvalidModuleException {
    for (int i = 0; i < code.size(); i++) {
      int opcode = code.opcode(i);
      if (opcode == Opcode.SELECT_TYPED || isReference(opcode)) {
        throw new InvalidModuleException(
            SectionId.CODE.title(),
            code.offset(i),
            "instruction " + Opcode.name(opcode) + " (references) has no price");
      }
    }
  }

  private static boolean isReference(int opcode) {
    return opcode >= Opcode.REF_NULL && opcode <= Opcode.REF_FUNC;
  }

  private BitSet thunkTargets() {
    BitSet targets = new BitSet();
    for (Export export : module.exports()) {
      if (export.kind() == ExternalKind.FUNCTION) {
        targets.set(export.index());
      }
    }
    for (ElementSegment segment : module.elements()) {
      if (segment.expressions() == null) {
        for (int function : segment.functions()) {
          targets.set(function);
        }
      }
    }
    if (module.start() >= 0) {
      targets.set(module.start());
    }
    for (int i = targets.nextSetBit(0); i >= 0; i = targets.nextSetBit(i + 1)) {
      targets.set(i, costs[i] > 0);
    }
    return targets;
  }
}
