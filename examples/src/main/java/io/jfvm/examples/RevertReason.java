// SPDX-License-Identifier: Apache-2.0
package io.jfvm.examples;

import com.esaulpaugh.headlong.abi.Function;
import java.math.BigInteger;
import java.util.HexFormat;
import java.util.List;

/**
 * The errors Solidity itself raises, and how any revert reads to people. Source of the panic codes:
 * the Solidity documentation, "Panic via assert and Error via require".
 */
final class RevertReason {
  private static final String ERROR = "Error";
  private static final String PANIC = "Panic";

  /** {@code Error(string)} and {@code Panic(uint256)}, which no ABI lists. */
  static final List<Function> BUILT_IN =
      List.of(new Function(ERROR + "(string)"), new Function(PANIC + "(uint256)"));

  private RevertReason() {}

  static String describe(Decoded error) {
    return switch (error.name()) {
      case ERROR -> Decoded.printable((String) error.value(0));
      case PANIC -> panic((BigInteger) error.value(0));
      default -> error.toString();
    };
  }

  static String describe(byte[] unknown) {
    return unknown.length == 0 ? "no reason given" : "0x" + HexFormat.of().formatHex(unknown);
  }

  private static String panic(BigInteger code) {
    String meaning =
        code.bitLength() >= Integer.SIZE
            ? "unknown"
            : switch (code.intValue()) {
              case 0x00 -> "generic";
              case 0x01 -> "assertion failed";
              case 0x11 -> "arithmetic overflow";
              case 0x12 -> "division by zero";
              case 0x21 -> "no such enum value";
              case 0x22 -> "corrupt storage byte array";
              case 0x31 -> "pop from an empty array";
              case 0x32 -> "index out of range";
              case 0x41 -> "out of memory";
              case 0x51 -> "call of an unset function";
              default -> "unknown";
            };
    return "panic 0x%02x: %s".formatted(code, meaning);
  }
}
