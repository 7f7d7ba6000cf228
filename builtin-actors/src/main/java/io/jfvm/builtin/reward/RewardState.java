// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.reward;

import io.jfvm.builtin.math.AlphaBetaFilter;
import io.jfvm.builtin.math.FilterEstimate;
import io.jfvm.encoding.Codec;
import io.jfvm.types.ChainEpoch;
import io.jfvm.types.TokenAmount;
import java.math.BigInteger;

/**
 * The Reward actor's state.
 *
 * @param cumsumBaseline baseline summed up to the effective network time, in byte-epochs
 * @param cumsumRealized the network's power, capped by the baseline, summed up, in byte-epochs
 * @param effectiveNetworkTime the epoch at which the baseline's sum reaches the realized one
 * @param effectiveBaselinePower the baseline at that epoch, in bytes
 * @param thisEpochReward what one epoch mints
 * @param thisEpochBaselinePower the baseline at {@code epoch}, in bytes
 * @param epoch for which all this was computed
 * @param totalStoragePowerReward minted so far
 * @param simpleTotal what the part that decays with time will mint in all
 * @param baselineTotal what the part that follows the baseline will mint in all
 */
public record RewardState(
    BigInteger cumsumBaseline,
    BigInteger cumsumRealized,
    ChainEpoch effectiveNetworkTime,
    BigInteger effectiveBaselinePower,
    TokenAmount thisEpochReward,
    FilterEstimate thisEpochRewardSmoothed,
    BigInteger thisEpochBaselinePower,
    ChainEpoch epoch,
    TokenAmount totalStoragePowerReward,
    TokenAmount simpleTotal,
    TokenAmount baselineTotal) {

  public static final Codec<RewardState> CODEC =
      Codec.of(
          (out, state) -> {
            out.array(11).bigInt(state.cumsumBaseline).bigInt(state.cumsumRealized);
            ChainEpoch.CODEC.encode(out, state.effectiveNetworkTime);
            out.bigInt(state.effectiveBaselinePower);
            TokenAmount.CODEC.encode(out, state.thisEpochReward);
            FilterEstimate.CODEC.encode(out, state.thisEpochRewardSmoothed);
            out.bigInt(state.thisEpochBaselinePower);
            ChainEpoch.CODEC.encode(out, state.epoch);
            TokenAmount.CODEC.encode(out, state.totalStoragePowerReward);
            TokenAmount.CODEC.encode(out, state.simpleTotal);
            TokenAmount.CODEC.encode(out, state.baselineTotal);
          },
          in -> {
            in.tuple(11);
            return new RewardState(
                in.bigInt(),
                in.bigInt(),
                ChainEpoch.CODEC.decode(in),
                in.bigInt(),
                TokenAmount.CODEC.decode(in),
                FilterEstimate.CODEC.decode(in),
                in.bigInt(),
                ChainEpoch.CODEC.decode(in),
                TokenAmount.CODEC.decode(in),
                TokenAmount.CODEC.decode(in),
                TokenAmount.CODEC.decode(in));
          });

  private static final TokenAmount SIMPLE_TOTAL = TokenAmount.ofFil(330_000_000);
  private static final TokenAmount BASELINE_TOTAL = TokenAmount.ofFil(770_000_000);

  /** Of the smoothed reward, in attoFIL and attoFIL an epoch. */
  private static final FilterEstimate INITIAL_ESTIMATE =
      FilterEstimate.ofIntegers(
          new BigInteger("36266260308195979333"), BigInteger.valueOf(-109_897_758_509L));

  private static final ChainEpoch UNDEFINED_EPOCH = new ChainEpoch(-1);

  /** The state of epoch 0 of a network with that much power. Unit: bytes. */
  public static RewardState initial(BigInteger realizedPower) {
    return new RewardState(
            BigInteger.ZERO,
            BigInteger.ZERO,
            new ChainEpoch(0),
            BlockReward.BASELINE_INITIAL_VALUE,
            TokenAmount.ZERO,
            INITIAL_ESTIMATE,
            BlockReward.INITIAL_BASELINE_POWER,
            UNDEFINED_EPOCH,
            TokenAmount.ZERO,
            SIMPLE_TOTAL,
            BASELINE_TOTAL)
        .nextEpochWithReward(realizedPower);
  }

  /** One epoch later, with what that epoch mints. */
  RewardState nextEpochWithReward(BigInteger realizedPower) {
    RewardState next = nextEpoch(realizedPower);
    TokenAmount reward =
        BlockReward.of(next.epoch, theta(), next.theta(), simpleTotal, baselineTotal);
    return new RewardState(
        next.cumsumBaseline,
        next.cumsumRealized,
        next.effectiveNetworkTime,
        next.effectiveBaselinePower,
        reward,
        thisEpochRewardSmoothed,
        next.thisEpochBaselinePower,
        next.epoch,
        totalStoragePowerReward,
        simpleTotal,
        baselineTotal);
  }

  /** One epoch later, without computing what it mints: for epochs without blocks. */
  RewardState nextEpoch(BigInteger realizedPower) {
    BigInteger baseline = BlockReward.nextBaseline(thisEpochBaselinePower);
    BigInteger realized = cumsumRealized.add(baseline.min(realizedPower));
    long networkTime = effectiveNetworkTime.value();
    BigInteger effectiveBaseline = effectiveBaselinePower;
    BigInteger sum = cumsumBaseline;
    while (realized.compareTo(sum) > 0) {
      networkTime++;
      effectiveBaseline = BlockReward.nextBaseline(effectiveBaseline);
      sum = sum.add(effectiveBaseline);
    }
    return new RewardState(
        sum,
        realized,
        new ChainEpoch(networkTime),
        effectiveBaseline,
        thisEpochReward,
        thisEpochRewardSmoothed,
        baseline,
        new ChainEpoch(epoch.value() + 1),
        totalStoragePowerReward,
        simpleTotal,
        baselineTotal);
  }

  /** The same with the reward's estimate brought up over so many epochs. */
  RewardState smoothed(long epochs) {
    FilterEstimate estimate =
        AlphaBetaFilter.next(thisEpochRewardSmoothed, thisEpochReward.atto(), epochs);
    return new RewardState(
        cumsumBaseline,
        cumsumRealized,
        effectiveNetworkTime,
        effectiveBaselinePower,
        thisEpochReward,
        estimate,
        thisEpochBaselinePower,
        epoch,
        totalStoragePowerReward,
        simpleTotal,
        baselineTotal);
  }

  /** The same with so much more minted. */
  RewardState minted(TokenAmount reward) {
    return new RewardState(
        cumsumBaseline,
        cumsumRealized,
        effectiveNetworkTime,
        effectiveBaselinePower,
        thisEpochReward,
        thisEpochRewardSmoothed,
        thisEpochBaselinePower,
        epoch,
        totalStoragePowerReward.plus(reward),
        simpleTotal,
        baselineTotal);
  }

  private BigInteger theta() {
    return BlockReward.theta(
        effectiveNetworkTime, effectiveBaselinePower, cumsumRealized, cumsumBaseline);
  }
}
