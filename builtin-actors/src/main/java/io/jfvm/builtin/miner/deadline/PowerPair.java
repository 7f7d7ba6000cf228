// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.miner.deadline;

import io.jfvm.encoding.Codec;
import java.math.BigInteger;

/**
 * Power of sectors, or a change of it: raw bytes, and the same adjusted for quality. Bytes, of
 * either sign.
 *
 * <p>Source: builtin-actors {@code actors/miner/src/partition_state.rs}.
 */
public record PowerPair(BigInteger raw, BigInteger qa) {
  public static final Codec<PowerPair> CODEC =
      Codec.of(
          (out, power) -> out.array(2).bigInt(power.raw).bigInt(power.qa),
          in -> {
            in.tuple(2);
            return new PowerPair(in.bigInt(), in.bigInt());
          });

  public static final PowerPair ZERO = new PowerPair(BigInteger.ZERO, BigInteger.ZERO);

  public boolean isZero() {
    return raw.signum() == 0 && qa.signum() == 0;
  }

  /** Whether either power is below zero. */
  public boolean isNegative() {
    return raw.signum() < 0 || qa.signum() < 0;
  }

  public PowerPair plus(PowerPair other) {
    return other.isZero() ? this : new PowerPair(raw.add(other.raw), qa.add(other.qa));
  }

  public PowerPair minus(PowerPair other) {
    return other.isZero() ? this : new PowerPair(raw.subtract(other.raw), qa.subtract(other.qa));
  }

  public PowerPair negate() {
    return new PowerPair(raw.negate(), qa.negate());
  }
}
