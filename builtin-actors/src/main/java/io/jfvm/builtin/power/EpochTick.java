// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.power;

import io.jfvm.actor.ActorException;
import io.jfvm.actor.ActorRuntime;
import io.jfvm.actor.ActorRuntime.Change;
import io.jfvm.actor.SendResult;
import io.jfvm.actor.Sends;
import io.jfvm.builtin.math.FilterEstimate;
import io.jfvm.builtin.miner.DeferredCronEventParams;
import io.jfvm.builtin.reward.RewardActor;
import io.jfvm.builtin.reward.RewardParams;
import io.jfvm.builtin.reward.RewardParams.ThisEpochReward;
import io.jfvm.ipld.IpldBlock;
import io.jfvm.ipld.hamt.Hamt;
import io.jfvm.types.ActorId;
import io.jfvm.types.Address;
import io.jfvm.types.ChainEpoch;
import io.jfvm.types.TokenAmount;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The end of an epoch: providers get the calls they enrolled for, then the totals become those of
 * the coming epoch and the Reward actor hears of them.
 *
 * <p>Source: builtin-actors {@code actors/power/src/lib.rs} (on_epoch_tick_end).
 */
final class EpochTick {
  private final Claims rules;

  EpochTick(Claims rules) {
    this.rules = rules;
  }

  void run(ActorRuntime rt) {
    rt.callers().acceptOnly(ActorId.CRON);
    ThisEpochReward reward =
        Sends.requireReturned(
            ThisEpochReward.CODEC,
            rt.send(
                ActorId.REWARD.address(),
                RewardActor.THIS_EPOCH_REWARD,
                Optional.empty(),
                TokenAmount.ZERO));
    callMiners(rt, reward.rewardSmoothed());
    BigInteger power =
        rt.transaction(
            PowerState.CODEC,
            state -> {
              PowerState next = state.nextEpoch();
              return new Change<>(next, next.thisEpoch().rawBytePower());
            });
    Sends.requireSuccess(
        rt.send(
            ActorId.REWARD.address(),
            RewardActor.UPDATE_NETWORK_KPI,
            Optional.of(IpldBlock.ofCbor(RewardParams.REALIZED_POWER, Optional.of(power))),
            TokenAmount.ZERO));
  }

  /** A provider whose call fails loses its claim, and with it all further calls. */
  private void callMiners(ActorRuntime rt, FilterEstimate reward) {
    FilterEstimate qaPower = rt.state(PowerState.CODEC).thisEpoch().qaPowerSmoothed();
    List<Address> failed = new ArrayList<>();
    for (CronEvent event : takeEvents(rt)) {
      DeferredCronEventParams params =
          new DeferredCronEventParams(event.payload(), reward, qaPower);
      SendResult result =
          rt.send(
              event.miner(),
              DeferredCronEventParams.METHOD,
              Optional.of(IpldBlock.ofCbor(DeferredCronEventParams.CODEC, params)),
              TokenAmount.ZERO);
      if (!(result instanceof SendResult.Returned returned && returned.exitCode().isSuccess())) {
        failed.add(event.miner());
      }
    }
    if (!failed.isEmpty()) {
      rt.update(PowerState.CODEC, state -> forget(rt, state, failed));
    }
  }

  /** Takes the events up to this epoch out of the queue. Those of unknown providers are lost. */
  private static List<CronEvent> takeEvents(ActorRuntime rt) {
    return rt.transaction(
        PowerState.CODEC,
        state -> {
          var queue = state.cronEvents(rt.store());
          Hamt<Address, Claim> claims = state.claims(rt.store());
          List<CronEvent> due = new ArrayList<>();
          long now = rt.epoch().value();
          for (long at = state.firstCronEpoch().value(); at <= now; at++) {
            ChainEpoch epoch = new ChainEpoch(at);
            List<CronEvent> events = queue.get(epoch).orElse(List.of());
            if (!events.isEmpty()) {
              events.stream().filter(event -> claims.containsKey(event.miner())).forEach(due::add);
              queue.removeAll(epoch);
            }
          }
          return new Change<>(state.withCronEvents(queue.flush(), new ChainEpoch(now + 1)), due);
        });
  }

  private PowerState forget(ActorRuntime rt, PowerState before, List<Address> miners) {
    Hamt<Address, Claim> claims = before.claims(rt.store());
    PowerState state = before;
    long count = before.minerCount();
    for (Address miner : miners) {
      try {
        state = rules.remove(state, claims, miner);
        count--;
      } catch (ActorException e) {
        // A claim that cannot be taken away stays, as do the others' removals.
      }
    }
    return state.withMiners(count, claims.flush());
  }
}
