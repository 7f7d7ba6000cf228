// SPDX-License-Identifier: Apache-2.0
package io.jfvm.encoding;

import java.math.BigInteger;
import java.util.Arrays;

/**
 * Filecoin's byte form of big integers: nothing for zero, else a sign byte (0 or 1) and the
 * magnitude.
 */
final class BigInts {
  /** Longest byte form, sign byte included. */
  private static final int MAX_BYTES = 128;

  private BigInts() {}

  static byte[] toBytes(BigInteger value) {
    if (value.signum() == 0) {
      return new byte[0];
    }
    byte[] magnitude = value.abs().toByteArray();
    int skip = magnitude[0] == 0 ? 1 : 0;
    byte[] bytes = new byte[magnitude.length - skip + 1];
    bytes[0] = (byte) (value.signum() < 0 ? 1 : 0);
    System.arraycopy(magnitude, skip, bytes, 1, magnitude.length - skip);
    if (bytes.length > MAX_BYTES) {
      throw new IllegalArgumentException(
          "big integer of " + bytes.length + " bytes, at most " + MAX_BYTES);
    }
    return bytes;
  }

  static BigInteger fromBytes(byte[] bytes) throws DecodeException {
    if (bytes.length == 0) {
      return BigInteger.ZERO;
    }
    if (bytes[0] != 0 && bytes[0] != 1) {
      throw new DecodeException("big integer's sign byte is " + (bytes[0] & 0xff) + ", not 0 or 1");
    }
    if (bytes.length > MAX_BYTES) {
      throw new DecodeException("big integer of " + bytes.length + " bytes, at most " + MAX_BYTES);
    }
    BigInteger magnitude = new BigInteger(1, Arrays.copyOfRange(bytes, 1, bytes.length));
    return bytes[0] == 1 ? magnitude.negate() : magnitude;
  }
}
