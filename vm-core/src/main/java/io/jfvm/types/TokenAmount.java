// SPDX-License-Identifier: Apache-2.0
package io.jfvm.types;

import io.jfvm.encoding.Codec;
import java.math.BigDecimal;
import java.math.BigInteger;

/** An amount of FIL. Unit: attoFIL, 10^-18 FIL. May be negative in between. */
public record TokenAmount(BigInteger atto) implements Comparable<TokenAmount> {
  public static final Codec<TokenAmount> CODEC =
      Codec.of((out, amount) -> out.bigInt(amount.atto), in -> new TokenAmount(in.bigInt()));

  public static final TokenAmount ZERO = new TokenAmount(BigInteger.ZERO);

  private static final int DECIMALS = 18;

  public static TokenAmount ofAtto(long atto) {
    return new TokenAmount(BigInteger.valueOf(atto));
  }

  public static TokenAmount ofFil(long fil) {
    return new TokenAmount(BigInteger.valueOf(fil).multiply(BigInteger.TEN.pow(DECIMALS)));
  }

  public TokenAmount plus(TokenAmount other) {
    return other.isZero() ? this : new TokenAmount(atto.add(other.atto));
  }

  public TokenAmount minus(TokenAmount other) {
    return other.isZero() ? this : new TokenAmount(atto.subtract(other.atto));
  }

  public TokenAmount times(long factor) {
    return new TokenAmount(atto.multiply(BigInteger.valueOf(factor)));
  }

  public TokenAmount min(TokenAmount other) {
    return compareTo(other) <= 0 ? this : other;
  }

  public TokenAmount max(TokenAmount other) {
    return compareTo(other) >= 0 ? this : other;
  }

  public boolean isZero() {
    return atto.signum() == 0;
  }

  public boolean isNegative() {
    return atto.signum() < 0;
  }

  public boolean isPositive() {
    return atto.signum() > 0;
  }

  @Override
  public int compareTo(TokenAmount other) {
    return atto.compareTo(other.atto);
  }

  /** In FIL, with as many decimals as it has. */
  @Override
  public String toString() {
    BigDecimal fil = new BigDecimal(atto, DECIMALS);
    return (atto.signum() == 0 ? "0" : fil.stripTrailingZeros().toPlainString()) + " FIL";
  }
}
