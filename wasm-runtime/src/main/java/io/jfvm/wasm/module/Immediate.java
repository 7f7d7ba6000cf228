// SPDX-License-Identifier: Apache-2.0
package io.jfvm.wasm.module;

import java.util.Arrays;

/** What follows each opcode in the binary format. */
final class Immediate {
  static final byte NONE = 0;
  static final byte BLOCK_TYPE = 1;
  static final byte INDEX = 2;
  static final byte TWO_INDICES = 3;
  static final byte BR_TABLE = 4;
  static final byte MEMORY_ARGUMENT = 5;
  static final byte ZERO = 6;
  static final byte I32 = 7;
  static final byte I64 = 8;
  static final byte F32 = 9;
  static final byte F64 = 10;
  static final byte REFERENCE_TYPE = 11;
  static final byte TYPES = 12;
  static final byte NOT_ADMITTED = -1;

  private static final byte[] OF = new byte[Opcode.COUNT];

  static {
    Arrays.fill(OF, NOT_ADMITTED);
    set(NONE, Opcode.UNREACHABLE, Opcode.NOP, Opcode.ELSE, Opcode.END, Opcode.RETURN);
    set(NONE, Opcode.DROP, Opcode.SELECT, Opcode.REF_IS_NULL);
    set(BLOCK_TYPE, Opcode.BLOCK, Opcode.LOOP, Opcode.IF);
    set(INDEX, Opcode.BR, Opcode.BR_IF, Opcode.CALL, Opcode.REF_FUNC);
    range(INDEX, Opcode.LOCAL_GET, Opcode.TABLE_SET);
    set(TWO_INDICES, Opcode.CALL_INDIRECT);
    set(BR_TABLE, Opcode.BR_TABLE);
    set(TYPES, Opcode.SELECT_TYPED);
    range(MEMORY_ARGUMENT, Opcode.I32_LOAD, Opcode.I64_STORE32);
    set(ZERO, Opcode.MEMORY_SIZE, Opcode.MEMORY_GROW);
    set(I32, Opcode.I32_CONST);
    set(I64, Opcode.I64_CONST);
    set(F32, Opcode.F32_CONST);
    set(F64, Opcode.F64_CONST);
    range(NONE, Opcode.I32_EQZ, Opcode.I64_EXTEND32_S);
    set(REFERENCE_TYPE, Opcode.REF_NULL);
    range(NONE, Opcode.I32_TRUNC_SAT_F32_S, Opcode.I64_TRUNC_SAT_F64_U);
    set(TWO_INDICES, Opcode.MEMORY_INIT, Opcode.MEMORY_COPY, Opcode.TABLE_INIT, Opcode.TABLE_COPY);
    set(INDEX, Opcode.DATA_DROP, Opcode.MEMORY_FILL, Opcode.ELEM_DROP);
    range(INDEX, Opcode.TABLE_GROW, Opcode.TABLE_FILL);
  }

  private Immediate() {}

  static byte of(int opcode) {
    return OF[opcode];
  }

  private static void set(byte immediate, int... opcodes) {
    for (int opcode : opcodes) {
      OF[opcode] = immediate;
    }
  }

  private static void range(byte immediate, int first, int last) {
    Arrays.fill(OF, first, last + 1, immediate);
  }
}
