// SPDX-License-Identifier: Apache-2.0
package io.jfvm.wasm.module;

/** Value types, as their bytes in the binary format. */
public final class ValueType {
  public static final byte I32 = 0x7f;
  public static final byte I64 = 0x7e;
  public static final byte F32 = 0x7d;
  public static final byte F64 = 0x7c;
  public static final byte FUNCREF = 0x70;

  private static final int VECTOR = 0x7b;
  private static final int EXTERNREF = 0x6f;

  private ValueType() {}

  /** The name in the text format. */
  public static String name(int type) {
    return switch (type) {
      case I32 -> "i32";
      case I64 -> "i64";
      case F32 -> "f32";
      case F64 -> "f64";
      case FUNCREF -> "funcref";
      case VECTOR -> "v128";
      case EXTERNREF -> "externref";
      default -> "0x" + Integer.toHexString(type);
    };
  }

  static boolean isAdmitted(int type) {
    return (type >= F64 && type <= I32) || type == FUNCREF;
  }
}
