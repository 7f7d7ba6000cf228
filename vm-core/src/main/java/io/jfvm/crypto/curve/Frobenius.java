// SPDX-License-Identifier: Apache-2.0
package io.jfvm.crypto.curve;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/**
 * The map of Fp12 that raises to the power p, and the same seen on the sextic twist.
 *
 * @param <P> the elements of the prime field
 */
public final class Frobenius<P extends PrimeElement<P>> {
  private static final BigInteger SIX = BigInteger.valueOf(6);

  /** ξ to the powers 0 to 5 times (p-1)/6: the factors of w^0 to w^5. */
  private final List<Fp2<P>> factors = new ArrayList<>();

  public Frobenius(P one, BigInteger prime) {
    Fp2<P> factor = Fp2.of(one).timesXi().power(prime.subtract(BigInteger.ONE).divide(SIX));
    factors.add(factor.one());
    for (int i = 1; i < SIX.intValue(); i++) {
      factors.add(factors.get(i - 1).times(factor));
    }
  }

  /** ξ to the power i(p-1)/6, i from 0 to 5. */
  public Fp2<P> factor(int i) {
    return factors.get(i);
  }

  public Fp12<P> apply(Fp12<P> f) {
    return new Fp12<>(
        new Fp6<>(
            f.c0().c0().conjugate(),
            f.c0().c1().conjugate().times(factor(2)),
            f.c0().c2().conjugate().times(factor(4))),
        new Fp6<>(
            f.c1().c0().conjugate().times(factor(1)),
            f.c1().c1().conjugate().times(factor(3)),
            f.c1().c2().conjugate().times(factor(5))));
  }
}
