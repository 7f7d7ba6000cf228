// SPDX-License-Identifier: Apache-2.0
package io.jfvm.crypto.bls12381;

import io.jfvm.crypto.curve.FieldElement;
import io.jfvm.crypto.curve.Point;
import java.util.List;

/**
 * A map between curves by quotients of polynomials in x; that of y is multiplied by y. Lists of
 * coefficients, lowest first: the numerator of x is one longer than its denominator, those of y are
 * of one length.
 *
 * @param <F> the elements of the field of the coordinates
 */
record Isogeny<F extends FieldElement<F>>(
    List<F> xNumerator, List<F> xDenominator, List<F> yNumerator, List<F> yDenominator) {

  /** The image of (numerator/denominator, y); where a denominator of the map is 0, infinity. */
  Point<F> apply(F numerator, F denominator, F y) {
    F xd = value(xDenominator, numerator, denominator).times(denominator);
    F yd = value(yDenominator, numerator, denominator);
    F z = xd.times(yd);
    F imageX = value(xNumerator, numerator, denominator).times(yd).times(z);
    F imageY = value(yNumerator, numerator, denominator).times(y).times(xd).times(z.square());
    return new Point<>(imageX, imageY, z);
  }

  /** The value at x/d, times d to the power of the degree. */
  private static <F extends FieldElement<F>> F value(List<F> polynomial, F x, F d) {
    F value = polynomial.getLast();
    F power = d;
    for (int i = polynomial.size() - 2; i >= 0; i--) {
      value = value.times(x).plus(power.times(polynomial.get(i)));
      power = power.times(d);
    }
    return value;
  }
}
