// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.miner;

import io.jfvm.actor.Exits;
import io.jfvm.builtin.math.CumulativeRatio;
import io.jfvm.builtin.math.FilterEstimate;
import io.jfvm.builtin.math.Q128;
import io.jfvm.builtin.policy.Epochs;
import io.jfvm.types.TokenAmount;
import java.math.BigInteger;

/**
 * What sectors are expected to earn, and the deposits, pledges, fees and penalties that follow.
 * Powers are quality-adjusted bytes; quotients are rounded down.
 *
 * <p>Source: builtin-actors {@code actors/miner/src/monies.rs}, {@code policy.rs}.
 */
public final class Money {
  /** Of a successful dispute. */
  public static final TokenAmount DISPUTE_REWARD = TokenAmount.ofFil(4);

  /** Age, in epochs, from which on a terminated sector pays the most. */
  public static final long TERMINATION_LIFETIME_CAP = 140 * Epochs.IN_DAY;

  private static final TokenAmount DISPUTE_PENALTY = TokenAmount.ofFil(20);

  // Projections of the block reward, in epochs.
  private static final long PRE_COMMIT_DEPOSIT_PROJECTION = 20 * Epochs.IN_DAY;
  private static final long INITIAL_PLEDGE_PROJECTION = 20 * Epochs.IN_DAY;
  private static final long CONTINUED_FAULT_PROJECTION = Epochs.IN_DAY * 351 / 100;
  private static final long INVALID_POST_PROJECTION =
      CONTINUED_FAULT_PROJECTION + 2 * Epochs.IN_DAY;

  private static final int EXPECTED_LEADERS_PER_EPOCH = 5;
  private static final int CONSENSUS_FAULT_FACTOR = 5;
  private static final int CONSENSUS_FAULT_REPORTER_SHARE = 4;

  private static final TokenAmount MAX_PLEDGE_PER_BYTE = share(TokenAmount.ofFil(1), 1, 32L << 30);

  private static final BigInteger DAILY_FEE_NUMERATOR = BigInteger.valueOf(161_817);
  private static final BigInteger DAILY_FEE_DENOMINATOR = BigInteger.TEN.pow(30);
  private static final int DAILY_FEE_REWARD_CAP = 2;

  private Money() {}

  /** {@code amount * numerator / denominator}. */
  private static TokenAmount share(TokenAmount amount, long numerator, long denominator) {
    return new TokenAmount(
        Q128.floorDiv(amount.times(numerator).atto(), BigInteger.valueOf(denominator)));
  }

  // --- expected rewards and what is locked

  /** What power is expected to earn in a number of epochs, never negative. */
  public static TokenAmount expectedReward(
      FilterEstimate reward, FilterEstimate networkPower, BigInteger power, long epochs) {
    if (networkPower.estimate().signum() == 0) {
      return new TokenAmount(reward.estimate());
    }
    BigInteger perByte = CumulativeRatio.extrapolated(epochs, 0, reward, networkPower);
    return new TokenAmount(Q128.floor(power.multiply(perByte)).max(BigInteger.ZERO));
  }

  /** At least one attoFIL, so that what is locked shows that something is. */
  private static TokenAmount positiveReward(
      FilterEstimate reward, FilterEstimate networkPower, BigInteger power, long epochs) {
    return expectedReward(reward, networkPower, power, epochs).max(TokenAmount.ofAtto(1));
  }

  /** The deposit for a pre-committed sector. */
  public static TokenAmount preCommitDeposit(
      FilterEstimate reward, FilterEstimate networkPower, BigInteger power) {
    return positiveReward(reward, networkPower, power, PRE_COMMIT_DEPOSIT_PROJECTION);
  }

  /** What is pledged for new power: expected reward, and a share of the supply. */
  public static TokenAmount initialPledge(PledgeInputs network, BigInteger power) {
    TokenAmount base =
        positiveReward(
            network.epochReward(), network.networkPower(), power, INITIAL_PLEDGE_PROJECTION);
    TokenAmount nominal = base.plus(network.consensusPledge(power));
    TokenAmount cap = new TokenAmount(MAX_PLEDGE_PER_BYTE.atto().multiply(power));
    return nominal.min(cap);
  }

  /** What of a reward is locked, by {@link VestingSpec#REWARD}. */
  public static TokenAmount lockedReward(TokenAmount reward) {
    return share(reward, 3, 4);
  }

  // --- fees and penalties

  /** The fee for power that stays faulty for another proving period. */
  public static TokenAmount continuedFaultFee(
      FilterEstimate reward, FilterEstimate networkPower, BigInteger power) {
    return expectedReward(reward, networkPower, power, CONTINUED_FAULT_PROJECTION);
  }

  /**
   * The fee for ending a sector early.
   *
   * @param age of the sector, in epochs
   * @param faultFee that the sector would pay
   */
  public static TokenAmount terminationFee(TokenAmount pledge, long age, TokenAmount faultFee) {
    TokenAmount full = share(pledge, 85, 1000);
    TokenAmount byAge = share(full, age, TERMINATION_LIFETIME_CAP);
    TokenAmount minimum = share(pledge, 2, 100).max(share(faultFee, 105, 100));
    return full.min(byAge).max(minimum);
  }

  /** The penalty for power that a window PoSt claimed to prove and did not. */
  public static TokenAmount invalidPostPenalty(
      FilterEstimate reward, FilterEstimate networkPower, BigInteger power) {
    return expectedReward(reward, networkPower, power, INVALID_POST_PROJECTION)
        .plus(DISPUTE_PENALTY);
  }

  /** The penalty for a consensus fault. */
  public static TokenAmount consensusFaultPenalty(TokenAmount epochReward) {
    return share(epochReward, CONSENSUS_FAULT_FACTOR, EXPECTED_LEADERS_PER_EPOCH);
  }

  /** What reporting a consensus fault earns. */
  public static TokenAmount consensusFaultReport(TokenAmount epochReward) {
    return share(epochReward, 1, EXPECTED_LEADERS_PER_EPOCH * CONSENSUS_FAULT_REPORTER_SHARE);
  }

  /** The daily fee of power, fixed when it comes. */
  public static TokenAmount dailyFee(TokenAmount circulatingSupply, BigInteger power) {
    return new TokenAmount(
        Q128.floorDiv(
            DAILY_FEE_NUMERATOR.multiply(circulatingSupply.atto()).multiply(power),
            DAILY_FEE_DENOMINATOR));
  }

  /**
   * The daily fee of a sector whose power changes.
   *
   * @throws io.jfvm.actor.ActorException ASSERTION_FAILED if it had no power, and gets some
   */
  public static TokenAmount adjustedDailyFee(
      TokenAmount fee, BigInteger powerBefore, BigInteger powerAfter) {
    if (powerBefore.equals(powerAfter)) {
      return fee;
    }
    if (powerBefore.signum() == 0) {
      throw Exits.assertionFailed("daily fee of a sector without power");
    }
    return new TokenAmount(Q128.floorDiv(fee.atto().multiply(powerAfter), powerBefore));
  }

  /** What is to be paid of a day's fee: not more than half of what the day earns. */
  public static TokenAmount payableDailyFee(TokenAmount fee, TokenAmount expectedDayReward) {
    return share(expectedDayReward, 1, DAILY_FEE_REWARD_CAP).min(fee);
  }
}
