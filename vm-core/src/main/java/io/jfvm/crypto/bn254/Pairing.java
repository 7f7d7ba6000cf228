// SPDX-License-Identifier: Apache-2.0
package io.jfvm.crypto.bn254;

import io.jfvm.crypto.curve.Fp12;
import io.jfvm.crypto.curve.Fp2;
import io.jfvm.crypto.curve.Frobenius;
import io.jfvm.crypto.curve.MillerPair;
import io.jfvm.crypto.curve.Point;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** The product of optimal ate pairings over alt_bn128. */
public final class Pairing {
  /** The curve's parameter. Source: EIP-197 has p, a polynomial in it. */
  private static final long X = 4965661367192848881L;

  /** t - 1 = 6x². */
  static final BigInteger TRACE_MINUS_ONE =
      BigInteger.valueOf(X).pow(2).multiply(BigInteger.valueOf(6));

  /** The order r of the groups: p + 1 - t. */
  public static final BigInteger ORDER = Fp.P.subtract(TRACE_MINUS_ONE);

  static final Frobenius<Fp> FROBENIUS = new Frobenius<>(Fp.ONE, Fp.P);

  /**
   * The digits -1, 0 and 1 of 6x + 2, lowest first, no two neighbours of which are other than 0.
   */
  private static final int[] LOOP =
      signedDigits(BigInteger.valueOf(X).multiply(BigInteger.valueOf(6)).add(BigInteger.TWO));

  private final List<G1> firsts = new ArrayList<>();
  private final List<G2> seconds = new ArrayList<>();

  private static int[] signedDigits(BigInteger number) {
    int[] digits = new int[number.bitLength() + 1];
    BigInteger rest = number;
    for (int i = 0; rest.signum() != 0; i++) {
      if (rest.testBit(0)) {
        digits[i] = rest.testBit(1) ? -1 : 1;
        rest = rest.subtract(BigInteger.valueOf(digits[i]));
      }
      rest = rest.shiftRight(1);
    }
    return digits;
  }

  /** Adds a pair of points of the groups; one with infinity changes nothing. */
  public void add(G1 p, G2 q) {
    if (!p.isInfinity() && !q.isInfinity()) {
      firsts.add(p);
      seconds.add(q);
    }
  }

  /** How many pairs without infinity there are. */
  public int size() {
    return firsts.size();
  }

  /** Whether the product of the pairings of the pairs is 1; of none it is. */
  public boolean isOne() {
    return firsts.isEmpty() || product().isOne();
  }

  Fp12<Fp> product() {
    return finalExponentiation(millerLoop());
  }

  private Fp12<Fp> millerLoop() {
    List<Point<Fp2<Fp>>> twisted = seconds.stream().map(q -> q.point().toAffine()).toList();
    List<MillerPair<Fp>> pairs = new ArrayList<>();
    for (int i = 0; i < twisted.size(); i++) {
      pairs.add(new MillerPair<>(firsts.get(i).point().toAffine(), twisted.get(i)));
    }
    Fp12<Fp> f = Fp12.one(Fp.ONE);
    int top = LOOP[LOOP.length - 1] == 0 ? LOOP.length - 2 : LOOP.length - 1;
    for (int digit = top - 1; digit >= 0; digit--) {
      f = f.square();
      for (int i = 0; i < pairs.size(); i++) {
        f = pairs.get(i).twice().multiply(f);
        if (LOOP[digit] != 0) {
          Point<Fp2<Fp>> q = twisted.get(i);
          f = pairs.get(i).plus(LOOP[digit] > 0 ? q : q.negate()).multiply(f);
        }
      }
    }
    for (int i = 0; i < pairs.size(); i++) {
      G2 image = seconds.get(i).psi();
      f = pairs.get(i).plus(image.point().toAffine()).multiply(f);
      f = pairs.get(i).plus(image.psi().negate().point().toAffine()).multiply(f);
    }
    return f;
  }

  /**
   * To the power (p¹²-1)/r. Source: Scott and others, On the Final Exponentiation for Calculating
   * Pairings on Ordinary Elliptic Curves (2009).
   */
  private static Fp12<Fp> finalExponentiation(Fp12<Fp> miller) {
    Fp12<Fp> f = miller.toCyclotomic(FROBENIUS);
    Fp12<Fp> fx = f.cyclotomicPower(X);
    Fp12<Fp> fxx = fx.cyclotomicPower(X);
    Fp12<Fp> fxxx = fxx.cyclotomicPower(X);
    Fp12<Fp> fp = FROBENIUS.apply(f);
    Fp12<Fp> fpp = FROBENIUS.apply(fp);
    Fp12<Fp> y0 = fp.times(fpp).times(FROBENIUS.apply(fpp));
    Fp12<Fp> y1 = f.conjugate();
    Fp12<Fp> y2 = FROBENIUS.apply(FROBENIUS.apply(fxx));
    Fp12<Fp> y3 = FROBENIUS.apply(fx).conjugate();
    Fp12<Fp> y4 = fx.times(FROBENIUS.apply(fxx)).conjugate();
    Fp12<Fp> y5 = fxx.conjugate();
    Fp12<Fp> y6 = fxxx.times(FROBENIUS.apply(fxxx)).conjugate();
    Fp12<Fp> t0 = y6.cyclotomicSquare().times(y4).times(y5);
    Fp12<Fp> t1 = y3.times(y5).times(t0).cyclotomicSquare().times(t0.times(y2));
    t1 = t1.cyclotomicSquare();
    return t1.times(y1).cyclotomicSquare().times(t1.times(y0));
  }
}
