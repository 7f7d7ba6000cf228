// SPDX-License-Identifier: Apache-2.0
package io.jfvm.crypto.curve;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** Powers by windows of four bits. */
final class Powers {
  private static final int WINDOW = 4;

  private Powers() {}

  static <F extends FieldElement<F>> F power(F base, BigInteger exponent) {
    List<F> small = new ArrayList<>(1 << WINDOW);
    small.add(base.one());
    for (int i = 1; i < 1 << WINDOW; i++) {
      small.add(small.get(i - 1).times(base));
    }
    F result = base.one();
    for (int at = (exponent.bitLength() - 1) / WINDOW * WINDOW; at >= 0; at -= WINDOW) {
      for (int i = 0; i < WINDOW; i++) {
        result = result.square();
      }
      int digit = window(exponent, at);
      if (digit != 0) {
        result = result.times(small.get(digit));
      }
    }
    return result;
  }

  /** The four bits of a number that start at a bit. */
  static int window(BigInteger number, int at) {
    int digit = 0;
    for (int i = WINDOW - 1; i >= 0; i--) {
      digit = digit << 1 | (number.testBit(at + i) ? 1 : 0);
    }
    return digit;
  }
}
