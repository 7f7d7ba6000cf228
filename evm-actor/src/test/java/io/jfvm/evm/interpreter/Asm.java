// SPDX-License-Identifier: Apache-2.0
package io.jfvm.evm.interpreter;

import java.io.ByteArrayOutputStream;
import java.util.HexFormat;
import java.util.Locale;

/** A small assembler for tests: mnemonics, {@code 0x} immediates, and raw bytes as {@code #5b}. */
public final class Asm {
  private Asm() {}

  /**
   * Assembles text like {@code "PUSH1 0x2a PUSH0 MSTORE"}.
   *
   * @throws IllegalArgumentException if a word is neither a mnemonic nor hex
   */
  public static byte[] assemble(String text) {
    ByteArrayOutputStream code = new ByteArrayOutputStream();
    for (String word : text.trim().split("\\s+", -1)) {
      if (word.startsWith("0x")) {
        code.writeBytes(HexFormat.of().parseHex(word.substring(2)));
      } else if (word.startsWith("#")) {
        code.writeBytes(HexFormat.of().parseHex(word.substring(1)));
      } else if (!word.isEmpty()) {
        code.write(Opcode.valueOf(word.toUpperCase(Locale.ROOT)).code());
      }
    }
    return code.toByteArray();
  }
}
