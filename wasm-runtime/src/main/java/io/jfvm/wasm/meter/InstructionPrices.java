// SPDX-License-Identifier: Apache-2.0
package io.jfvm.wasm.meter;

import io.jfvm.wasm.module.Opcode;

/**
 * Prices of Wasm instructions, in milligas.
 *
 * @param instruction every instruction that is not free
 * @param byteFilled each byte of memory or table filled or grown; 0 before network version 18
 * @param byteCopied each byte of memory or table copied or initialised; 0 before network version 18
 */
public record InstructionPrices(long instruction, long byteFilled, long byteCopied) {
  private static final int PAGE = 65536;
  private static final int TABLE_ELEMENT = 8;

  /** Checks that no charge computed at run time can overflow. */
  public InstructionPrices {
    if (instruction < 0 || byteFilled < 0 || byteCopied < 0) {
      throw new IllegalArgumentException("negative price");
    }
    if (byteFilled > Integer.MAX_VALUE / PAGE || byteCopied > Integer.MAX_VALUE / TABLE_ELEMENT) {
      throw new IllegalArgumentException("price of a unit exceeds 31 bits");
    }
  }

  /** The part of an instruction's price that does not depend on operands. */
  long fixed(int opcode) {
    return switch (opcode) {
      case Opcode.NOP,
          Opcode.BLOCK,
          Opcode.LOOP,
          Opcode.UNREACHABLE,
          Opcode.RETURN,
          Opcode.ELSE,
          Opcode.END,
          Opcode.DROP ->
          0;
      default -> instruction;
    };
  }

  /** The price of each unit the operand on top of the stack counts; 0 when it counts nothing. */
  long perUnit(int opcode) {
    return switch (opcode) {
      case Opcode.MEMORY_GROW -> byteFilled * PAGE;
      case Opcode.MEMORY_FILL -> byteFilled;
      case Opcode.MEMORY_INIT, Opcode.MEMORY_COPY -> byteCopied;
      case Opcode.TABLE_FILL, Opcode.TABLE_GROW -> byteFilled * TABLE_ELEMENT;
      case Opcode.TABLE_INIT, Opcode.TABLE_COPY -> byteCopied * TABLE_ELEMENT;
      default -> 0;
    };
  }
}
