// SPDX-License-Identifier: Apache-2.0
package io.jfvm.wasm.module;

/** Instructions. Those behind the prefix byte 0xfc are numbered from {@link #PREFIXED}. */
public final class Opcode {
  public static final int UNREACHABLE = 0x00;
  public static final int NOP = 0x01;
  public static final int BLOCK = 0x02;
  public static final int LOOP = 0x03;
  public static final int IF = 0x04;
  public static final int ELSE = 0x05;
  public static final int END = 0x0b;
  public static final int BR = 0x0c;
  public static final int BR_IF = 0x0d;
  public static final int BR_TABLE = 0x0e;
  public static final int RETURN = 0x0f;
  public static final int CALL = 0x10;
  public static final int CALL_INDIRECT = 0x11;
  public static final int DROP = 0x1a;
  public static final int SELECT = 0x1b;
  public static final int SELECT_TYPED = 0x1c;
  public static final int LOCAL_GET = 0x20;
  public static final int LOCAL_SET = 0x21;
  public static final int LOCAL_TEE = 0x22;
  public static final int GLOBAL_GET = 0x23;
  public static final int GLOBAL_SET = 0x24;
  public static final int TABLE_GET = 0x25;
  public static final int TABLE_SET = 0x26;
  public static final int I32_LOAD = 0x28;
  public static final int I64_LOAD32_U = 0x35;
  public static final int I32_STORE = 0x36;
  public static final int I64_STORE32 = 0x3e;
  public static final int MEMORY_SIZE = 0x3f;
  public static final int MEMORY_GROW = 0x40;
  public static final int I32_CONST = 0x41;
  public static final int I64_CONST = 0x42;
  public static final int F32_CONST = 0x43;
  public static final int F64_CONST = 0x44;
  public static final int I32_EQZ = 0x45;
  public static final int I32_EQ = 0x46;
  public static final int I32_GT_U = 0x4b;
  public static final int I64_EQZ = 0x50;
  public static final int I64_EQ = 0x51;
  public static final int I64_LT_S = 0x53;
  public static final int F32_EQ = 0x5b;
  public static final int F64_EQ = 0x61;
  public static final int I32_CLZ = 0x67;
  public static final int I32_ADD = 0x6a;
  public static final int I32_SUB = 0x6b;
  public static final int I64_CLZ = 0x79;
  public static final int I64_ADD = 0x7c;
  public static final int I64_SUB = 0x7d;
  public static final int I64_MUL = 0x7e;
  public static final int F32_ABS = 0x8b;
  public static final int F32_ADD = 0x92;
  public static final int F64_ABS = 0x99;
  public static final int F64_ADD = 0xa0;
  public static final int I32_WRAP_I64 = 0xa7;
  public static final int I64_EXTEND_I32_U = 0xad;
  public static final int F64_REINTERPRET_I64 = 0xbf;
  public static final int I32_EXTEND8_S = 0xc0;
  public static final int I64_EXTEND32_S = 0xc4;
  public static final int REF_NULL = 0xd0;
  public static final int REF_IS_NULL = 0xd1;
  public static final int REF_FUNC = 0xd2;

  /** First number of the prefixed instructions. */
  public static final int PREFIXED = 0x100;

  public static final int I32_TRUNC_SAT_F32_S = PREFIXED;
  public static final int I64_TRUNC_SAT_F64_U = PREFIXED + 7;
  public static final int MEMORY_INIT = PREFIXED + 8;
  public static final int DATA_DROP = PREFIXED + 9;
  public static final int MEMORY_COPY = PREFIXED + 10;
  public static final int MEMORY_FILL = PREFIXED + 11;
  public static final int TABLE_INIT = PREFIXED + 12;
  public static final int ELEM_DROP = PREFIXED + 13;
  public static final int TABLE_COPY = PREFIXED + 14;
  public static final int TABLE_GROW = PREFIXED + 15;
  public static final int TABLE_SIZE = PREFIXED + 16;
  public static final int TABLE_FILL = PREFIXED + 17;

  /** One more than the last instruction. */
  public static final int COUNT = PREFIXED + 18;

  static final int PREFIX = 0xfc;

  private Opcode() {}

  /** For messages: the bytes of the instruction in hexadecimal. */
  public static String name(int opcode) {
    return opcode < PREFIXED
        ? String.format("0x%02x", opcode)
        : String.format("0x%02x 0x%02x", PREFIX, opcode - PREFIXED);
  }
}
