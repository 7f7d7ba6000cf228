// SPDX-License-Identifier: Apache-2.0
package io.jfvm.wasm.meter;

import io.jfvm.wasm.module.Opcode;

/** How many operands an instruction pops, and how many it pushes afterwards. */
final class StackEffects {
  private static final byte[] POPS = new byte[Opcode.COUNT];
  private static final byte[] PUSHES = new byte[Opcode.COUNT];

  static {
    set(1, 0, Opcode.DROP, Opcode.LOCAL_SET, Opcode.GLOBAL_SET);
    set(0, 1, Opcode.LOCAL_GET, Opcode.GLOBAL_GET, Opcode.MEMORY_SIZE, Opcode.TABLE_SIZE);
    set(1, 1, Opcode.LOCAL_TEE, Opcode.TABLE_GET, Opcode.MEMORY_GROW);
    set(2, 0, Opcode.TABLE_SET);
    set(2, 1, Opcode.TABLE_GROW);
    set(3, 0, Opcode.MEMORY_INIT, Opcode.MEMORY_COPY, Opcode.MEMORY_FILL);
    set(3, 0, Opcode.TABLE_INIT, Opcode.TABLE_COPY, Opcode.TABLE_FILL);
    range(1, 1, Opcode.I32_LOAD, Opcode.I64_LOAD32_U);
    range(2, 0, Opcode.I32_STORE, Opcode.I64_STORE32);
    range(0, 1, Opcode.I32_CONST, Opcode.F64_CONST);
    range(2, 1, Opcode.I32_EQ, Opcode.I32_CLZ - 1);
    set(1, 1, Opcode.I32_EQZ, Opcode.I64_EQZ);
    range(1, 1, Opcode.I32_CLZ, Opcode.I32_ADD - 1);
    range(2, 1, Opcode.I32_ADD, Opcode.I64_CLZ - 1);
    range(1, 1, Opcode.I64_CLZ, Opcode.I64_ADD - 1);
    range(2, 1, Opcode.I64_ADD, Opcode.F32_ABS - 1);
    range(1, 1, Opcode.F32_ABS, Opcode.F32_ADD - 1);
    range(2, 1, Opcode.F32_ADD, Opcode.F64_ABS - 1);
    range(1, 1, Opcode.F64_ABS, Opcode.F64_ADD - 1);
    range(2, 1, Opcode.F64_ADD, Opcode.I32_WRAP_I64 - 1);
    range(1, 1, Opcode.I32_WRAP_I64, Opcode.I64_EXTEND32_S);
    range(1, 1, Opcode.I32_TRUNC_SAT_F32_S, Opcode.I64_TRUNC_SAT_F64_U);
  }

  private StackEffects() {}

  static int pops(int opcode) {
    return POPS[opcode];
  }

  static int pushes(int opcode) {
    return PUSHES[opcode];
  }

  private static void set(int pops, int pushes, int... opcodes) {
    for (int opcode : opcodes) {
      POPS[opcode] = (byte) pops;
      PUSHES[opcode] = (byte) pushes;
    }
  }

  private static void range(int pops, int pushes, int first, int last) {
    for (int opcode = first; opcode <= last; opcode++) {
      set(pops, pushes, opcode);
    }
  }
}
