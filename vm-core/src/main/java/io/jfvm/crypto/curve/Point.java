// SPDX-License-Identifier: Apache-2.0
package io.jfvm.crypto.curve;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/**
 * A point (x/z², y/z³) of a curve y² = x³ + b, at infinity if z is 0. The formulas do not depend on
 * b; they are those of the Explicit-Formulas Database for Jacobian coordinates with a = 0. Not
 * constant in time. Points are compared with {@link #isSame}.
 *
 * @param <F> the elements of the field of the coordinates
 */
public record Point<F extends FieldElement<F>>(F x, F y, F z) {
  private static final int WINDOW = 4;

  public static <F extends FieldElement<F>> Point<F> of(F x, F y) {
    return new Point<>(x, y, x.one());
  }

  public Point<F> infinity() {
    return new Point<>(x.one(), x.one(), x.zero());
  }

  public boolean isInfinity() {
    return z.isZero();
  }

  /** Of coordinates with z = 1. */
  public boolean isOnCurve(F b) {
    return y.square().equals(x.square().times(x).plus(b));
  }

  public boolean isSame(Point<F> q) {
    if (isInfinity() || q.isInfinity()) {
      return isInfinity() && q.isInfinity();
    }
    F zz = z.square();
    F qzz = q.z.square();
    return x.times(qzz).equals(q.x.times(zz))
        && y.times(qzz.times(q.z)).equals(q.y.times(zz.times(z)));
  }

  public Point<F> negate() {
    return new Point<>(x, y.negate(), z);
  }

  public Point<F> twice() {
    F yy = y.square();
    F s = x.times(yy).twice().twice();
    F xx = x.square();
    F m = xx.twice().plus(xx);
    F x3 = m.square().minus(s.twice());
    F y3 = m.times(s.minus(x3)).minus(yy.square().twice().twice().twice());
    return new Point<>(x3, y3, y.times(z).twice());
  }

  public Point<F> plus(Point<F> q) {
    if (q.isInfinity()) {
      return this;
    }
    if (isInfinity()) {
      return q;
    }
    boolean affine = q.z.equals(q.z.one());
    F zz = z.square();
    F u1 = x;
    F s1 = y;
    if (!affine) {
      F qzz = q.z.square();
      u1 = x.times(qzz);
      s1 = y.times(qzz.times(q.z));
    }
    F h = q.x.times(zz).minus(u1);
    F r = q.y.times(zz.times(z)).minus(s1);
    if (h.isZero()) {
      return r.isZero() ? twice() : infinity();
    }
    F hh = h.square();
    F hhh = hh.times(h);
    F v = u1.times(hh);
    F x3 = r.square().minus(hhh).minus(v.twice());
    F y3 = r.times(v.minus(x3)).minus(s1.times(hhh));
    F z3 = z.times(h);
    return new Point<>(x3, y3, affine ? z3 : z3.times(q.z));
  }

  public Point<F> minus(Point<F> q) {
    return plus(q.negate());
  }

  /**
   * The multiple by a number with few bits set.
   *
   * @param scalar unsigned
   */
  public Point<F> times(long scalar) {
    Point<F> result = infinity();
    for (long bit = Long.highestOneBit(scalar); bit != 0; bit >>>= 1) {
      result = result.twice();
      if ((scalar & bit) != 0) {
        result = result.plus(this);
      }
    }
    return result;
  }

  /** The multiple by a number of 0 or more. */
  public Point<F> times(BigInteger scalar) {
    List<Point<F>> small = new ArrayList<>(1 << WINDOW);
    small.add(infinity());
    for (int i = 1; i < 1 << WINDOW; i++) {
      small.add(small.get(i - 1).plus(this));
    }
    Point<F> result = infinity();
    for (int at = (scalar.bitLength() - 1) / WINDOW * WINDOW; at >= 0; at -= WINDOW) {
      for (int i = 0; i < WINDOW; i++) {
        result = result.twice();
      }
      result = result.plus(small.get(Powers.window(scalar, at)));
    }
    return result;
  }

  /** The same point with z = 1; at infinity, with x, y and z = 0. */
  public Point<F> toAffine() {
    if (isInfinity()) {
      return new Point<>(x.zero(), x.zero(), x.zero());
    }
    if (z.equals(z.one())) {
      return this;
    }
    F inverse = z.inverse();
    F square = inverse.square();
    return of(x.times(square), y.times(square.times(inverse)));
  }
}
