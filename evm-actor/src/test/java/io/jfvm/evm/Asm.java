// SPDX-License-Identifier: Apache-2.0
package io.jfvm.evm;

import io.jfvm.evm.interpreter.Opcode;
import java.io.ByteArrayOutputStream;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Scanner;

/**
 * Assembles EVM code: opcode names, after PUSHn its bytes in hex. {@code name:} is a JUMPDEST with
 * a name, {@code @name} pushes where it is.
 */
public final class Asm {
  private static final int NARROWEST_LABEL = 2;

  private Asm() {}

  public static byte[] code(String source) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Map<String, Integer> labels = new HashMap<>();
    Map<Integer, String> references = new HashMap<>();
    for (Scanner tokens = new Scanner(source); tokens.hasNext(); ) {
      String token = tokens.next();
      if (token.endsWith(":")) {
        labels.put(token.substring(0, token.length() - 1), out.size());
        out.write(Opcode.JUMPDEST.code());
      } else if (token.startsWith("@")) {
        out.write(Opcode.PUSH2.code());
        references.put(out.size(), token.substring(1));
        out.writeBytes(new byte[NARROWEST_LABEL]);
      } else if (token.startsWith("0x")) {
        out.writeBytes(HexFormat.of().parseHex(token, 2, token.length()));
      } else {
        out.write(Opcode.valueOf(token).code());
      }
    }
    byte[] code = out.toByteArray();
    references.forEach(
        (at, name) -> {
          int target = labels.get(name);
          code[at] = (byte) (target >>> 8);
          code[at + 1] = (byte) target;
        });
    return code;
  }

  /** Initcode that deploys the code. */
  public static byte[] initcode(byte[] runtime) {
    byte[] head =
        code(
            "PUSH2 0x%04x DUP1 PUSH1 0x0c PUSH1 0x00 CODECOPY PUSH1 0x00 RETURN"
                .formatted(runtime.length));
    if (head.length != 0x0c) {
      throw new IllegalStateException("the head has " + head.length + " bytes");
    }
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(head);
    all.writeBytes(runtime);
    return all.toByteArray();
  }

  /** Code that pushes one word and returns it. */
  public static byte[] returning(String source) {
    return code(source + " PUSH1 0x00 MSTORE PUSH1 0x20 PUSH1 0x00 RETURN");
  }
}
