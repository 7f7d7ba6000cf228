// SPDX-License-Identifier: Apache-2.0
package io.jfvm.evm.precompile;

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
  private static final int STATE_WORDS = 8;
  private static final int MESSAGE_WORDS = 16;

  /** The initial values of RFC 7693, those of SHA-512. */
  private static final long[] IV = {
    0x6a09e667f3bcc908L, 0xbb67ae8584caa73bL, 0x3c6ef372fe94f82bL, 0xa54ff53a5f1d36f1L,
    0x510e527fade682d1L, 0x9b05688c2b3e6c1fL, 0x1f83d9abfb41bd6bL, 0x5be0cd19137e2179L
  };

  /** Which message words a round takes, round numbers modulo 10. */
  private static final int[][] SIGMA = {
    {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15},
    {14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3},
    {11, 8, 12, 0, 5, 2, 15, 13, 10, 14, 3, 6, 7, 1, 9, 4},
    {7, 9, 3, 1, 13, 12, 11, 14, 2, 6, 5, 10, 4, 0, 15, 8},
    {9, 0, 5, 7, 2, 4, 10, 15, 14, 1, 11, 12, 6, 8, 3, 13},
    {2, 12, 6, 10, 0, 11, 8, 3, 4, 13, 7, 5, 15, 14, 1, 9},
    {12, 5, 1, 15, 14, 13, 4, 10, 0, 7, 6, 3, 9, 2, 8, 11},
    {13, 11, 7, 14, 12, 1, 3, 9, 5, 0, 15, 4, 8, 6, 2, 10},
    {6, 15, 14, 9, 11, 3, 0, 8, 12, 2, 13, 7, 1, 4, 10, 5},
    {10, 2, 8, 4, 7, 6, 1, 5, 15, 11, 9, 14, 3, 12, 13, 0}
  };

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
    long[] h = words(in, STATE_WORDS);
    long[] m = words(in, MESSAGE_WORDS);
    long[] t = words(in, 2);
    system.runtime().chargeCompute(PrecompilePrices.blake2(rounds));
    compress(h, m, t, last == 1, rounds);
    ByteBuffer out = ByteBuffer.allocate(STATE_WORDS * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
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

  /** F of RFC 7693, on the state in place. */
  private static void compress(long[] h, long[] m, long[] t, boolean last, long rounds) {
    long[] v = new long[2 * STATE_WORDS];
    System.arraycopy(h, 0, v, 0, STATE_WORDS);
    System.arraycopy(IV, 0, v, STATE_WORDS, STATE_WORDS);
    v[12] ^= t[0];
    v[13] ^= t[1];
    if (last) {
      v[14] = ~v[14];
    }
    for (long round = 0; round < rounds; round++) {
      int[] s = SIGMA[(int) (round % SIGMA.length)];
      mix(v, 0, 4, 8, 12, m[s[0]], m[s[1]]);
      mix(v, 1, 5, 9, 13, m[s[2]], m[s[3]]);
      mix(v, 2, 6, 10, 14, m[s[4]], m[s[5]]);
      mix(v, 3, 7, 11, 15, m[s[6]], m[s[7]]);
      mix(v, 0, 5, 10, 15, m[s[8]], m[s[9]]);
      mix(v, 1, 6, 11, 12, m[s[10]], m[s[11]]);
      mix(v, 2, 7, 8, 13, m[s[12]], m[s[13]]);
      mix(v, 3, 4, 9, 14, m[s[14]], m[s[15]]);
    }
    for (int i = 0; i < STATE_WORDS; i++) {
      h[i] ^= v[i] ^ v[i + STATE_WORDS];
    }
  }

  /** G of RFC 7693. */
  private static void mix(long[] v, int a, int b, int c, int d, long x, long y) {
    v[a] += v[b] + x;
    v[d] = Long.rotateRight(v[d] ^ v[a], 32);
    v[c] += v[d];
    v[b] = Long.rotateRight(v[b] ^ v[c], 24);
    v[a] += v[b] + y;
    v[d] = Long.rotateRight(v[d] ^ v[a], 16);
    v[c] += v[d];
    v[b] = Long.rotateRight(v[b] ^ v[c], 63);
  }
}
