// SPDX-License-Identifier: Apache-2.0
package io.jfvm.crypto.bls12381;

import io.jfvm.encoding.DecodeException;

/**
 * The three bits before the first coordinate of a point's encoding: compressed, infinity, and
 * (compressed only) whether y is the larger of the two. Source:
 * draft-irtf-cfrg-pairing-friendly-curves appendix C.
 *
 * @param body the bytes without the flags
 */
record Flags(boolean infinity, boolean large, byte[] body) {
  private static final int COMPRESSED = 0x80;
  private static final int INFINITY = 0x40;
  private static final int LARGE = 0x20;
  private static final int ALL = COMPRESSED | INFINITY | LARGE;

  static Flags read(byte[] bytes, int length, boolean compressed) throws DecodeException {
    if (bytes.length != length) {
      throw new DecodeException("point of " + bytes.length + " bytes, not " + length);
    }
    int first = bytes[0] & 0xff;
    if (((first & COMPRESSED) != 0) != compressed) {
      throw new DecodeException(compressed ? "point is not compressed" : "point is compressed");
    }
    boolean large = (first & LARGE) != 0;
    boolean infinity = (first & INFINITY) != 0;
    byte[] body = bytes.clone();
    body[0] = (byte) (first & ~ALL);
    if (large && (infinity || !compressed)) {
      throw new DecodeException("flag of the larger y where there is none to choose");
    }
    if (infinity && !isZero(body)) {
      throw new DecodeException("infinity with coordinates");
    }
    return new Flags(infinity, large, body);
  }

  private static boolean isZero(byte[] bytes) {
    int all = 0;
    for (byte value : bytes) {
      all |= value;
    }
    return all == 0;
  }

  /** Sets the flags of a compressed x. */
  static byte[] compressed(byte[] x, boolean large) {
    x[0] |= (byte) (large ? COMPRESSED | LARGE : COMPRESSED);
    return x;
  }

  static byte[] infinity(int length, boolean compressed) {
    byte[] bytes = new byte[length];
    bytes[0] = (byte) (compressed ? COMPRESSED | INFINITY : INFINITY);
    return bytes;
  }
}
