// SPDX-License-Identifier: Apache-2.0
package io.jfvm.crypto.curve;

import java.math.BigInteger;

/**
 * c0 + c1·w, where w² = v: the field pairings end in.
 *
 * @param <P> the elements of the prime field
 */
public record Fp12<P extends PrimeElement<P>>(Fp6<P> c0, Fp6<P> c1) {

  public static <P extends PrimeElement<P>> Fp12<P> one(P one) {
    Fp2<P> zero2 = Fp2.of(one.zero());
    Fp6<P> zero6 = new Fp6<>(zero2, zero2, zero2);
    return new Fp12<>(new Fp6<>(zero2.one(), zero2, zero2), zero6);
  }

  public boolean isOne() {
    return equals(one(c0.c0().c0().one()));
  }

  public Fp12<P> times(Fp12<P> b) {
    Fp6<P> p0 = c0.times(b.c0);
    Fp6<P> p1 = c1.times(b.c1);
    Fp6<P> cross = c0.plus(c1).times(b.c0.plus(b.c1)).minus(p0).minus(p1);
    return new Fp12<>(p1.timesV().plus(p0), cross);
  }

  public Fp12<P> square() {
    Fp6<P> product = c0.times(c1);
    Fp6<P> square = c0.plus(c1).times(c0.plus(c1.timesV())).minus(product).minus(product.timesV());
    return new Fp12<>(square, product.plus(product));
  }

  /** Times b0 + b1·w + b3·w³. */
  Fp12<P> times013(Fp2<P> b0, Fp2<P> b1, Fp2<P> b3) {
    Fp6<P> p0 = c0.times(b0);
    Fp6<P> p1 = c1.times(b1, b3);
    Fp6<P> cross = c0.plus(c1).times(b0.plus(b1), b3).minus(p0).minus(p1);
    return new Fp12<>(p1.timesV().plus(p0), cross);
  }

  /** This to the power p⁶: c0 - c1·w. In the cyclotomic subgroup that is the inverse. */
  public Fp12<P> conjugate() {
    return new Fp12<>(c0, c1.negate());
  }

  public Fp12<P> inverse() {
    Fp6<P> norm = c0.times(c0).minus(c1.times(c1).timesV()).inverse();
    return new Fp12<>(c0.times(norm), c1.times(norm).negate());
  }

  /**
   * The square of an element of the cyclotomic subgroup: three squarings in Fp4. Source: Granger,
   * Scott, Faster Squaring in the Cyclotomic Subgroup of Sixth Degree Extensions (2010).
   */
  public Fp12<P> cyclotomicSquare() {
    Fp2<P> a0 = c0.c0();
    Fp2<P> a1 = c1.c1();
    Fp2<P> b0 = c1.c0();
    Fp2<P> b1 = c0.c2();
    Fp2<P> d0 = c0.c1();
    Fp2<P> d1 = c1.c2();
    Fp2<P> a = real(a0, a1);
    Fp2<P> b = real(b0, b1);
    Fp2<P> d = real(d0, d1);
    return new Fp12<>(
        new Fp6<>(threeMinusTwo(a, a0), threeMinusTwo(b, d0), threeMinusTwo(d, b1)),
        new Fp6<>(
            threePlusTwo(d0.times(d1).twice().timesXi(), b0),
            threePlusTwo(a0.times(a1).twice(), a1),
            threePlusTwo(b0.times(b1).twice(), d1)));
  }

  /** x² + ξ·y². */
  private static <P extends PrimeElement<P>> Fp2<P> real(Fp2<P> x, Fp2<P> y) {
    return x.square().plus(y.square().timesXi());
  }

  private static <P extends PrimeElement<P>> Fp2<P> threeMinusTwo(Fp2<P> x, Fp2<P> y) {
    return x.minus(y).twice().plus(x);
  }

  private static <P extends PrimeElement<P>> Fp2<P> threePlusTwo(Fp2<P> x, Fp2<P> y) {
    return x.plus(y).twice().plus(x);
  }

  /**
   * A power of an element of the cyclotomic subgroup.
   *
   * @param exponent 1 or more, unsigned
   */
  public Fp12<P> cyclotomicPower(long exponent) {
    Fp12<P> result = this;
    for (long bit = Long.highestOneBit(exponent) >>> 1; bit != 0; bit >>>= 1) {
      result = result.cyclotomicSquare();
      if ((exponent & bit) != 0) {
        result = result.times(this);
      }
    }
    return result;
  }

  /** This to the power (p⁶-1)(p²+1): an element of the cyclotomic subgroup. */
  public Fp12<P> toCyclotomic(Frobenius<P> frobenius) {
    Fp12<P> f = conjugate().times(inverse());
    return frobenius.apply(frobenius.apply(f)).times(f);
  }

  /** This to any power of 0 or more: slow. */
  public Fp12<P> power(BigInteger exponent) {
    Fp12<P> result = one(c0.c0().c0().one());
    for (int i = exponent.bitLength() - 1; i >= 0; i--) {
      result = result.square();
      if (exponent.testBit(i)) {
        result = result.times(this);
      }
    }
    return result;
  }
}
