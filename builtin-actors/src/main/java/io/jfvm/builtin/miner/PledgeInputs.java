// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.miner;

import io.jfvm.actor.ActorRuntime;
import io.jfvm.actor.Exits;
import io.jfvm.builtin.CheckedArithmetic;
import io.jfvm.builtin.math.FilterEstimate;
import io.jfvm.builtin.math.Q128;
import io.jfvm.builtin.power.PowerParams.CurrentTotalPower;
import io.jfvm.builtin.reward.RewardParams.ThisEpochReward;
import io.jfvm.types.TokenAmount;
import java.math.BigInteger;

/**
 * The network as pledges depend on it.
 *
 * <p>Source: builtin-actors {@code actors/miner/src/lib.rs} (NetworkPledgeInputs), {@code
 * monies.rs} (initial_pledge_for_power).
 *
 * @param networkPower quality-adjusted, in bytes
 * @param baselinePower in bytes
 * @param epochsSinceRampStart negative before the ramp of FIP-0081
 * @param rampDurationEpochs u64
 */
public record PledgeInputs(
    FilterEstimate networkPower,
    BigInteger baselinePower,
    TokenAmount circulatingSupply,
    FilterEstimate epochReward,
    long epochsSinceRampStart,
    long rampDurationEpochs) {

  /** The share of the supply that is to be locked, in tenths. */
  private static final int LOCK_TARGET = 3;

  private static final int LOCK_TARGET_DENOMINATOR = 10;

  private static final int PERMILLE = 1000;

  /** The part of the pledge that, after the ramp, no longer follows the baseline. */
  private static final int SIMPLE_PERMILLE = 300;

  /** As the runtime, and what Reward and Power answered, have it. */
  public static PledgeInputs of(ActorRuntime rt, ThisEpochReward reward, CurrentTotalPower power) {
    return new PledgeInputs(
        power.qualityAdjPowerSmoothed(),
        reward.baselinePower(),
        rt.circulatingSupply(),
        reward.rewardSmoothed(),
        CheckedArithmetic.subtract(rt.epoch().value(), power.rampStartEpoch().value()),
        power.rampDurationEpochs());
  }

  /** The part of the pledge for new power that is a share of the supply. */
  TokenAmount consensusPledge(BigInteger power) {
    BigInteger numerator =
        circulatingSupply.atto().multiply(BigInteger.valueOf(LOCK_TARGET)).multiply(power);
    BigInteger simpleShare = networkPower.estimate().max(power);
    BigInteger baselineShare = simpleShare.max(baselinePower);
    int simple = simplePermille();
    return new TokenAmount(
        part(PERMILLE - simple, numerator, baselineShare)
            .add(part(simple, numerator, simpleShare)));
  }

  private static BigInteger part(int permille, BigInteger numerator, BigInteger share) {
    if (share.signum() == 0) {
      throw Exits.assertionFailed("pledge for no power in a network without any");
    }
    return Q128.floorDiv(
        numerator.multiply(BigInteger.valueOf(permille)),
        share.multiply(BigInteger.valueOf((long) LOCK_TARGET_DENOMINATOR * PERMILLE)));
  }

  private int simplePermille() {
    if (epochsSinceRampStart < 0) {
      return 0;
    }
    if (rampDurationEpochs == 0 || epochsSinceRampStart >= rampDurationEpochs) {
      return SIMPLE_PERMILLE;
    }
    return (int) (epochsSinceRampStart * SIMPLE_PERMILLE / rampDurationEpochs);
  }
}
