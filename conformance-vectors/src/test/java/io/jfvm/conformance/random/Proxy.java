// SPDX-License-Identifier: Apache-2.0
package io.jfvm.conformance.random;

import io.jfvm.encoding.CborReader;
import io.jfvm.encoding.DecodeException;
import io.jfvm.types.TokenAmount;
import java.nio.ByteBuffer;
import java.util.HexFormat;

/** A contract that calls actors as it is told, by the FEVM's precompile {@code call_actor_id}. */
final class Proxy {
  /** Hands its input to the precompile and returns what that returns. */
  static final byte[] CODE =
      HexFormat.of()
          .parseHex(
              "3660006000376000600036600073fe000000000000000000000000000000000000055af4503d600060003e3d6000f3");

  private static final int WORD = 32;
  private static final int WORDS = 6;
  private static final long CBOR = 0x51;

  private Proxy() {}

  /** The input for a call. */
  static byte[] call(long to, long method, TokenAmount value, byte[] params) {
    int padded = (params.length + WORD - 1) / WORD * WORD;
    ByteBuffer input = ByteBuffer.allocate((WORDS + 1) * WORD + padded);
    word(input, 0, method);
    byte[] amount = value.atto().toByteArray();
    input.put(2 * WORD - amount.length, amount);
    word(input, 3, params.length == 0 ? 0 : CBOR);
    word(input, 4, (long) WORDS * WORD);
    word(input, 5, to);
    word(input, WORDS, params.length);
    input.put((WORDS + 1) * WORD, params);
    return input.array();
  }

  private static void word(ByteBuffer input, int index, long value) {
    input.putLong((index + 1) * WORD - Long.BYTES, value);
  }

  /** Whether the call succeeded: the first word of what the contract returned is zero. */
  static boolean succeeded(byte[] returned) {
    try {
      byte[] output = new CborReader(returned).bytes();
      return output.length > WORD && isZero(output);
    } catch (DecodeException e) {
      throw new IllegalStateException("a contract's answer that is no byte string", e);
    }
  }

  private static boolean isZero(byte[] output) {
    for (int i = 0; i < WORD; i++) {
      if (output[i] != 0) {
        return false;
      }
    }
    return true;
  }
}
