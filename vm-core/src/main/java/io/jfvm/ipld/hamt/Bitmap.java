// SPDX-License-Identifier: Apache-2.0
package io.jfvm.ipld.hamt;

import io.jfvm.encoding.CborReader;
import io.jfvm.encoding.CborWriter;
import io.jfvm.encoding.Codec;
import io.jfvm.encoding.DecodeException;

/**
 * Which of up to 256 slots of a node are taken. In CBOR a byte string: big-endian, without leading
 * zeros.
 *
 * @param w0 bits 0 to 63, and so on
 */
record Bitmap(long w0, long w1, long w2, long w3) {
  static final Bitmap EMPTY = new Bitmap(0, 0, 0, 0);
  static final Codec<Bitmap> CODEC = Codec.of(Bitmap::write, Bitmap::read);

  private static final int MAX_BYTES = 32;

  boolean has(int slot) {
    return (word(slot >>> 6) >>> slot & 1) != 0;
  }

  /** How many slots below this one are taken: where its pointer stands. */
  int rank(int slot) {
    int count = Long.bitCount(word(slot >>> 6) & ((1L << slot) - 1));
    for (int i = (slot >>> 6) - 1; i >= 0; i--) {
      count += Long.bitCount(word(i));
    }
    return count;
  }

  int count() {
    return Long.bitCount(w0) + Long.bitCount(w1) + Long.bitCount(w2) + Long.bitCount(w3);
  }

  /** The same with one slot changed. */
  Bitmap flip(int slot) {
    long bit = 1L << slot;
    return switch (slot >>> 6) {
      case 0 -> new Bitmap(w0 ^ bit, w1, w2, w3);
      case 1 -> new Bitmap(w0, w1 ^ bit, w2, w3);
      case 2 -> new Bitmap(w0, w1, w2 ^ bit, w3);
      default -> new Bitmap(w0, w1, w2, w3 ^ bit);
    };
  }

  private long word(int index) {
    return switch (index) {
      case 0 -> w0;
      case 1 -> w1;
      case 2 -> w2;
      default -> w3;
    };
  }

  private static void write(CborWriter out, Bitmap bitmap) {
    int length = MAX_BYTES;
    while (length > 0 && bitmap.octet(length - 1) == 0) {
      length--;
    }
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[length - 1 - i] = bitmap.octet(i);
    }
    out.bytes(bytes);
  }

  /** Byte {@code index}, counted from the least significant. */
  private byte octet(int index) {
    return (byte) (word(index >>> 3) >>> 8 * (index & 7));
  }

  private static Bitmap read(CborReader in) throws DecodeException {
    byte[] bytes = in.bytes();
    if (bytes.length > MAX_BYTES) {
      throw new DecodeException("bitmap of " + bytes.length + " bytes, at most " + MAX_BYTES);
    }
    long[] words = new long[4];
    for (int i = 0; i < bytes.length; i++) {
      words[i >>> 3] |= (bytes[bytes.length - 1 - i] & 0xffL) << 8 * (i & 7);
    }
    return new Bitmap(words[0], words[1], words[2], words[3]);
  }
}
