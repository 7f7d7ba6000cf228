// SPDX-License-Identifier: Apache-2.0
package io.jfvm.crypto;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Keccak-256 as Ethereum has it: with the padding from before SHA-3 was a standard. Source: "The
 * Keccak reference", version 3.0.
 */
final class Keccak256 {
  private static final int DIGEST_BYTES = 32;
  private static final int LANES = 25;

  /** What is absorbed at once: the state but for twice the digest. */
  private static final int RATE_BYTES = Long.BYTES * LANES - 2 * DIGEST_BYTES;

  private static final VarHandle LANE =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final long[] ROUND_CONSTANTS = {
    0x0000000000000001L, 0x0000000000008082L, 0x800000000000808aL, 0x8000000080008000L,
    0x000000000000808bL, 0x0000000080000001L, 0x8000000080008081L, 0x8000000000008009L,
    0x000000000000008aL, 0x0000000000000088L, 0x0000000080008009L, 0x000000008000000aL,
    0x000000008000808bL, 0x800000000000008bL, 0x8000000000008089L, 0x8000000000008003L,
    0x8000000000008002L, 0x8000000000000080L, 0x000000000000800aL, 0x800000008000000aL,
    0x8000000080008081L, 0x8000000000008080L, 0x0000000080000001L, 0x8000000080008008L
  };

  private Keccak256() {}

  static byte[] hash(byte[] data) {
    long[] state = new long[LANES];
    int at = 0;
    for (; data.length - at >= RATE_BYTES; at += RATE_BYTES) {
      absorb(state, data, at);
    }
    byte[] last = new byte[RATE_BYTES];
    System.arraycopy(data, at, last, 0, data.length - at);
    last[data.length - at] = 1;
    last[RATE_BYTES - 1] |= (byte) 0x80;
    absorb(state, last, 0);
    byte[] digest = new byte[DIGEST_BYTES];
    for (int i = 0; i < DIGEST_BYTES; i += Long.BYTES) {
      LANE.set(digest, i, state[i / Long.BYTES]);
    }
    return digest;
  }

  private static void absorb(long[] state, byte[] data, int at) {
    for (int i = 0; i < RATE_BYTES; i += Long.BYTES) {
      state[i / Long.BYTES] ^= (long) LANE.get(data, at + i);
    }
    for (long constant : ROUND_CONSTANTS) {
      permute(state, constant);
    }
  }

  /** One round, in local variables: columns are mixed, lanes turned and moved, rows mixed. */
  private static void permute(long[] a, long constant) {
    long c0 = a[0] ^ a[5] ^ a[10] ^ a[15] ^ a[20];
    long c1 = a[1] ^ a[6] ^ a[11] ^ a[16] ^ a[21];
    long c2 = a[2] ^ a[7] ^ a[12] ^ a[17] ^ a[22];
    long c3 = a[3] ^ a[8] ^ a[13] ^ a[18] ^ a[23];
    long c4 = a[4] ^ a[9] ^ a[14] ^ a[19] ^ a[24];
    long d0 = c4 ^ Long.rotateLeft(c1, 1);
    long d1 = c0 ^ Long.rotateLeft(c2, 1);
    long d2 = c1 ^ Long.rotateLeft(c3, 1);
    long d3 = c2 ^ Long.rotateLeft(c4, 1);
    long d4 = c3 ^ Long.rotateLeft(c0, 1);

    long b0 = a[0] ^ d0;
    long b1 = Long.rotateLeft(a[6] ^ d1, 44);
    long b2 = Long.rotateLeft(a[12] ^ d2, 43);
    long b3 = Long.rotateLeft(a[18] ^ d3, 21);
    long b4 = Long.rotateLeft(a[24] ^ d4, 14);
    long b5 = Long.rotateLeft(a[3] ^ d3, 28);
    long b6 = Long.rotateLeft(a[9] ^ d4, 20);
    long b7 = Long.rotateLeft(a[10] ^ d0, 3);
    long b8 = Long.rotateLeft(a[16] ^ d1, 45);
    long b9 = Long.rotateLeft(a[22] ^ d2, 61);
    long b10 = Long.rotateLeft(a[1] ^ d1, 1);
    long b11 = Long.rotateLeft(a[7] ^ d2, 6);
    long b12 = Long.rotateLeft(a[13] ^ d3, 25);
    long b13 = Long.rotateLeft(a[19] ^ d4, 8);
    long b14 = Long.rotateLeft(a[20] ^ d0, 18);
    long b15 = Long.rotateLeft(a[4] ^ d4, 27);
    long b16 = Long.rotateLeft(a[5] ^ d0, 36);
    long b17 = Long.rotateLeft(a[11] ^ d1, 10);
    long b18 = Long.rotateLeft(a[17] ^ d2, 15);
    long b19 = Long.rotateLeft(a[23] ^ d3, 56);
    long b20 = Long.rotateLeft(a[2] ^ d2, 62);
    long b21 = Long.rotateLeft(a[8] ^ d3, 55);
    long b22 = Long.rotateLeft(a[14] ^ d4, 39);
    long b23 = Long.rotateLeft(a[15] ^ d0, 41);
    long b24 = Long.rotateLeft(a[21] ^ d1, 2);

    a[0] = b0 ^ (~b1 & b2) ^ constant;
    a[1] = b1 ^ (~b2 & b3);
    a[2] = b2 ^ (~b3 & b4);
    a[3] = b3 ^ (~b4 & b0);
    a[4] = b4 ^ (~b0 & b1);
    a[5] = b5 ^ (~b6 & b7);
    a[6] = b6 ^ (~b7 & b8);
    a[7] = b7 ^ (~b8 & b9);
    a[8] = b8 ^ (~b9 & b5);
    a[9] = b9 ^ (~b5 & b6);
    a[10] = b10 ^ (~b11 & b12);
    a[11] = b11 ^ (~b12 & b13);
    a[12] = b12 ^ (~b13 & b14);
    a[13] = b13 ^ (~b14 & b10);
    a[14] = b14 ^ (~b10 & b11);
    a[15] = b15 ^ (~b16 & b17);
    a[16] = b16 ^ (~b17 & b18);
    a[17] = b17 ^ (~b18 & b19);
    a[18] = b18 ^ (~b19 & b15);
    a[19] = b19 ^ (~b15 & b16);
    a[20] = b20 ^ (~b21 & b22);
    a[21] = b21 ^ (~b22 & b23);
    a[22] = b22 ^ (~b23 & b24);
    a[23] = b23 ^ (~b24 & b20);
    a[24] = b24 ^ (~b20 & b21);
  }
}
