// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.math;

import java.math.BigInteger;
import java.util.List;

/**
 * Numbers with 128 binary digits after the point, as plain big integers. Shifts to the right round
 * down.
 *
 * <p>Source: builtin-actors {@code runtime/src/builtin/reward/math.rs}.
 */
public final class Q128 {
  /** Binary digits after the point. */
  public static final int PRECISION = 128;

  private Q128() {}

  /** The Q.128 form of an integer. */
  public static BigInteger of(BigInteger integer) {
    return integer.shiftLeft(PRECISION);
  }

  public static BigInteger of(long integer) {
    return of(BigInteger.valueOf(integer));
  }

  /** The integer not above it. */
  public static BigInteger floor(BigInteger q128) {
    return q128.shiftRight(PRECISION);
  }

  /** A quotient rounded down, whatever the signs. */
  public static BigInteger floorDiv(BigInteger dividend, BigInteger divisor) {
    BigInteger[] parts = dividend.divideAndRemainder(divisor);
    boolean roundedUp = parts[1].signum() != 0 && parts[1].signum() != divisor.signum();
    return roundedUp ? parts[0].subtract(BigInteger.ONE) : parts[0];
  }

  /** A polynomial at {@code x}; the coefficient of the highest power is first. */
  public static BigInteger polynomial(List<BigInteger> coefficients, BigInteger x) {
    BigInteger value = BigInteger.ZERO;
    for (BigInteger coefficient : coefficients) {
      value = floor(value.multiply(x)).add(coefficient);
    }
    return value;
  }
}
