// SPDX-License-Identifier: Apache-2.0
package io.jfvm.evm.precompile;

import io.jfvm.crypto.bls12381.G1;
import io.jfvm.crypto.bls12381.G2;
import io.jfvm.encoding.DecodeException;
import io.jfvm.evm.word.Word;
import java.math.BigInteger;
import java.util.Arrays;

/**
 * Reads and writes points of BLS12-381 as EIP-2537 encodes them: x and y, real parts first, each
 * number in 64 bytes of which the first 16 are zeros.
 */
final class PaddedPoints {
  static final int ELEMENT_BYTES = 64;
  static final int G1_BYTES = 2 * ELEMENT_BYTES;
  static final int G2_BYTES = 4 * ELEMENT_BYTES;
  private static final int PADDING_BYTES = 16;
  private static final int NUMBER_BYTES = ELEMENT_BYTES - PADDING_BYTES;

  private final byte[] input;
  private final int count;
  private int position;

  private PaddedPoints(byte[] input, int count) {
    this.input = input;
    this.count = count;
  }

  static PaddedPoints exactly(byte[] input, int length) throws PrecompileException {
    if (input.length != length) {
      throw new PrecompileException("input of " + input.length + " bytes, not " + length);
    }
    return new PaddedPoints(input, 1);
  }

  /** Of one item at least. */
  static PaddedPoints multiple(byte[] input, int itemLength) throws PrecompileException {
    if (input.length == 0 || input.length % itemLength != 0) {
      throw new PrecompileException(
          "input of " + input.length + " bytes, not a multiple of " + itemLength);
    }
    return new PaddedPoints(input, input.length / itemLength);
  }

  /** How many items the input has. */
  int count() {
    return count;
  }

  BigInteger scalar() {
    position += Word.BYTES;
    return new BigInteger(1, Arrays.copyOfRange(input, position - Word.BYTES, position));
  }

  /** A point of the curve, not necessarily in the subgroup. */
  G1 g1() throws PrecompileException {
    try {
      return G1.ofCoordinates(numbers(2));
    } catch (DecodeException e) {
      throw new PrecompileException(e.getMessage());
    }
  }

  G1 g1InSubgroup() throws PrecompileException {
    G1 point = g1();
    if (!point.isInSubgroup()) {
      throw new PrecompileException("point is not in the subgroup of G1");
    }
    return point;
  }

  /** A point of the curve, not necessarily in the subgroup. */
  G2 g2() throws PrecompileException {
    try {
      return G2.ofCoordinates(numbers(4));
    } catch (DecodeException e) {
      throw new PrecompileException(e.getMessage());
    }
  }

  G2 g2InSubgroup() throws PrecompileException {
    G2 point = g2();
    if (!point.isInSubgroup()) {
      throw new PrecompileException("point is not in the subgroup of G2");
    }
    return point;
  }

  G1 mapToG1() throws PrecompileException {
    try {
      return G1.map(numbers(1));
    } catch (DecodeException e) {
      throw new PrecompileException(e.getMessage());
    }
  }

  G2 mapToG2() throws PrecompileException {
    try {
      return G2.map(numbers(2));
    } catch (DecodeException e) {
      throw new PrecompileException(e.getMessage());
    }
  }

  /** The next numbers without their padding. */
  private byte[] numbers(int howMany) throws PrecompileException {
    byte[] numbers = new byte[howMany * NUMBER_BYTES];
    for (int i = 0; i < howMany; i++) {
      for (int j = 0; j < PADDING_BYTES; j++) {
        if (input[position + j] != 0) {
          throw new PrecompileException("number of more than 48 bytes");
        }
      }
      System.arraycopy(input, position + PADDING_BYTES, numbers, i * NUMBER_BYTES, NUMBER_BYTES);
      position += ELEMENT_BYTES;
    }
    return numbers;
  }

  static byte[] encode(G1 point) {
    return padded(point.coordinates());
  }

  static byte[] encode(G2 point) {
    return padded(point.coordinates());
  }

  private static byte[] padded(byte[] numbers) {
    int count = numbers.length / NUMBER_BYTES;
    byte[] out = new byte[count * ELEMENT_BYTES];
    for (int i = 0; i < count; i++) {
      System.arraycopy(
          numbers, i * NUMBER_BYTES, out, i * ELEMENT_BYTES + PADDING_BYTES, NUMBER_BYTES);
    }
    return out;
  }
}
