// SPDX-License-Identifier: Apache-2.0
package io.jfvm.ipld.kamt;

/**
 * Up to 256 bits, counted from the most significant, in four longs of which {@code b0} is first.
 */
record Bits(long b0, long b1, long b2, long b3) {
  static final int LENGTH = 256;
  static final Bits ZERO = new Bits(0, 0, 0, 0);

  /** The bits of a big-endian number of at most 32 bytes, aligned to the left. */
  static Bits ofLeft(byte[] bytes) {
    long[] words = new long[4];
    for (int i = 0; i < Math.min(bytes.length, LENGTH / 8); i++) {
      words[i >>> 3] |= (bytes[i] & 0xffL) << 56 - 8 * (i & 7);
    }
    return new Bits(words[0], words[1], words[2], words[3]);
  }

  /** The first bytes, most significant first. */
  byte[] toBytes(int count) {
    byte[] bytes = new byte[count];
    for (int i = 0; i < count; i++) {
      bytes[i] = (byte) (word(i >>> 3) >>> 56 - 8 * (i & 7));
    }
    return bytes;
  }

  private long word(int index) {
    return switch (index) {
      case 0 -> b0;
      case 1 -> b1;
      case 2 -> b2;
      case 3 -> b3;
      default -> 0;
    };
  }

  /** 64 bits from a position on; zeros follow the end. */
  long window(int from) {
    int index = from >>> 6;
    int offset = from & 63;
    return offset == 0
        ? word(index)
        : word(index) << offset | word(index + 1) >>> (Long.SIZE - offset);
  }

  /** The number made of 1 to 63 bits from a position on. */
  int number(int from, int width) {
    return (int) (window(from) >>> (Long.SIZE - width));
  }

  /** The bits from a position on, aligned to the left, zeros after {@code length} of them. */
  Bits slice(int from, int length) {
    return new Bits(
        window(from) & mask(length),
        window(from + 64) & mask(length - 64),
        window(from + 128) & mask(length - 128),
        window(from + 192) & mask(length - 192));
  }

  private static long mask(int length) {
    return length <= 0 ? 0 : length >= Long.SIZE ? -1 : -1L << (Long.SIZE - length);
  }

  /** These with others put behind the first {@code offset}, after which all must be zero. */
  Bits followedBy(int offset, Bits others) {
    return new Bits(
        b0 | others.shifted(-offset),
        b1 | others.shifted(64 - offset),
        b2 | others.shifted(128 - offset),
        b3 | others.shifted(192 - offset));
  }

  /** 64 bits from a position on that may be before the first. */
  private long shifted(int from) {
    if (from >= 0) {
      return window(from);
    }
    return from <= -Long.SIZE ? 0 : b0 >>> -from;
  }

  /** How many bits from a position on equal those of {@code other} from the start. */
  int common(int from, Bits other) {
    for (int at = 0; at < LENGTH; at += Long.SIZE) {
      long difference = window(from + at) ^ other.word(at >>> 6);
      if (difference != 0) {
        return at + Long.numberOfLeadingZeros(difference);
      }
    }
    return LENGTH;
  }
}
