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

  /** The parameter block's first word, but for the length: no key, fan-out and depth 1. */
  private static final long PARAMETERS = 0x01010000;

  private static final VarHandle WORD =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

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
    long[] state = Blake2Compression.initialState();
    state[0] ^= PARAMETERS ^ lengthBytes;
    int at = 0;
    while (data.length - at > BLOCK_BYTES) {
      compress(state, data, at, at + BLOCK_BYTES, false);
      at += BLOCK_BYTES;
    }
    byte[] last = new byte[BLOCK_BYTES];
    System.arraycopy(data, at, last, 0, data.length - at);
    compress(state, last, 0, data.length, true);
    byte[] digest = new byte[MAX_DIGEST_BYTES];
    for (int i = 0; i < state.length; i++) {
      WORD.set(digest, Long.BYTES * i, state[i]);
    }
    return Arrays.copyOf(digest, lengthBytes);
  }

  private static void compress(long[] state, byte[] data, int at, int end, boolean last) {
    long[] block = new long[Blake2Compression.MESSAGE_WORDS];
    for (int i = 0; i < block.length; i++) {
      block[i] = (long) WORD.get(data, at + Long.BYTES * i);
    }
    Blake2Compression.compress(state, block, end, 0, last, Blake2Compression.ROUNDS);
  }
}
