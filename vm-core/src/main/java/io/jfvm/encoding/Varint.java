// SPDX-License-Identifier: Apache-2.0
package io.jfvm.encoding;

/** Unsigned varints (LEB128) of multiformats, up to 64 bits, in their minimal form. */
public final class Varint {
  /** Longest form of a 64-bit value. */
  public static final int MAX_BYTES = 10;

  private Varint() {}

  public static int size(long value) {
    return Math.max(1, (Long.SIZE - Long.numberOfLeadingZeros(value) + 6) / 7);
  }

  /** Writes {@code value} at {@code offset} and returns the offset behind it. */
  public static int put(byte[] target, int offset, long value) {
    long rest = value;
    int at = offset;
    while (rest >>> 7 != 0) {
      target[at++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    target[at++] = (byte) rest;
    return at;
  }

  public static byte[] encode(long value) {
    byte[] bytes = new byte[size(value)];
    put(bytes, 0, value);
    return bytes;
  }

  /**
   * Reads the varint at {@code offset}; it takes {@link #length} bytes. As in the reference, what
   * the tenth byte has beyond 64 bits is dropped.
   *
   * @throws DecodeException if it leaves the data, has more than ten bytes or is not minimal
   */
  public static long decode(byte[] data, int offset) throws DecodeException {
    long value = 0;
    for (int i = 0; i < MAX_BYTES; i++) {
      if (offset + i >= data.length) {
        throw new DecodeException("varint at offset " + offset + " leaves the data");
      }
      int octet = data[offset + i] & 0xff;
      value |= (long) (octet & 0x7f) << 7 * i;
      if (octet < 0x80) {
        if (octet == 0 && i > 0) {
          throw new DecodeException("varint at offset " + offset + " is not minimal");
        }
        return value;
      }
    }
    throw new DecodeException("varint at offset " + offset + " has more than 10 bytes");
  }

  /** How many bytes the varint at {@code offset}, which has been read, takes. */
  public static int length(byte[] data, int offset) {
    int end = offset;
    while (data[end] < 0) {
      end++;
    }
    return end - offset + 1;
  }
}
