// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.reward;

import io.jfvm.builtin.math.Q128;
import io.jfvm.types.ChainEpoch;
import io.jfvm.types.TokenAmount;
import java.math.BigInteger;

/**
 * How much an epoch mints: a part that decays with time, and a part that follows how much of the
 * baseline the network's storage has reached.
 *
 * <p>Source: builtin-actors {@code actors/reward/src/logic.rs}.
 */
final class BlockReward {
  /** Growth of the baseline in an epoch: 100% a year. Q.128. */
  private static final BigInteger BASELINE_EXPONENT =
      new BigInteger("340282591298641078465964189926313473653");

  /** The baseline at the first epoch. Unit: bytes. */
  static final BigInteger BASELINE_INITIAL_VALUE = new BigInteger("2888888880000000000");

  /** The baseline an epoch before the first. Unit: bytes. */
  static final BigInteger INITIAL_BASELINE_POWER =
      Q128.floor(BASELINE_INITIAL_VALUE.shiftLeft(2 * Q128.PRECISION).divide(BASELINE_EXPONENT));

  /** ln 2 divided by the epochs of six years. Q.128. */
  private static final BigInteger LAMBDA = new BigInteger("37396271439864487274534522888786");

  /** e to the {@link #LAMBDA}, minus one. Q.128. */
  private static final BigInteger EXP_LAMBDA_MINUS_ONE =
      new BigInteger("37396273494747879394193016954629");

  private BlockReward() {}

  /** The baseline of the epoch after the one with {@code previous}. */
  static BigInteger nextBaseline(BigInteger previous) {
    return Q128.floor(previous.multiply(BASELINE_EXPONENT));
  }

  /**
   * How long the network would have taken to its realized power, had it followed the baseline:
   * between two epochs, by linear interpolation. Q.128.
   *
   * @param networkTime the epoch not before it
   * @param baseline of that epoch
   */
  static BigInteger theta(
      ChainEpoch networkTime,
      BigInteger baseline,
      BigInteger cumsumRealized,
      BigInteger cumsumBaseline) {
    if (networkTime.value() == 0) {
      return BigInteger.ZERO;
    }
    BigInteger behind = Q128.floorDiv(Q128.of(cumsumBaseline.subtract(cumsumRealized)), baseline);
    return Q128.of(networkTime.value()).subtract(behind);
  }

  /** What an epoch mints in which theta goes from {@code before} to {@code after}. */
  static TokenAmount of(
      ChainEpoch epoch,
      BigInteger before,
      BigInteger after,
      TokenAmount simpleTotal,
      TokenAmount baselineTotal) {
    BigInteger decay = ExpNeg.of(LAMBDA.multiply(BigInteger.valueOf(epoch.value())));
    BigInteger simple =
        Q128.floor(simpleTotal.atto().multiply(EXP_LAMBDA_MINUS_ONE).multiply(decay));
    BigInteger baseline =
        baselineSupply(after, baselineTotal).subtract(baselineSupply(before, baselineTotal));
    return new TokenAmount(Q128.floor(simple.add(baseline)));
  }

  /** What the baseline part has minted by theta. Q.128 of attoFIL. */
  private static BigInteger baselineSupply(BigInteger theta, TokenAmount total) {
    BigInteger decay = ExpNeg.of(Q128.floor(theta.multiply(LAMBDA)));
    return Q128.of(1).subtract(decay).multiply(total.atto());
  }
}
