// SPDX-License-Identifier: Apache-2.0
package io.jfvm.wasm.meter;

import io.jfvm.wasm.module.BinaryWriter;
import io.jfvm.wasm.module.FunctionCode;
import io.jfvm.wasm.module.InvalidModuleException;
import io.jfvm.wasm.module.Opcode;
import io.jfvm.wasm.module.ValueType;

/**
 * The pass that charges gas. A function's code falls into metered blocks, each charged where it
 * begins; instructions priced by an operand not known in advance are charged for it right before
 * they run.
 */
final class GasMeter {
  private final MeteredBlocks blocks;
  private final int chargeFunction;
  private final int gasGlobal;
  private final boolean shiftAllGlobals;
  private final FunctionCode locals = new FunctionCode();

  /**
   * @param chargeFunction index of the function that takes milligas off the counter
   * @param gasGlobal index of the counter, behind the globals the module imports itself
   */
  GasMeter(MeteringRules rules, int chargeFunction, int gasGlobal) {
    blocks = new MeteredBlocks(rules);
    this.chargeFunction = chargeFunction;
    this.gasGlobal = gasGlobal;
    shiftAllGlobals = rules.generation() == Generation.NV18;
  }

  /** Writes a function's body, without its length. */
  void meter(FunctionCode code, int params, BinaryWriter out) throws InvalidModuleException {
    blocks.divide(code);
    int operand = params + code.locals();
    encodeLocals(code, out);
    for (int i = 0; i < code.size(); i++) {
      long charge = blocks.chargeAt(i);
      if (charge != 0) {
        out.opcode(Opcode.I64_CONST);
        out.s64(charge);
        call(out);
      }
      long perUnit = blocks.unitChargeAt(i);
      if (perUnit != 0) {
        chargeOperand(operand, perUnit, out);
      }
      instruction(code, i, out);
    }
  }

  /**
   * Writes the function that takes its argument off the counter and traps when that is below zero.
   */
  void chargeFunction(BinaryWriter out) {
    FunctionCode code = new FunctionCode();
    code.add(Opcode.GLOBAL_GET, gasGlobal);
    code.add(Opcode.LOCAL_GET, 0);
    code.add(Opcode.I64_SUB);
    code.add(Opcode.GLOBAL_SET, gasGlobal);
    code.add(Opcode.GLOBAL_GET, gasGlobal);
    code.add(Opcode.I64_CONST, 0);
    code.add(Opcode.I64_LT_S);
    code.add(Opcode.IF, FunctionCode.EMPTY_BLOCK);
    code.add(Opcode.UNREACHABLE);
    code.add(Opcode.END);
    code.add(Opcode.END);
    code.encodeLocals(out);
    for (int i = 0; i < code.size(); i++) {
      code.encode(i, out);
    }
  }

  private void encodeLocals(FunctionCode code, BinaryWriter out) {
    if (!blocks.hasUnitCharges()) {
      code.encodeLocals(out);
      return;
    }
    locals.clear();
    locals.addLocalsOf(code);
    locals.addLocals(1, ValueType.I32);
    locals.encodeLocals(out);
  }

  private void chargeOperand(int operand, long perUnit, BinaryWriter out) {
    out.opcode(Opcode.LOCAL_TEE);
    out.u32(operand);
    out.opcode(Opcode.LOCAL_GET);
    out.u32(operand);
    out.opcode(Opcode.I64_EXTEND_I32_U);
    out.opcode(Opcode.I64_CONST);
    out.s64(perUnit);
    out.opcode(Opcode.I64_MUL);
    call(out);
  }

  private void call(BinaryWriter out) {
    out.opcode(Opcode.CALL);
    out.u32(chargeFunction);
  }

  private void instruction(FunctionCode code, int i, BinaryWriter out) {
    int opcode = code.opcode(i);
    if (opcode == Opcode.GLOBAL_GET || opcode == Opcode.GLOBAL_SET) {
      int index = (int) code.immediate(i);
      out.opcode(opcode);
      out.u32(shiftAllGlobals || index >= gasGlobal ? index + 1 : index);
    } else {
      code.encode(i, out);
    }
  }
}
