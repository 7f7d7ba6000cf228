// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.reward;

import io.jfvm.actor.ActorRuntime;
import io.jfvm.actor.ActorRuntime.Change;
import io.jfvm.actor.Exits;
import io.jfvm.actor.MethodTable;
import io.jfvm.actor.SendResult;
import io.jfvm.builtin.math.Q128;
import io.jfvm.builtin.miner.ApplyRewardParams;
import io.jfvm.builtin.reward.RewardParams.AwardBlockReward;
import io.jfvm.builtin.reward.RewardParams.ThisEpochReward;
import io.jfvm.ipld.IpldBlock;
import io.jfvm.types.ActorId;
import io.jfvm.types.MethodNum;
import io.jfvm.types.TokenAmount;
import java.math.BigInteger;
import java.util.Optional;

/**
 * Holds what is left of the block rewards and pays them out. Its state is a {@link RewardState}.
 *
 * <p>Source: builtin-actors {@code actors/reward/src/lib.rs}.
 */
public final class RewardActor {
  public static final MethodNum THIS_EPOCH_REWARD = new MethodNum(3);
  public static final MethodNum UPDATE_NETWORK_KPI = new MethodNum(4);

  /** Blocks that an epoch is expected to have. */
  public static final long EXPECTED_LEADERS_PER_EPOCH = 5;

  /** What a provider owes of a penalty for the messages of its block. */
  private static final long PENALTY_MULTIPLIER = 3;

  public static final MethodTable METHODS =
      MethodTable.of("Reward")
          .on(1, "Constructor", RewardParams.REALIZED_POWER, RewardActor::construct)
          .on(2, "AwardBlockReward", AwardBlockReward.CODEC, RewardActor::awardBlockReward)
          .on(
              THIS_EPOCH_REWARD.value(),
              "ThisEpochReward",
              RewardActor::thisEpochReward,
              ThisEpochReward.CODEC)
          .on(
              UPDATE_NETWORK_KPI.value(),
              "UpdateNetworkKPI",
              RewardParams.REALIZED_POWER,
              RewardActor::updateNetworkKpi)
          .build();

  private RewardActor() {}

  private static void construct(ActorRuntime rt, Optional<BigInteger> realizedPower) {
    rt.callers().acceptOnly(ActorId.SYSTEM);
    rt.create(RewardState.CODEC, RewardState.initial(require(realizedPower)));
  }

  private static BigInteger require(Optional<BigInteger> realizedPower) {
    return realizedPower.orElseThrow(() -> Exits.illegalArgument("the realized power is missing"));
  }

  /** A reward that the provider does not take is burnt. */
  private static void awardBlockReward(ActorRuntime rt, AwardBlockReward params) {
    rt.callers().acceptOnly(ActorId.SYSTEM);
    TokenAmount balance = rt.currentBalance();
    if (params.penalty().isNegative()) {
      throw Exits.illegalArgument("negative penalty " + params.penalty());
    }
    if (params.gasReward().isNegative()) {
      throw Exits.illegalArgument("negative gas reward " + params.gasReward());
    }
    if (balance.compareTo(params.gasReward()) < 0) {
      throw Exits.illegalState(
          "balance " + balance + " insufficient to pay gas reward " + params.gasReward());
    }
    if (params.winCount() <= 0) {
      throw Exits.illegalArgument("invalid win count " + params.winCount());
    }
    ActorId miner =
        rt.resolve(params.miner())
            .orElseThrow(() -> Exits.notFound("no actor at " + params.miner()));
    TokenAmount reward =
        rt.transaction(
            RewardState.CODEC,
            state -> {
              TokenAmount block =
                  blockReward(state, params.winCount())
                      .min(rt.currentBalance().minus(params.gasReward()));
              return new Change<>(state.minted(block), params.gasReward().plus(block));
            });
    ApplyRewardParams applied =
        new ApplyRewardParams(reward, params.penalty().times(PENALTY_MULTIPLIER));
    SendResult taken =
        rt.send(
            miner.address(),
            ApplyRewardParams.METHOD,
            Optional.of(IpldBlock.ofCbor(ApplyRewardParams.CODEC, applied)),
            reward);
    if (!succeeded(taken)) {
      var unused = rt.send(ActorId.BURNT_FUNDS.address(), MethodNum.SEND, Optional.empty(), reward);
    }
  }

  private static TokenAmount blockReward(RewardState state, long winCount) {
    BigInteger won = state.thisEpochReward().times(winCount).atto();
    return new TokenAmount(Q128.floorDiv(won, BigInteger.valueOf(EXPECTED_LEADERS_PER_EPOCH)));
  }

  private static boolean succeeded(SendResult result) {
    return result instanceof SendResult.Returned returned && returned.exitCode().isSuccess();
  }

  private static ThisEpochReward thisEpochReward(ActorRuntime rt) {
    rt.callers().acceptAny();
    RewardState state = rt.state(RewardState.CODEC);
    return new ThisEpochReward(state.thisEpochRewardSmoothed(), state.thisEpochBaselinePower());
  }

  /** At the end of an epoch; catches up with those without blocks before it. */
  private static void updateNetworkKpi(ActorRuntime rt, Optional<BigInteger> realizedPower) {
    rt.callers().acceptOnly(ActorId.POWER);
    BigInteger power = require(realizedPower);
    rt.update(
        RewardState.CODEC,
        before -> {
          RewardState state = before;
          while (state.epoch().compareTo(rt.epoch()) < 0) {
            state = state.nextEpoch(power);
          }
          state = state.nextEpochWithReward(power);
          return state.smoothed(state.epoch().value() - before.epoch().value());
        });
  }
}
