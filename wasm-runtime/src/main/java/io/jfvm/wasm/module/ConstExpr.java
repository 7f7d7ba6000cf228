// SPDX-License-Identifier: Apache-2.0
package io.jfvm.wasm.module;

/**
 * A constant expression. Without extended constants a valid one is a single instruction.
 *
 * @param opcode one of the constant instructions, {@code global.get}, {@code ref.null} or {@code
 *     ref.func}
 * @param immediate the constant (floats as bits), the index, or the reference type
 * @param offset where it starts in the module
 */
public record ConstExpr(int opcode, long immediate, int offset) {
  public static ConstExpr i32(int value) {
    return new ConstExpr(Opcode.I32_CONST, value, -1);
  }

  void encode(BinaryWriter out) {
    out.opcode(opcode);
    switch (Immediate.of(opcode)) {
      case Immediate.INDEX -> out.u32((int) immediate);
      case Immediate.I32, Immediate.I64 -> out.s64(immediate);
      case Immediate.F32 -> out.fixed32((int) immediate);
      case Immediate.F64 -> out.fixed64(immediate);
      default -> out.u8((int) immediate);
    }
    out.opcode(Opcode.END);
  }
}
