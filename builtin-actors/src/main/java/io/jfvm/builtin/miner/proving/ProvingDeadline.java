// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.miner.proving;

import io.jfvm.actor.ActorRuntime;
import io.jfvm.builtin.CheckedArithmetic;
import io.jfvm.builtin.math.FilterEstimate;
import io.jfvm.builtin.miner.CronEventPayload;
import io.jfvm.builtin.miner.Funds;
import io.jfvm.builtin.miner.MinerDeadlines;
import io.jfvm.builtin.miner.MinerEditor;
import io.jfvm.builtin.miner.MinerSends;
import io.jfvm.builtin.miner.Money;
import io.jfvm.builtin.miner.deadline.PowerPair;
import io.jfvm.builtin.policy.Epochs;
import io.jfvm.types.ChainEpoch;
import io.jfvm.types.TokenAmount;
import java.util.Optional;

/**
 * The end of a deadline's window: partitions without proof become faulty, sectors expire, and fees
 * and penalties are paid as far as funds go.
 *
 * <p>Source: builtin-actors {@code actors/miner/src/lib.rs} (handle_proving_deadline).
 */
final class ProvingDeadline {
  private ProvingDeadline() {}

  /**
   * What the end of a window brings.
   *
   * @param nextCall when the Power actor is to call again; nothing if the miner goes inactive
   * @param hasNewTerminations whether sectors ended early, and none had that is not settled
   */
  private record Closed(
      PowerPair powerDelta,
      TokenAmount toBurn,
      TokenAmount pledgeDelta,
      Optional<ChainEpoch> nextCall,
      boolean hasNewTerminations) {}

  static void close(ActorRuntime rt, FilterEstimate reward, FilterEstimate networkPower) {
    Closed closed = MinerEditor.transaction(rt, miner -> advance(rt, miner, reward, networkPower));
    MinerSends.requestUpdatePower(rt, closed.powerDelta);
    MinerSends.burnFunds(rt, closed.toBurn);
    MinerSends.notifyPledgeChanged(rt, closed.pledgeDelta);
    closed.nextCall.ifPresent(
        epoch -> MinerSends.enrollCronEvent(rt, epoch, CronEventPayload.PROVING_DEADLINE));
    if (closed.hasNewTerminations && EarlyTerminationWork.process(rt, reward, networkPower)) {
      MinerSends.scheduleEarlyTerminationWork(rt);
    }
  }

  private static Closed advance(
      ActorRuntime rt, MinerEditor miner, FilterEstimate reward, FilterEstimate networkPower) {
    ChainEpoch epoch = rt.epoch();
    miner.processPendingWorker(epoch);
    miner.funds().applyPenalty(miner.cleanUpPreCommits(epoch));
    final boolean hadTerminations = !miner.earlyTerminations().isEmpty();

    MinerDeadlines.Advanced advanced = miner.deadlines().advance(epoch);
    miner
        .funds()
        .applyPenalty(
            Money.continuedFaultFee(reward, networkPower, advanced.previouslyFaultyPower().qa()));
    if (advanced.dailyFee().isPositive()) {
      TokenAmount dayReward =
          Money.expectedReward(reward, networkPower, advanced.livePower().qa(), Epochs.IN_DAY);
      miner.funds().applyPenalty(Money.payableDailyFee(advanced.dailyFee(), dayReward));
    }
    Funds.Repaid repaid = miner.repayPartialDebt(epoch, rt.currentBalance());
    TokenAmount vested = miner.unlockVestedFunds(epoch);

    boolean goesOn = miner.state().needsDeadlineCron();
    if (!goesOn) {
      miner.setDeadlineCronActive(false);
    }
    return new Closed(
        advanced.powerDelta(),
        repaid.toBurn(),
        advanced.pledgeDelta().minus(repaid.unlocked()).minus(vested),
        goesOn ? Optional.of(nextEnd(miner, epoch)) : Optional.empty(),
        !hadTerminations && !miner.earlyTerminations().isEmpty());
  }

  /** The last epoch of the window behind the one that closes. */
  private static ChainEpoch nextEnd(MinerEditor miner, ChainEpoch epoch) {
    return miner.deadlineAt(new ChainEpoch(CheckedArithmetic.add(epoch.value(), 1))).last();
  }
}
