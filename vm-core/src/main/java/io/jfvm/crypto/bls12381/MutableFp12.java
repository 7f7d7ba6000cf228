// SPDX-License-Identifier: Apache-2.0
package io.jfvm.crypto.bls12381;

import io.jfvm.crypto.curve.Fp12;
import io.jfvm.crypto.curve.Fp6;

/**
 * An element of Fp12 in place, for the two long loops of a pairing. Sums of products are reduced
 * once.
 */
final class MutableFp12 {
  private static final int HALF = 3;

  private final MutableFp2[] c = MutableFp2.array(2 * HALF);
  private final MutableFp2[] a = MutableFp2.array(HALF);
  private final MutableFp2[] b = MutableFp2.array(HALF);
  private final MutableFp2 s = new MutableFp2();
  private final MutableFp2 t = new MutableFp2();
  private final WideFp2[] p = wides();
  private final WideFp2[] q = wides();
  private final WideFp2[] r = wides();
  private final WideFp2 u = new WideFp2();
  private final WideFp2 v = new WideFp2();
  private final WideFp2 w = new WideFp2();

  MutableFp12(Fp12<Fp> f) {
    set(f);
  }

  private static WideFp2[] wides() {
    return new WideFp2[] {new WideFp2(), new WideFp2(), new WideFp2()};
  }

  private void set(Fp12<Fp> f) {
    set(f.c0(), 0);
    set(f.c1(), HALF);
  }

  private void set(Fp6<Fp> half, int at) {
    c[at].set(half.c0());
    c[at + 1].set(half.c1());
    c[at + 2].set(half.c2());
  }

  Fp12<Fp> toFp12() {
    return new Fp12<>(half(0), half(HALF));
  }

  private Fp6<Fp> half(int at) {
    return new Fp6<>(c[at].toFp2(), c[at + 1].toFp2(), c[at + 2].toFp2());
  }

  MutableFp12 copy() {
    return new MutableFp12(toFp12());
  }

  /** c0 - c1·w: in the cyclotomic subgroup the inverse. */
  MutableFp12 conjugate() {
    for (int i = HALF; i < c.length; i++) {
      c[i].combination(c[i], -1, c[i], 0);
    }
    return this;
  }

  /** To the power p. */
  MutableFp12 frobenius() {
    set(Pairing.FROBENIUS.apply(toFp12()));
    return this;
  }

  /** By the squaring of complex numbers: (c0 + c1)(c0 + v·c1) less products. */
  MutableFp12 square() {
    for (int i = 0; i < HALF; i++) {
      a[i].sum(c[i], c[i + HALF]);
    }
    b[0].sum(s.timesXi(c[5]), c[0]);
    b[1].sum(c[1], c[3]);
    b[2].sum(c[2], c[4]);
    multiply(q, a, 0, b, 0);
    multiply(p, c, 0, c, HALF);
    c[0].reduce(q[0].subtract(p[0]).subtractXi(p[2]));
    c[1].reduce(q[1].subtract(p[1], p[0]));
    c[2].reduce(q[2].subtract(p[2], p[1]));
    for (int i = 0; i < HALF; i++) {
      c[i + HALF].reduce(p[i].add(p[i]));
    }
    return this;
  }

  MutableFp12 multiply(MutableFp12 f) {
    for (int i = 0; i < HALF; i++) {
      a[i].sum(c[i], c[i + HALF]);
      b[i].sum(f.c[i], f.c[i + HALF]);
    }
    multiply(r, a, 0, b, 0);
    multiply(p, c, 0, f.c, 0);
    multiply(q, c, HALF, f.c, HALF);
    return reduceProducts();
  }

  /** Times b0 + b2·w² + b3·w³. */
  MutableFp12 multiply(MutableFp2 b0, MutableFp2 b2, MutableFp2 b3) {
    for (int i = 0; i < HALF; i++) {
      a[i].sum(c[i], c[i + HALF]);
    }
    multiply(r, a, b0, b[0].sum(b2, b3));
    multiply(p, c, b0, b2);
    q[0].product(c[5], b3).timesXi();
    q[1].product(c[3], b3);
    q[2].product(c[4], b3);
    return reduceProducts();
  }

  /** From the products p of the lower halves, q of the upper, r of the sums. */
  private MutableFp12 reduceProducts() {
    for (int i = 0; i < HALF; i++) {
      c[i + HALF].reduce(r[i].subtract(p[i], q[i]));
    }
    c[0].reduce(p[0].addXi(q[2]));
    c[1].reduce(p[1].add(q[0]));
    c[2].reduce(p[2].add(q[1]));
    return this;
  }

  /** The product of two elements of Fp6, by Karatsuba and Ofman. */
  private void multiply(WideFp2[] d, MutableFp2[] x, int xi, MutableFp2[] y, int yi) {
    d[0].product(x[xi], y[yi]);
    d[1].product(x[xi + 1], y[yi + 1]);
    d[2].product(x[xi + 2], y[yi + 2]);
    cross(u, x[xi], x[xi + 1], y[yi], y[yi + 1]).subtract(d[0], d[1]).addXi(d[2]);
    cross(v, x[xi], x[xi + 2], y[yi], y[yi + 2]).subtract(d[0], d[2]).add(d[1]);
    cross(w, x[xi + 1], x[xi + 2], y[yi + 1], y[yi + 2]).subtract(d[1], d[2]);
    d[0].addXi(w);
    d[1].set(u);
    d[2].set(v);
  }

  /** The product of an element of Fp6 with y0 + y1·v. */
  private void multiply(WideFp2[] d, MutableFp2[] x, MutableFp2 y0, MutableFp2 y1) {
    d[0].product(x[0], y0);
    d[2].product(x[1], y1);
    cross(d[1], x[0], x[1], y0, y1).subtract(d[0], d[2]);
    d[0].addXi(w.product(x[2], y1));
    d[2].add(w.product(x[2], y0));
  }

  /** (x0 + x1)(y0 + y1). */
  private WideFp2 cross(WideFp2 d, MutableFp2 x0, MutableFp2 x1, MutableFp2 y0, MutableFp2 y1) {
    return d.product(s.sum(x0, x1), t.sum(y0, y1));
  }

  /**
   * Another element: this to a power, in the cyclotomic subgroup.
   *
   * @param exponent 1 or more, unsigned
   */
  MutableFp12 cyclotomicPower(long exponent) {
    MutableFp12 power = copy();
    for (long bit = Long.highestOneBit(exponent) >>> 1; bit != 0; bit >>>= 1) {
      power.cyclotomicSquare();
      if ((exponent & bit) != 0) {
        power.multiply(this);
      }
    }
    return power;
  }

  /**
   * The square of an element of the cyclotomic subgroup: three squarings in Fp4. Source: Granger,
   * Scott, Faster Squaring in the Cyclotomic Subgroup of Sixth Degree Extensions (2010).
   */
  MutableFp12 cyclotomicSquare() {
    squareFp4(p[0], q[0], c[0], c[4]);
    squareFp4(p[1], q[1], c[3], c[2]);
    squareFp4(p[2], q[2], c[1], c[5]);
    q[2].timesXi();
    for (int i = 0; i < HALF; i++) {
      c[i].combination(s.reduce(p[i]), 3, c[i], -2);
    }
    c[3].combination(s.reduce(q[2]), 3, c[3], 2);
    c[4].combination(s.reduce(q[0]), 3, c[4], 2);
    c[5].combination(s.reduce(q[1]), 3, c[5], 2);
    return this;
  }

  /** The parts of (x + y·w³)², where w⁶ = ξ. */
  private void squareFp4(WideFp2 low, WideFp2 high, MutableFp2 x, MutableFp2 y) {
    low.square(x);
    w.square(y);
    high.square(s.sum(x, y)).subtract(low, w);
    low.addXi(w);
  }
}
