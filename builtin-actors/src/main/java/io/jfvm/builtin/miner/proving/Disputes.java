// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.miner.proving;

import io.jfvm.actor.ActorRuntime;
import io.jfvm.actor.Exits;
import io.jfvm.actor.SendResult;
import io.jfvm.builtin.CheckedArithmetic;
import io.jfvm.builtin.math.FilterEstimate;
import io.jfvm.builtin.miner.Funds;
import io.jfvm.builtin.miner.MinerEditor;
import io.jfvm.builtin.miner.MinerInfo;
import io.jfvm.builtin.miner.MinerSends;
import io.jfvm.builtin.miner.Money;
import io.jfvm.builtin.miner.deadline.DeadlineEditor;
import io.jfvm.builtin.miner.deadline.DeadlineWindow;
import io.jfvm.builtin.miner.deadline.Deadlines;
import io.jfvm.builtin.miner.deadline.DisputedPartitions;
import io.jfvm.builtin.miner.deadline.PowerPair;
import io.jfvm.builtin.miner.deadline.ProvingPeriod;
import io.jfvm.builtin.miner.deadline.Sector;
import io.jfvm.builtin.miner.deadline.Sectors;
import io.jfvm.builtin.miner.deadline.WindowedPost;
import io.jfvm.builtin.miner.proving.ProvingParams.DisputeWindowedPost;
import io.jfvm.builtin.policy.Policy;
import io.jfvm.types.ChainEpoch;
import io.jfvm.types.MethodNum;
import io.jfvm.types.TokenAmount;
import java.util.List;
import java.util.Optional;

/**
 * Disputes of window PoSts that were accepted unverified. Whoever shows that one is invalid earns a
 * reward; the miner pays a penalty, and what the proof answered for becomes faulty.
 *
 * <p>Source: builtin-actors {@code actors/miner/src/lib.rs} (dispute_windowed_post).
 */
final class Disputes {
  private final PostVerification verification;

  Disputes(Policy policy) {
    this.verification = new PostVerification(policy);
  }

  /**
   * What a dispute that is right brings.
   *
   * @param toBurn without what the reporter earns
   */
  private record Outcome(
      PowerPair powerDelta, TokenAmount toBurn, TokenAmount toReward, TokenAmount pledgeDelta) {}

  void dispute(ActorRuntime rt, DisputeWindowedPost params) {
    rt.callers().acceptAny();
    if (Long.compareUnsigned(params.deadline(), ProvingPeriod.DEADLINES) >= 0) {
      throw Exits.illegalArgument("invalid deadline " + Long.toUnsignedString(params.deadline()));
    }
    FilterEstimate reward = MinerSends.currentReward(rt).rewardSmoothed();
    FilterEstimate networkPower = MinerSends.currentTotalPower(rt).qualityAdjPowerSmoothed();
    Outcome outcome =
        MinerEditor.transaction(
            rt,
            miner -> {
              Disproved disproved = disprove(rt, miner, params);
              return punish(rt, miner, disproved, reward, networkPower);
            });
    MinerSends.requestUpdatePower(rt, outcome.powerDelta);
    TokenAmount toBurn = outcome.toBurn;
    if (!outcome.toReward.isZero() && !isPaid(rt, outcome.toReward)) {
      toBurn = toBurn.plus(outcome.toReward);
    }
    MinerSends.burnFunds(rt, toBurn);
    MinerSends.notifyPledgeChanged(rt, outcome.pledgeDelta);
    MinerSends.checkBalance(rt);
  }

  /** Pays the reporter, who may be unable to receive. */
  private static boolean isPaid(ActorRuntime rt, TokenAmount reward) {
    return rt.send(rt.caller().address(), MethodNum.SEND, Optional.empty(), reward)
            instanceof SendResult.Returned returned
        && returned.exitCode().isSuccess();
  }

  /**
   * Sectors that a proof wrongly answered for.
   *
   * @param powerDelta what does not count any more, negative
   * @param disputedPower what counted when the window closed
   */
  private record Disproved(PowerPair powerDelta, PowerPair disputedPower) {}

  private Disproved disprove(ActorRuntime rt, MinerEditor miner, DisputeWindowedPost params) {
    long index = params.deadline();
    DeadlineWindow current = miner.deadlineAt(rt.epoch());
    if (!DeadlineWindow.isOpenToDispute(current.periodStart(), index, rt.epoch())) {
      throw Exits.forbidden(
          "can only dispute window posts in the %s epochs after the challenge window closes"
              .formatted(ProvingPeriod.DISPUTE_WINDOW));
    }
    MinerInfo info = miner.info();
    DeadlineWindow disputed = lastWindow(current, index);
    Deadlines deadlines = miner.loadDeadlines();
    DeadlineEditor deadline =
        new DeadlineEditor(deadlines.load(rt.store(), index), rt.store(), disputed.quant());
    WindowedPost post = deadline.proving().takePostProofs(params.postIndex());
    DisputedPartitions partitions =
        deadline.deadline().loadForDispute(rt.store(), post.partitions());
    Sectors sectors = Sectors.load(rt.store(), deadline.deadline().sectorsSnapshot());
    List<Sector> proven =
        sectors.loadForProof(partitions.allSectors(), partitions.ignoredSectors());
    if (verification.isValid(rt, disputed.challenge(), proven, post.proofs())) {
      throw Exits.illegalArgument("failed to dispute valid post");
    }
    PowerPair powerDelta =
        deadline
            .proving()
            .recordFaults(
                sectors,
                info.sectorSize(),
                disputed.faultExpiration(),
                partitions.disputedSectors());
    miner.replaceDeadlines(deadlines.with(rt.store(), index, deadline.deadline()));
    return new Disproved(powerDelta, partitions.disputedPower());
  }

  /** The window of a deadline in the current proving period, or in the one before. */
  private static DeadlineWindow lastWindow(DeadlineWindow current, long index) {
    long periodStart = current.periodStart().value();
    if (current.index() < index) {
      periodStart = CheckedArithmetic.subtract(periodStart, ProvingPeriod.EPOCHS);
    }
    return DeadlineWindow.of(new ChainEpoch(periodStart), index, current.currentEpoch());
  }

  private static Outcome punish(
      ActorRuntime rt,
      MinerEditor miner,
      Disproved disproved,
      FilterEstimate reward,
      FilterEstimate networkPower) {
    TokenAmount penalty =
        Money.invalidPostPenalty(reward, networkPower, disproved.disputedPower.qa());
    miner.funds().applyPenalty(penalty.plus(Money.DISPUTE_REWARD));
    Funds.Repaid repaid = miner.repayPartialDebt(rt.epoch(), rt.currentBalance());
    TokenAmount toReward = repaid.toBurn().min(Money.DISPUTE_REWARD);
    return new Outcome(
        disproved.powerDelta,
        repaid.toBurn().minus(toReward),
        toReward,
        TokenAmount.ZERO.minus(repaid.unlocked()));
  }
}
