// SPDX-License-Identifier: Apache-2.0
package io.jfvm.crypto;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** BLAKE2b without key, in the output lengths Filecoin uses. Source: RFC 7693. */
public final class Blake2b {
  private static final int MAX_DIGEST_BYTES = 64;
  private static final int BLOCK_BYTES = 128;
  private static final int WORDS = 8;

  /** The parameter block's first word, but for the length: no key, fan-out and depth 1. */
  private static final long PARAMETERS = 0x01010000;

  private static final VarHandle WORD =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

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

  /** In which order each round takes the words of the message; the last two repeat the first. */
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
    {10, 2, 8, 4, 7, 6, 1, 5, 15, 11, 9, 14, 3, 12, 13, 0},
    {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15},
    {14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3}
  };

  private Blake2b() {}

  /** The digest of CIDs: 32 bytes. */
  public static byte[] hash256(byte[] data) {
    return hash(32, data);
  }

  public static byte[] hash512(byte[] data) {
    return hash(64, data);
  }

  /** The payload of f1 and f2 addresses: 20 bytes. */
  public static byte[] hash160(byte[] data) {
    return hash(20, data);
  }

  /** A digest of {@code lengthBytes} bytes, 1 to 64. */
  public static byte[] hash(int lengthBytes, byte[] data) {
    if (lengthBytes < 1 || lengthBytes > MAX_DIGEST_BYTES) {
      throw new IllegalArgumentException(
          "BLAKE2b digest of " + lengthBytes + " bytes, not 1 to 64");
    }
    long[] state = IV.clone();
    state[0] ^= PARAMETERS ^ lengthBytes;
    int at = 0;
    while (data.length - at > BLOCK_BYTES) {
      compress(state, data, at, at + BLOCK_BYTES, 0);
      at += BLOCK_BYTES;
    }
    byte[] last = new byte[BLOCK_BYTES];
    System.arraycopy(data, at, last, 0, data.length - at);
    compress(state, last, 0, data.length, -1);
    byte[] digest = new byte[MAX_DIGEST_BYTES];
    for (int i = 0; i < WORDS; i++) {
      WORD.set(digest, Long.BYTES * i, state[i]);
    }
    return Arrays.copyOf(digest, lengthBytes);
  }

  /**
   * Mixes a block into the state.
   *
   * @param end how many bytes there were up to its end, without padding
   * @param last all bits for the last block, none for others
   */
  private static void compress(long[] state, byte[] data, int at, int end, long last) {
    long[] m = new long[2 * WORDS];
    for (int i = 0; i < m.length; i++) {
      m[i] = (long) WORD.get(data, at + Long.BYTES * i);
    }
    long[] v = Arrays.copyOf(state, 2 * WORDS);
    System.arraycopy(IV, 0, v, WORDS, WORDS);
    v[12] ^= end;
    v[14] ^= last;
    for (byte[] s : SIGMA) {
      mix(v, 0, 4, 8, 12, m[s[0]], m[s[1]]);
      mix(v, 1, 5, 9, 13, m[s[2]], m[s[3]]);
      mix(v, 2, 6, 10, 14, m[s[4]], m[s[5]]);
      mix(v, 3, 7, 11, 15, m[s[6]], m[s[7]]);
      mix(v, 0, 5, 10, 15, m[s[8]], m[s[9]]);
      mix(v, 1, 6, 11, 12, m[s[10]], m[s[11]]);
      mix(v, 2, 7, 8, 13, m[s[12]], m[s[13]]);
      mix(v, 3, 4, 9, 14, m[s[14]], m[s[15]]);
    }
    for (int i = 0; i < WORDS; i++) {
      state[i] ^= v[i] ^ v[WORDS + i];
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
