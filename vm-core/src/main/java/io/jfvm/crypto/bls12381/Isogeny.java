// SPDX-License-Identifier: Apache-2.0
package io.jfvm.crypto.bls12381;

import io.jfvm.crypto.curve.FieldElement;
import io.jfvm.crypto.curve.Point;
import java.util.List;

/**
 * A map between curves by quotients of polynomials in x; that of y is multiplied by y. Lists of
 * coefficients, lowest first.
 *
 * @param <F> the elements of the field of the coordinates
 */
record Isogeny<F extends FieldElement<F>>(
    List<F> xNumerator, List<F> xDenominator, List<F> yNumerator, List<F> yDenominator) {

  /** The image; where a denominator is 0, infinity. */
  Point<F> apply(F x, F y) {
    F xd = value(xDenominator, x);
    F yd = value(yDenominator, x);
    F z = xd.times(yd);
    F imageX = value(xNumerator, x).times(yd).times(z);
    F imageY = value(yNumerator, x).times(y).times(xd).times(z.square());
    return new Point<>(imageX, imageY, z);
  }

  private static <F extends FieldElement<F>> F value(List<F> polynomial, F x) {
    F value = polynomial.getLast();
    for (int i = polynomial.size() - 2; i >= 0; i--) {
      value = value.times(x).plus(polynomial.get(i));
    }
    return value;
  }
}
