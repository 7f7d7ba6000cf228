// SPDX-License-Identifier: Apache-2.0
package io.jfvm.crypto.curve;

/**
 * A pair of points on its way through the Miller loop: keeps a multiple of the second and gives the
 * lines met on the way, evaluated at the first.
 *
 * @param <P> the elements of the prime field
 */
public final class MillerPair<P extends PrimeElement<P>> {
  private final P negatedX;
  private final P y;
  private Point<Fp2<P>> multiple;

  /**
   * @param p on the curve, affine, not at infinity
   * @param q on the twist, affine, not at infinity
   */
  public MillerPair(Point<P> p, Point<Fp2<P>> q) {
    this.negatedX = p.x().negate();
    this.y = p.y();
    this.multiple = q;
  }

  /** Doubles the multiple; the tangent. */
  public Line<P> twice() {
    Fp2<P> x = multiple.x();
    Fp2<P> xx = x.square();
    Fp2<P> yy = multiple.y().square();
    Fp2<P> zz = multiple.z().square();
    Fp2<P> yyyy = yy.square();
    Fp2<P> s = x.plus(yy).square().minus(xx).minus(yyyy).twice();
    Fp2<P> m = xx.twice().plus(xx);
    Fp2<P> x3 = m.square().minus(s.twice());
    Fp2<P> y3 = m.times(s.minus(x3)).minus(yyyy.twice().twice().twice());
    Fp2<P> z3 = multiple.y().plus(multiple.z()).square().minus(yy).minus(zz);
    multiple = new Point<>(x3, y3, z3);
    return new Line<>(
        m.times(x).minus(yy.twice()), m.times(zz).times(negatedX), z3.times(zz).times(y));
  }

  /**
   * Adds a point to the multiple; the line through both.
   *
   * @param q affine, neither the multiple nor its negative
   */
  public Line<P> plus(Point<Fp2<P>> q) {
    Fp2<P> zz = multiple.z().square();
    Fp2<P> h = q.x().times(zz).minus(multiple.x());
    Fp2<P> r = q.y().times(zz.times(multiple.z())).minus(multiple.y());
    Fp2<P> hh = h.square();
    Fp2<P> hhh = hh.times(h);
    Fp2<P> v = multiple.x().times(hh);
    Fp2<P> x3 = r.square().minus(hhh).minus(v.twice());
    Fp2<P> y3 = r.times(v.minus(x3)).minus(multiple.y().times(hhh));
    Fp2<P> z3 = multiple.z().times(h);
    multiple = new Point<>(x3, y3, z3);
    return new Line<>(r.times(q.x()).minus(z3.times(q.y())), r.times(negatedX), z3.times(y));
  }
}
