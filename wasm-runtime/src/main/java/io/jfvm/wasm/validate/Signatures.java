// SPDX-License-Identifier: Apache-2.0
package io.jfvm.wasm.validate;

import static io.jfvm.wasm.module.ValueType.F32;
import static io.jfvm.wasm.module.ValueType.F64;
import static io.jfvm.wasm.module.ValueType.I32;
import static io.jfvm.wasm.module.ValueType.I64;

import io.jfvm.wasm.module.Opcode;

/** Operand and result types of the instructions whose types never vary. */
final class Signatures {
  /** No such operand or result. */
  static final byte NONE = 0;

  /** The type under the top of the stack, the type on top, the result; by opcode. */
  private static final byte[] FIRST = new byte[Opcode.COUNT];

  private static final byte[] SECOND = new byte[Opcode.COUNT];
  private static final byte[] RESULT = new byte[Opcode.COUNT];

  /** Natural alignment of memory accesses, in bits of the address. */
  private static final String ALIGNMENTS = "2323" + "0011" + "001122" + "2323" + "01" + "012";

  static {
    constants();
    memory();
    comparisons();
    arithmetic();
    conversions();
  }

  private Signatures() {}

  /** True when the instruction's types are in this table. */
  static boolean isFixed(int opcode) {
    return RESULT[opcode] != NONE || SECOND[opcode] != NONE;
  }

  static byte first(int opcode) {
    return FIRST[opcode];
  }

  static byte second(int opcode) {
    return SECOND[opcode];
  }

  static byte result(int opcode) {
    return RESULT[opcode];
  }

  static int naturalAlignment(int opcode) {
    return ALIGNMENTS.charAt(opcode - Opcode.I32_LOAD) - '0';
  }

  private static void constants() {
    byte[] types = {I32, I64, F32, F64};
    for (int i = 0; i < types.length; i++) {
      RESULT[Opcode.I32_CONST + i] = types[i];
    }
  }

  private static void memory() {
    byte[] loads = {I32, I64, F32, F64, I32, I32, I32, I32, I64, I64, I64, I64, I64, I64};
    for (int i = 0; i < loads.length; i++) {
      unary(Opcode.I32_LOAD + i, I32, loads[i]);
    }
    byte[] stores = {I32, I64, F32, F64, I32, I32, I64, I64, I64};
    for (int i = 0; i < stores.length; i++) {
      FIRST[Opcode.I32_STORE + i] = I32;
      SECOND[Opcode.I32_STORE + i] = stores[i];
    }
    RESULT[Opcode.MEMORY_SIZE] = I32;
    unary(Opcode.MEMORY_GROW, I32, I32);
  }

  private static void comparisons() {
    unary(Opcode.I32_EQZ, I32, I32);
    unary(Opcode.I64_EQZ, I64, I32);
    binary(Opcode.I32_EQ, Opcode.I64_EQZ, I32, I32);
    binary(Opcode.I64_EQ, Opcode.F32_EQ, I64, I32);
    binary(Opcode.F32_EQ, Opcode.F64_EQ, F32, I32);
    binary(Opcode.F64_EQ, Opcode.I32_CLZ, F64, I32);
  }

  private static void arithmetic() {
    unary(Opcode.I32_CLZ, Opcode.I32_ADD, I32);
    binary(Opcode.I32_ADD, Opcode.I64_CLZ, I32, I32);
    unary(Opcode.I64_CLZ, Opcode.I64_ADD, I64);
    binary(Opcode.I64_ADD, Opcode.F32_ABS, I64, I64);
    unary(Opcode.F32_ABS, Opcode.F32_ADD, F32);
    binary(Opcode.F32_ADD, Opcode.F64_ABS, F32, F32);
    unary(Opcode.F64_ABS, Opcode.F64_ADD, F64);
    binary(Opcode.F64_ADD, Opcode.I32_WRAP_I64, F64, F64);
  }

  private static void conversions() {
    byte[][] conversions = {
      {I64, I32},
      {F32, I32},
      {F32, I32},
      {F64, I32},
      {F64, I32},
      {I32, I64},
      {I32, I64},
      {F32, I64},
      {F32, I64},
      {F64, I64},
      {F64, I64},
      {I32, F32},
      {I32, F32},
      {I64, F32},
      {I64, F32},
      {F64, F32},
      {I32, F64},
      {I32, F64},
      {I64, F64},
      {I64, F64},
      {F32, F64},
      {F32, I32},
      {F64, I64},
      {I32, F32},
      {I64, F64},
      {I32, I32},
      {I32, I32},
      {I64, I64},
      {I64, I64},
      {I64, I64},
    };
    for (int i = 0; i < conversions.length; i++) {
      unary(Opcode.I32_WRAP_I64 + i, conversions[i][0], conversions[i][1]);
    }
    byte[] floats = {F32, F32, F64, F64};
    for (int i = 0; i < 2 * floats.length; i++) {
      unary(Opcode.I32_TRUNC_SAT_F32_S + i, floats[i & 3], i < floats.length ? I32 : I64);
    }
  }

  private static void unary(int opcode, byte operand, byte result) {
    SECOND[opcode] = operand;
    RESULT[opcode] = result;
  }

  private static void unary(int from, int to, byte type) {
    for (int opcode = from; opcode < to; opcode++) {
      unary(opcode, type, type);
    }
  }

  private static void binary(int from, int to, byte operand, byte result) {
    for (int opcode = from; opcode < to; opcode++) {
      FIRST[opcode] = operand;
      unary(opcode, operand, result);
    }
  }
}
