// SPDX-License-Identifier: Apache-2.0
package io.jfvm.evm.precompile;

import io.jfvm.crypto.Blake2Compression;
import io.jfvm.evm.system.EvmSystem;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * 0x09: the compression function of BLAKE2b with a given number of rounds (EIP-152, RFC 7693).
 * Input, exactly 213 bytes: rounds (big-endian u32), state h (8 words), message m (16), offset t
 * (2), final flag (0 or 1); words are little-endian.
 */
final class Blake2F {
  private static final int INPUT_BYTES = 213;

  private Blake2F() {}

  static byte[] run(EvmSystem system, byte[] input, Precompile.Context context)
      throws PrecompileException {
    if (input.length != INPUT_BYTES) {
      throw new PrecompileException("input of " + input.length + " bytes, not " + INPUT_BYTES);
    }
    byte last = input[INPUT_BYTES - 1];
    if (last != 0 && last != 1) {
      throw new PrecompileException("final flag " + last + ", not 0 or 1");
    }
    ByteBuffer in = ByteBuffer.wrap(input);
    long rounds = Integer.toUnsignedLong(in.getInt());
    in.order(ByteOrder.LITTLE_ENDIAN);
    long[] h = words(in, Blake2Compression.STATE_WORDS);
    long[] m = words(in, Blake2Compression.MESSAGE_WORDS);
    long[] t = words(in, 2);
    system.runtime().chargeCompute(PrecompilePrices.blake2(rounds));
    Blake2Compression.compress(h, m, t[0], t[1], last == 1, rounds);
    ByteBuffer out = ByteBuffer.allocate(h.length * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (long word : h) {
      out.putLong(word);
    }
    return out.array();
  }

  private static long[] words(ByteBuffer in, int count) {
    long[] words = new long[count];
    for (int i = 0; i < count; i++) {
      words[i] = in.getLong();
    }
    return words;
  }
}
