// SPDX-License-Identifier: Apache-2.0
package io.jfvm.crypto.bls12381;

import io.jfvm.crypto.curve.FieldElement;
import io.jfvm.crypto.curve.Point;
import java.util.function.UnaryOperator;

/**
 * The simplified map of Shallue, van de Woestijne and Ulas onto a curve y² = x³ + ax + b, and from
 * there along an isogeny, without inversions. Source: RFC 9380 6.6.2, 6.6.3. The curve has odd
 * order, so that y is never 0.
 *
 * @param z the constant Z of the map: no square
 * @param twist a root of z³ times a number n that is no square
 * @param inverseRoot for w a t where t²w is 1, or 1/n if w is no square
 * @param <F> the elements of the field of the coordinates
 */
record SimplifiedSwu<F extends FieldElement<F>>(
    F a, F b, F z, F twist, UnaryOperator<F> inverseRoot, Isogeny<F> isogeny) {

  Point<F> map(F u) {
    F uu = u.square();
    F zuu = z.times(uu);
    F t = zuu.square().plus(zuu);
    F denominator = t.isZero() ? z.times(a) : a.times(t).negate();
    F numerator = b.times(t.plus(t.one()));
    // y² at numerator/denominator is c/cube.
    F square = denominator.square();
    F cube = square.times(denominator);
    F c = numerator.square().plus(a.times(square)).times(numerator).plus(b.times(cube));
    F product = c.times(cube);
    F inverse = inverseRoot.apply(product);
    F y = c.times(inverse);
    if (!inverse.square().times(product).equals(t.one())) {
      numerator = zuu.times(numerator);
      y = uu.times(u).times(twist).times(y);
    }
    return isogeny.apply(numerator, denominator, y.isOdd() == u.isOdd() ? y : y.negate());
  }
}
