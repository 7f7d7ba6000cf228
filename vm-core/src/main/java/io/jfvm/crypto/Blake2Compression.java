// SPDX-License-Identifier: Apache-2.0
package io.jfvm.crypto;

import java.util.Arrays;

/** The compression function F of BLAKE2b. Source: RFC 7693; EIP-152 for other numbers of rounds. */
public final class Blake2Compression {
  /** Words of a state. */
  public static final int STATE_WORDS = 8;

  /** Words of a block of the message. */
  public static final int MESSAGE_WORDS = 16;

  /** The rounds of BLAKE2b. */
  static final int ROUNDS = 12;

  private static final long[] IV = {
    0x6a09e667f3bcc908L,
    0xbb67ae8584caa73bL,
    0x3c6ef372fe94f82bL,
    0xa54ff53a5f1d36f1L,
    0x510e527fade682d1L,
    0x9b05688c2b3e6c1fL,
    0x1f83d9abfb41bd6bL,
    0x5be0cd19137e2179L
  };

  /** In which order a round takes the words of the message; the eleventh is as the first. */
  private static final byte[][] SIGMA = {
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

  private Blake2Compression() {}

  /** A state that has seen nothing, but for the parameters that belong in its first word. */
  static long[] initialState() {
    return IV.clone();
  }

  /**
   * Mixes a block into the state.
   *
   * @param h the state, 8 words, changed
   * @param m the block, 16 words
   * @param t0 the low word of how many bytes there were up to the block's end, without padding
   * @param t1 the high word
   * @param last whether it is the last block
   * @param rounds 0 to 2^32 - 1
   */
  public static void compress(long[] h, long[] m, long t0, long t1, boolean last, long rounds) {
    long[] v = Arrays.copyOf(h, 2 * STATE_WORDS);
    System.arraycopy(IV, 0, v, STATE_WORDS, STATE_WORDS);
    v[12] ^= t0;
    v[13] ^= t1;
    if (last) {
      v[14] = ~v[14];
    }
    int order = 0;
    for (long round = 0; round < rounds; round++) {
      byte[] s = SIGMA[order];
      mix(v, 0, 4, 8, 12, m[s[0]], m[s[1]]);
      mix(v, 1, 5, 9, 13, m[s[2]], m[s[3]]);
      mix(v, 2, 6, 10, 14, m[s[4]], m[s[5]]);
      mix(v, 3, 7, 11, 15, m[s[6]], m[s[7]]);
      mix(v, 0, 5, 10, 15, m[s[8]], m[s[9]]);
      mix(v, 1, 6, 11, 12, m[s[10]], m[s[11]]);
      mix(v, 2, 7, 8, 13, m[s[12]], m[s[13]]);
      mix(v, 3, 4, 9, 14, m[s[14]], m[s[15]]);
      order = order + 1 == SIGMA.length ? 0 : order + 1;
    }
    for (int i = 0; i < STATE_WORDS; i++) {
      h[i] ^= v[i] ^ v[STATE_WORDS + i];
    }
  }

  private static void mix(long[] v, int a, int b, int c, int d, long x, long y) {
    long va = v[a] + v[b] + x;
    long vd = Long.rotateRight(v[d] ^ va, 32);
    long vc = v[c] + vd;
    long vb = Long.rotateRight(v[b] ^ vc, 24);
    va += vb + y;
    vd = Long.rotateRight(vd ^ va, 16);
    vc += vd;
    vb = Long.rotateRight(vb ^ vc, 63);
    v[a] = va;
    v[b] = vb;
    v[c] = vc;
    v[d] = vd;
  }
}
