// SPDX-License-Identifier: Apache-2.0
package io.jfvm.crypto.bls12381;

import io.jfvm.crypto.curve.Fp2;
import io.jfvm.crypto.curve.Point;

/**
 * A point (x/z, y/z) of the twist on its way through the Miller loop: a multiple of the second
 * point of a pair. The lines met on the way are evaluated at the first. Source: Aranha and others,
 * Faster Explicit Formulas for Computing Pairings over Ordinary Curves (2011), scaled to have no
 * halves.
 */
final class MillerPoint {
  private final long[] minusX;
  private final long[] minusThreeX;
  private final long[] y;
  private final MutableFp2 qx = new MutableFp2();
  private final MutableFp2 qy = new MutableFp2();
  private final MutableFp2 tx = new MutableFp2();
  private final MutableFp2 ty = new MutableFp2();
  private final MutableFp2 tz = new MutableFp2();

  private final MutableFp2 constant = new MutableFp2();
  private final MutableFp2 slope = new MutableFp2();
  private final MutableFp2 height = new MutableFp2();
  private final MutableFp2 a = new MutableFp2();
  private final MutableFp2 b = new MutableFp2();
  private final MutableFp2 c = new MutableFp2();
  private final MutableFp2 d = new MutableFp2();
  private final MutableFp2 e = new MutableFp2();
  private final WideFp2 w = new WideFp2();
  private final WideFp2 v = new WideFp2();

  /**
   * @param p on the curve, affine, not at infinity
   * @param q on the twist, affine, not at infinity
   */
  MillerPoint(Point<Fp> p, Point<Fp2<Fp>> q) {
    Fp negated = p.x().negate();
    minusX = negated.limbs();
    minusThreeX = negated.twice().plus(negated).limbs();
    y = p.y().limbs();
    qx.set(q.x());
    qy.set(q.y());
    tx.set(q.x());
    ty.set(q.y());
    tz.set(q.x().one());
  }

  /** Doubles; multiplies f by the tangent. */
  void twice(MutableFp12 f) {
    b.reduce(w.square(ty));
    c.reduce(w.square(tz));
    e.timesXi(c);
    e.combination(e, 12, e, 0);
    height.reduce(w.square(a.sum(ty, tz)));
    height.difference(height, a.sum(b, c));
    slope.reduce(w.square(tx));
    constant.difference(b, e);
    a.reduce(w.product(tx, ty).scale(2));
    c.combination(b, 1, e, -3);
    d.combination(b, 1, e, 3);
    tx.reduce(w.product(a, c));
    ty.reduce(w.square(d).subtract(v.square(e).scale(12)));
    tz.reduce(w.product(b, height).scale(4));
    slope.reduce(w.product(slope, minusThreeX));
    height.reduce(w.product(height, y));
    f.multiply(constant, slope, height);
  }

  /** Adds the second point; multiplies f by the line through both. */
  void plus(MutableFp12 f) {
    a.difference(ty, b.reduce(w.product(qy, tz)));
    b.difference(tx, c.reduce(w.product(qx, tz)));
    constant.reduce(w.product(a, qx).subtract(v.product(b, qy)));
    slope.reduce(w.product(a, minusX));
    height.reduce(w.product(b, y));
    f.multiply(constant, slope, height);
    c.reduce(w.square(b));
    d.reduce(w.product(tx, c));
    c.reduce(w.product(c, b));
    e.reduce(w.square(a));
    e.reduce(w.product(e, tz));
    e.sum(e, c);
    e.combination(e, 1, d, -2);
    tx.reduce(w.product(b, e));
    d.difference(d, e);
    ty.reduce(w.product(a, d).subtract(v.product(c, ty)));
    tz.reduce(w.product(tz, c));
  }
}
