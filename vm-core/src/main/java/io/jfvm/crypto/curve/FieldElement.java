// SPDX-License-Identifier: Apache-2.0
package io.jfvm.crypto.curve;

import java.math.BigInteger;
import java.util.Optional;

/**
 * An element of a finite field. Immutable; equal elements are {@code equals}. Not constant in time.
 *
 * @param <F> the elements of the same field
 */
public interface FieldElement<F extends FieldElement<F>> {
  F zero();

  F one();

  F plus(F addend);

  F minus(F subtrahend);

  F times(F factor);

  F square();

  F twice();

  F negate();

  /** 1 over this; 0 of 0. */
  F inverse();

  boolean isZero();

  /** sgn0 of RFC 9380 4.1: whether the first part that is not 0 is odd. */
  boolean isOdd();

  /** One of the two roots, if this is a square. */
  Optional<F> squareRoot();

  /** This to a power of 0 or more. */
  default F power(BigInteger exponent) {
    return Powers.power(self(), exponent);
  }

  F self();
}
