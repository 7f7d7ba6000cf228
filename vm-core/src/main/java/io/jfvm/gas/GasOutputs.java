// SPDX-License-Identifier: Apache-2.0
package io.jfvm.gas;

import io.jfvm.types.TokenAmount;
import java.math.BigInteger;

/**
 * Who gets what of the deposit a message makes, {@code feeCap * gasLimit}: burn, tip, burn for
 * overestimation and refund add up to it; the penalty is the miner's.
 *
 * <p>Source: ref-fvm {@code fvm/src/gas/outputs.rs}.
 *
 * @param gasRefund whole gas not used and not burned
 * @param gasBurned whole gas burned because the limit was too high
 */
public record GasOutputs(
    TokenAmount baseFeeBurn,
    TokenAmount overEstimationBurn,
    TokenAmount minerPenalty,
    TokenAmount minerTip,
    TokenAmount refund,
    long gasRefund,
    long gasBurned) {

  /** Nothing to settle. */
  public static final GasOutputs NONE =
      new GasOutputs(
          TokenAmount.ZERO,
          TokenAmount.ZERO,
          TokenAmount.ZERO,
          TokenAmount.ZERO,
          TokenAmount.ZERO,
          0,
          0);

  // Gas used is expected to be within a tenth of the limit.
  private static final BigInteger OVERUSE_NUMERATOR = BigInteger.valueOf(11);
  private static final BigInteger OVERUSE_DENOMINATOR = BigInteger.TEN;

  /**
   * Settles.
   *
   * @param gasUsed whole gas, at most the limit
   * @param gasLimit whole gas, at most 2^63 - 1
   */
  public static GasOutputs of(
      long gasUsed,
      long gasLimit,
      TokenAmount baseFee,
      TokenAmount feeCap,
      TokenAmount gasPremium) {
    TokenAmount payable = baseFee.min(feeCap);
    TokenAmount tip = gasPremium.min(feeCap.minus(payable)).times(gasLimit);
    long burned = overestimated(gasUsed, gasLimit);
    TokenAmount burn = payable.times(gasUsed);
    TokenAmount overEstimationBurn = payable.times(burned);
    TokenAmount refund = feeCap.times(gasLimit).minus(burn).minus(tip).minus(overEstimationBurn);
    TokenAmount unpaid = baseFee.minus(payable);
    return new GasOutputs(
        burn,
        overEstimationBurn,
        unpaid.times(gasUsed).plus(unpaid.times(burned)),
        tip,
        refund,
        gasUsed == 0 ? 0 : gasLimit - gasUsed - burned,
        burned);
  }

  /** The part of the unused gas that is burned. */
  private static long overestimated(long gasUsed, long gasLimit) {
    if (gasUsed == 0) {
      return gasLimit;
    }
    BigInteger used = BigInteger.valueOf(gasUsed);
    BigInteger limit = BigInteger.valueOf(gasLimit);
    BigInteger over =
        limit
            .subtract(OVERUSE_NUMERATOR.multiply(used).divide(OVERUSE_DENOMINATOR))
            .max(BigInteger.ZERO)
            .min(used);
    return limit.subtract(used).multiply(over).divide(used).longValueExact();
  }
}
