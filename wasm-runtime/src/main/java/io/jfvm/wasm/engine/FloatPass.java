// SPDX-License-Identifier: Apache-2.0
package io.jfvm.wasm.engine;

import io.jfvm.wasm.module.BinaryWriter;
import io.jfvm.wasm.module.FunctionCode;
import io.jfvm.wasm.module.InvalidModuleException;
import io.jfvm.wasm.module.Opcode;
import io.jfvm.wasm.module.ValueType;
import io.jfvm.wasm.module.WasmModule;

/**
 * Makes floating point the same on every machine, after metering and so for nothing: a NaN that
 * arithmetic gives is replaced by the canonical one, as the reference's compiler does, and the sign
 * of a number is copied by integer instructions, Endive's own being wrong for some.
 *
 * <p>Which instructions: those of Cranelift's {@code nan_canonicalization.rs}. Negation and
 * absolute value keep a NaN's payload there and on the JVM alike. Working on the module and not on
 * its classes serves compiled and interpreted functions at once.
 */
final class FloatPass {
  private static final int CANONICAL_F32 = 0x7fc00000;
  private static final long CANONICAL_F64 = 0x7ff8000000000000L;

  private static final int F32_CEIL = Opcode.F32_ABS + 2;
  private static final int F32_MAX = Opcode.F32_ADD + 5;
  private static final int F32_COPYSIGN = F32_MAX + 1;
  private static final int F64_CEIL = Opcode.F64_ABS + 2;
  private static final int F64_MAX = Opcode.F64_ADD + 5;
  private static final int F64_COPYSIGN = F64_MAX + 1;
  private static final int F32_DEMOTE_F64 = 0xb6;
  private static final int F64_PROMOTE_F32 = 0xbb;
  private static final int I32_AND = 0x71;
  private static final int I32_OR = 0x72;
  private static final int I64_AND = 0x83;
  private static final int I64_OR = 0x84;
  private static final int I32_REINTERPRET_F32 = 0xbc;
  private static final int I64_REINTERPRET_F64 = 0xbd;
  private static final int F32_REINTERPRET_I32 = 0xbe;

  private final WasmModule module;
  private final FunctionCode code = new FunctionCode();
  private final FunctionCode extended = new FunctionCode();

  private FloatPass(WasmModule module) {
    this.module = module;
  }

  /** The module rewritten. */
  static byte[] apply(WasmModule module) throws InvalidModuleException {
    return FunctionBodies.replace(module, new FloatPass(module)::write);
  }

  private void write(int function, BinaryWriter out) throws InvalidModuleException {
    module.decode(function, code);
    if (!concerns(code)) {
      FunctionBodies.copy(module, function, out);
      return;
    }
    int params = module.types().get(module.typeOfDefined(function)).paramCount();
    extend(params + code.locals());
    extended.encodeLocals(out);
    for (int i = 0; i < extended.size(); i++) {
      extended.encode(i, out);
    }
  }

  private static boolean concerns(FunctionCode code) {
    for (int i = 0; i < code.size(); i++) {
      int opcode = code.opcode(i);
      if (givesF32(opcode)
          || givesF64(opcode)
          || opcode == F32_COPYSIGN
          || opcode == F64_COPYSIGN) {
        return true;
      }
    }
    return false;
  }

  /**
   * Fills {@link #extended}.
   *
   * @param firstLocal index of the first of our own locals
   */
  private void extend(int firstLocal) {
    int f64 = firstLocal + 1;
    int i32 = firstLocal + 2;
    int i64 = firstLocal + 3;
    extended.clear();
    extended.addLocalsOf(code);
    extended.addLocals(1, ValueType.F32);
    extended.addLocals(1, ValueType.F64);
    extended.addLocals(1, ValueType.I32);
    extended.addLocals(1, ValueType.I64);
    for (int i = 0; i < code.size(); i++) {
      int opcode = code.opcode(i);
      if (opcode == F32_COPYSIGN) {
        copySignF32(i32);
      } else if (opcode == F64_COPYSIGN) {
        copySignF64(i64);
      } else {
        extended.addFrom(code, i);
        if (givesF32(opcode)) {
          canonical(firstLocal, Opcode.F32_CONST, CANONICAL_F32, Opcode.F32_EQ);
        } else if (givesF64(opcode)) {
          canonical(f64, Opcode.F64_CONST, CANONICAL_F64, Opcode.F64_EQ);
        }
      }
    }
  }

  private static boolean givesF32(int opcode) {
    return opcode >= F32_CEIL && opcode <= F32_MAX || opcode == F32_DEMOTE_F64;
  }

  private static boolean givesF64(int opcode) {
    return opcode >= F64_CEIL && opcode <= F64_MAX || opcode == F64_PROMOTE_F32;
  }

  /** Keeps the value if it equals itself. */
  private void canonical(int local, int constant, long nan, int equal) {
    extended.add(Opcode.LOCAL_TEE, local);
    extended.add(constant, nan);
    extended.add(Opcode.LOCAL_GET, local);
    extended.add(Opcode.LOCAL_GET, local);
    extended.add(equal);
    extended.add(Opcode.SELECT);
  }

  private void copySignF32(int local) {
    extended.add(I32_REINTERPRET_F32);
    extended.add(Opcode.I32_CONST, Integer.MIN_VALUE);
    extended.add(I32_AND);
    extended.add(Opcode.LOCAL_SET, local);
    extended.add(I32_REINTERPRET_F32);
    extended.add(Opcode.I32_CONST, Integer.MAX_VALUE);
    extended.add(I32_AND);
    extended.add(Opcode.LOCAL_GET, local);
    extended.add(I32_OR);
    extended.add(F32_REINTERPRET_I32);
  }

  private void copySignF64(int local) {
    extended.add(I64_REINTERPRET_F64);
    extended.add(Opcode.I64_CONST, Long.MIN_VALUE);
    extended.add(I64_AND);
    extended.add(Opcode.LOCAL_SET, local);
    extended.add(I64_REINTERPRET_F64);
    extended.add(Opcode.I64_CONST, Long.MAX_VALUE);
    extended.add(I64_AND);
    extended.add(Opcode.LOCAL_GET, local);
    extended.add(I64_OR);
    extended.add(Opcode.F64_REINTERPRET_I64);
  }
}
