// SPDX-License-Identifier: Apache-2.0
package io.jfvm.crypto.curve;

import java.math.BigInteger;
import java.util.Optional;

/**
 * An element of the prime field of a pairing-friendly curve whose tower of extensions is i² = -1,
 * v³ = ξ, w² = v, where ξ = k + i. The prime is 3 modulo 4.
 *
 * @param <P> the elements of the same field
 */
public interface PrimeElement<P extends PrimeElement<P>> extends FieldElement<P> {

  /** This times b plus c times d, reduced once. */
  P timesPlus(P b, P c, P d);

  /** This times k, the real part of ξ. */
  P timesXi();

  P half();

  /**
   * This to the power (p-3)/4: t with t² times this equal to 1 if this is a square, to -1 if it is
   * none; 0 of 0.
   */
  P inverseRoot();

  /** The number, from 0 below the prime. */
  BigInteger toBigInteger();

  @Override
  default Optional<P> squareRoot() {
    P root = inverseRoot().times(self());
    return root.square().equals(self()) ? Optional.of(root) : Optional.empty();
  }
}
