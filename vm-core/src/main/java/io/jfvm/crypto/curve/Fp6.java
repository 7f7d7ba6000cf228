// SPDX-License-Identifier: Apache-2.0
package io.jfvm.crypto.curve;

/**
 * c0 + c1·v + c2·v², where v³ = ξ.
 *
 * @param <P> the elements of the prime field
 */
public record Fp6<P extends PrimeElement<P>>(Fp2<P> c0, Fp2<P> c1, Fp2<P> c2) {

  Fp6<P> plus(Fp6<P> b) {
    return new Fp6<>(c0.plus(b.c0), c1.plus(b.c1), c2.plus(b.c2));
  }

  Fp6<P> minus(Fp6<P> b) {
    return new Fp6<>(c0.minus(b.c0), c1.minus(b.c1), c2.minus(b.c2));
  }

  Fp6<P> negate() {
    return new Fp6<>(c0.negate(), c1.negate(), c2.negate());
  }

  /** By Karatsuba and Ofman: six products instead of nine. */
  Fp6<P> times(Fp6<P> b) {
    Fp2<P> p0 = c0.times(b.c0);
    Fp2<P> p1 = c1.times(b.c1);
    Fp2<P> p2 = c2.times(b.c2);
    Fp2<P> p12 = c1.plus(c2).times(b.c1.plus(b.c2)).minus(p1).minus(p2);
    Fp2<P> p01 = c0.plus(c1).times(b.c0.plus(b.c1)).minus(p0).minus(p1);
    Fp2<P> p02 = c0.plus(c2).times(b.c0.plus(b.c2)).minus(p0).minus(p2);
    return new Fp6<>(p12.timesXi().plus(p0), p2.timesXi().plus(p01), p02.plus(p1));
  }

  /** Times b0 + b1·v. */
  Fp6<P> times(Fp2<P> b0, Fp2<P> b1) {
    Fp2<P> p0 = c0.times(b0);
    Fp2<P> p1 = c1.times(b1);
    Fp2<P> p01 = c0.plus(c1).times(b0.plus(b1)).minus(p0).minus(p1);
    return new Fp6<>(c2.times(b1).timesXi().plus(p0), p01, c2.times(b0).plus(p1));
  }

  Fp6<P> times(Fp2<P> b) {
    return new Fp6<>(c0.times(b), c1.times(b), c2.times(b));
  }

  Fp6<P> timesV() {
    return new Fp6<>(c2.timesXi(), c0, c1);
  }

  Fp6<P> inverse() {
    Fp2<P> t0 = c0.square().minus(c1.times(c2).timesXi());
    Fp2<P> t1 = c2.square().timesXi().minus(c0.times(c1));
    Fp2<P> t2 = c1.square().minus(c0.times(c2));
    Fp2<P> norm = c0.times(t0).plus(c2.times(t1).plus(c1.times(t2)).timesXi());
    return new Fp6<>(t0, t1, t2).times(norm.inverse());
  }
}
