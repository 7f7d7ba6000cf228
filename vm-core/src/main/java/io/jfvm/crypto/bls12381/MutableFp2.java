// SPDX-License-Identifier: Apache-2.0
package io.jfvm.crypto.bls12381;

import io.jfvm.crypto.curve.Fp2;

/**
 * An element of Fp2 in place. Each operation writes its result over this. Parts are not fully
 * reduced: after {@link #reduce} and {@link #combination} they are above -p and below 2p, after
 * {@link #sum} and {@link #difference} what these come to.
 */
final class MutableFp2 {
  final long[] re = new long[Limbs.COUNT];
  final long[] im = new long[Limbs.COUNT];

  static MutableFp2[] array(int length) {
    MutableFp2[] elements = new MutableFp2[length];
    for (int i = 0; i < length; i++) {
      elements[i] = new MutableFp2();
    }
    return elements;
  }

  MutableFp2 set(Fp2<Fp> a) {
    System.arraycopy(a.c0().limbs(), 0, re, 0, Limbs.COUNT);
    System.arraycopy(a.c1().limbs(), 0, im, 0, Limbs.COUNT);
    return this;
  }

  Fp2<Fp> toFp2() {
    return new Fp2<>(Fp.ofLimbs(re), Fp.ofLimbs(im));
  }

  MutableFp2 reduce(WideFp2 a) {
    Limbs.reduce(re, a.re());
    Limbs.reduce(im, a.im());
    return this;
  }

  MutableFp2 sum(MutableFp2 a, MutableFp2 b) {
    Limbs.add(re, a.re, b.re);
    Limbs.add(im, a.im, b.im);
    return this;
  }

  MutableFp2 difference(MutableFp2 a, MutableFp2 b) {
    Limbs.subtract(re, a.re, b.re);
    Limbs.subtract(im, a.im, b.im);
    return this;
  }

  /** k·a + l·b, its parts about from 0 to p, where k and l are small. */
  MutableFp2 combination(MutableFp2 a, int k, MutableFp2 b, int l) {
    Limbs.combine(re, a.re, k, b.re, l);
    Limbs.combine(im, a.im, k, b.im, l);
    return this;
  }

  /** ξ·a; this must not be a. */
  MutableFp2 timesXi(MutableFp2 a) {
    Limbs.subtract(re, a.re, a.im);
    Limbs.add(im, a.re, a.im);
    return this;
  }
}
