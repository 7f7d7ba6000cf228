// SPDX-License-Identifier: Apache-2.0
package io.jfvm.crypto.bls12381;

/**
 * A sum of products of elements of Fp2, before its reduction. Each operation writes its result over
 * this. A product's limbs are within 2^57, those of a sum must stay within 2^62: products in Fp12
 * add up to 38 times 2^56.
 */
final class WideFp2 {
  private final long[] re = new long[Limbs.WIDE];
  private final long[] im = new long[Limbs.WIDE];
  private final long[] t = new long[Limbs.WIDE];
  private final long[] x = new long[Limbs.COUNT];
  private final long[] y = new long[Limbs.COUNT];

  long[] re() {
    return re;
  }

  long[] im() {
    return im;
  }

  WideFp2 set(WideFp2 a) {
    System.arraycopy(a.re, 0, re, 0, Limbs.WIDE);
    System.arraycopy(a.im, 0, im, 0, Limbs.WIDE);
    return this;
  }

  /** a·b, by Karatsuba and Ofman. */
  WideFp2 product(MutableFp2 a, MutableFp2 b) {
    for (int i = 0; i < Limbs.COUNT; i++) {
      x[i] = a.re[i] + a.im[i];
      y[i] = b.re[i] + b.im[i];
    }
    Limbs.multiply(re, a.re, b.re);
    Limbs.multiply(t, a.im, b.im);
    Limbs.multiply(im, x, y);
    for (int i = 0; i < Limbs.WIDE; i++) {
      im[i] -= re[i] + t[i];
      re[i] -= t[i];
    }
    return this;
  }

  WideFp2 square(MutableFp2 a) {
    for (int i = 0; i < Limbs.COUNT; i++) {
      x[i] = a.re[i] + a.im[i];
      y[i] = a.re[i] - a.im[i];
    }
    Limbs.multiply(re, x, y);
    for (int i = 0; i < Limbs.COUNT; i++) {
      x[i] = a.re[i] << 1;
    }
    Limbs.multiply(im, x, a.im);
    return this;
  }

  /** a times an element of Fp. */
  WideFp2 product(MutableFp2 a, long[] b) {
    Limbs.multiply(re, a.re, b);
    Limbs.multiply(im, a.im, b);
    return this;
  }

  /** This times ξ = 1 + i. */
  WideFp2 timesXi() {
    for (int i = 0; i < Limbs.WIDE; i++) {
      long difference = re[i] - im[i];
      im[i] += re[i];
      re[i] = difference;
    }
    return this;
  }

  /** This + a. */
  WideFp2 add(WideFp2 a) {
    for (int i = 0; i < Limbs.WIDE; i++) {
      re[i] += a.re[i];
      im[i] += a.im[i];
    }
    return this;
  }

  /** This + ξ·a. */
  WideFp2 addXi(WideFp2 a) {
    for (int i = 0; i < Limbs.WIDE; i++) {
      re[i] += a.re[i] - a.im[i];
      im[i] += a.re[i] + a.im[i];
    }
    return this;
  }

  /** This - a. */
  WideFp2 subtract(WideFp2 a) {
    for (int i = 0; i < Limbs.WIDE; i++) {
      re[i] -= a.re[i];
      im[i] -= a.im[i];
    }
    return this;
  }

  /** This - ξ·a. */
  WideFp2 subtractXi(WideFp2 a) {
    for (int i = 0; i < Limbs.WIDE; i++) {
      re[i] -= a.re[i] - a.im[i];
      im[i] -= a.re[i] + a.im[i];
    }
    return this;
  }

  /** This - a - b. */
  WideFp2 subtract(WideFp2 a, WideFp2 b) {
    for (int i = 0; i < Limbs.WIDE; i++) {
      re[i] -= a.re[i] + b.re[i];
      im[i] -= a.im[i] + b.im[i];
    }
    return this;
  }

  /** This times a small factor. */
  WideFp2 scale(int factor) {
    for (int i = 0; i < Limbs.WIDE; i++) {
      re[i] *= factor;
      im[i] *= factor;
    }
    return this;
  }
}
