// SPDX-License-Identifier: Apache-2.0
package io.jfvm.crypto.bls12381;

import io.jfvm.crypto.curve.Fp2;
import io.jfvm.crypto.curve.Point;

/** A point of the twist in place, to double it often: the formulas of {@link Point#twice}. */
final class MutableG2 {
  private final MutableFp2 x;
  private final MutableFp2 y;
  private final MutableFp2 z;
  private final MutableFp2 yy = new MutableFp2();
  private final MutableFp2 s = new MutableFp2();
  private final MutableFp2 m = new MutableFp2();
  private final WideFp2 w = new WideFp2();
  private final WideFp2 v = new WideFp2();

  MutableG2(Point<Fp2<Fp>> point) {
    x = new MutableFp2().set(point.x());
    y = new MutableFp2().set(point.y());
    z = new MutableFp2().set(point.z());
  }

  Point<Fp2<Fp>> toPoint() {
    return new Point<>(x.toFp2(), y.toFp2(), z.toFp2());
  }

  void twice() {
    yy.reduce(w.square(y));
    s.reduce(w.product(x, yy).scale(4));
    m.reduce(w.square(x).scale(3));
    z.reduce(w.product(y, z).scale(2));
    x.reduce(w.square(m));
    x.combination(x, 1, s, -2);
    s.difference(s, x);
    y.reduce(w.product(m, s).subtract(v.square(yy).scale(8)));
  }
}
