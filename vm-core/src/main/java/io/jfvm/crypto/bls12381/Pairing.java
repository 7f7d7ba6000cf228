// SPDX-License-Identifier: Apache-2.0
package io.jfvm.crypto.bls12381;

import io.jfvm.crypto.curve.Fp12;
import io.jfvm.crypto.curve.Frobenius;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** The product of optimal ate pairings over BLS12-381. */
public final class Pairing {
  /** The curve's parameter is minus this. Source: draft-irtf-cfrg-pairing-friendly-curves 4.2.1. */
  static final long X = 0xd201000000010000L;

  /** The order r of the subgroups: x⁴ - x² + 1. */
  public static final BigInteger ORDER = order();

  static final Frobenius<Fp> FROBENIUS = new Frobenius<>(Fp.ONE, Fp.P);

  private final List<G1> firsts = new ArrayList<>();
  private final List<G2> seconds = new ArrayList<>();

  private static BigInteger order() {
    BigInteger square = new BigInteger(Long.toUnsignedString(X)).pow(2);
    return square.pow(2).subtract(square).add(BigInteger.ONE);
  }

  /** Adds a pair of points of the subgroups; one with infinity changes nothing. */
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
    return firsts.isEmpty() || finalExponentiation(millerLoop()).isOne();
  }

  /** The product, to the power 3. */
  Fp12<Fp> product() {
    return finalExponentiation(millerLoop());
  }

  private Fp12<Fp> millerLoop() {
    List<MillerPoint> pairs = new ArrayList<>();
    for (int i = 0; i < firsts.size(); i++) {
      pairs.add(
          new MillerPoint(firsts.get(i).point().toAffine(), seconds.get(i).point().toAffine()));
    }
    MutableFp12 f = new MutableFp12(Fp12.one(Fp.ONE));
    for (long bit = Long.highestOneBit(X) >>> 1; bit != 0; bit >>>= 1) {
      f.square();
      for (MillerPoint pair : pairs) {
        pair.twice(f);
        if ((X & bit) != 0) {
          pair.plus(f);
        }
      }
    }
    return f.toFp12().conjugate();
  }

  /**
   * To the power 3(p¹²-1)/r. The hard part is (x-1)²(x+p)(x²+p²-1) + 3. Source: Hayashida,
   * Hayasaka, Teruya, Efficient Final Exponentiation via Cyclotomic Structure (2020).
   */
  private static Fp12<Fp> finalExponentiation(Fp12<Fp> miller) {
    MutableFp12 f = new MutableFp12(miller.toCyclotomic(FROBENIUS));
    MutableFp12 t = power(f).multiply(f.copy().conjugate());
    t = power(t).multiply(t.copy().conjugate());
    t = power(t).multiply(t.copy().frobenius());
    MutableFp12 u = power(power(t)).multiply(t.copy().frobenius().frobenius());
    u.multiply(t.conjugate()).multiply(f);
    return u.multiply(f.cyclotomicSquare()).toFp12();
  }

  /** To the power of the parameter, which is negative. */
  private static MutableFp12 power(MutableFp12 f) {
    return f.cyclotomicPower(X).conjugate();
  }
}
