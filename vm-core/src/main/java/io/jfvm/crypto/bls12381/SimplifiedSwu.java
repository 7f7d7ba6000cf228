// SPDX-License-Identifier: Apache-2.0
package io.jfvm.crypto.bls12381;

import io.jfvm.crypto.curve.FieldElement;
import io.jfvm.crypto.curve.Point;
import java.util.Optional;

/**
 * The simplified map of Shallue, van de Woestijne and Ulas onto a curve y² = x³ + ax + b, and from
 * there along an isogeny. Source: RFC 9380 6.6.2, 6.6.3.
 *
 * @param z the constant Z of the map: no square
 * @param <F> the elements of the field of the coordinates
 */
record SimplifiedSwu<F extends FieldElement<F>>(F a, F b, F z, Isogeny<F> isogeny) {

  Point<F> map(F u) {
    F zuu = z.times(u.square());
    F t = zuu.square().plus(zuu);
    F denominator = t.isZero() ? z.times(a) : a.times(t).negate();
    F x = b.times(t.plus(t.one())).times(denominator.inverse());
    Optional<F> root = square(x).squareRoot();
    if (root.isEmpty()) {
      x = zuu.times(x);
      root = square(x).squareRoot();
    }
    F y = root.orElseThrow();
    return isogeny.apply(x, y.isOdd() == u.isOdd() ? y : y.negate());
  }

  /** y² at x. */
  private F square(F x) {
    return x.square().plus(a).times(x).plus(b);
  }
}
