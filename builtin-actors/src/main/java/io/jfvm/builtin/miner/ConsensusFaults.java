// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.miner;

import io.jfvm.actor.ActorRuntime;
import io.jfvm.actor.Exits;
import io.jfvm.builtin.CheckedArithmetic;
import io.jfvm.builtin.miner.MinerParams.ReportConsensusFault;
import io.jfvm.proof.ConsensusFault;
import io.jfvm.types.ChainEpoch;
import io.jfvm.types.MethodNum;
import io.jfvm.types.TokenAmount;
import java.util.Optional;

/**
 * Faults of consensus: whoever reports one earns a share of the penalty.
 *
 * <p>Source: builtin-actors {@code actors/miner/src/lib.rs}.
 */
final class ConsensusFaults {
  private final MinerPolicy policy;

  ConsensusFaults(MinerPolicy policy) {
    this.policy = policy;
  }

  private record Punished(TokenAmount toBurn, TokenAmount reward, TokenAmount unlocked) {}

  void report(ActorRuntime rt, ReportConsensusFault params) {
    rt.callers().acceptAny();
    ConsensusFault fault = verified(rt, params);
    TokenAmount epochReward =
        new TokenAmount(MinerSends.currentReward(rt).rewardSmoothed().estimate());
    Punished punished = MinerEditor.transaction(rt, miner -> punish(rt, miner, fault, epochReward));
    // The reporter may be unable to receive; the miner is punished all the same.
    var unused = rt.send(rt.caller().address(), MethodNum.SEND, Optional.empty(), punished.reward);
    MinerSends.burnFunds(rt, punished.toBurn);
    MinerSends.notifyPledgeChanged(rt, TokenAmount.ZERO.minus(punished.unlocked));
    MinerSends.checkBalance(rt);
  }

  private ConsensusFault verified(ActorRuntime rt, ReportConsensusFault params) {
    Optional<ConsensusFault> found =
        policy.network().fakeProofs()
            ? Optional.empty()
            : rt.proofs()
                .consensusFault(
                    params.header1().bytes(),
                    params.header2().bytes(),
                    params.headerExtra().bytes());
    ConsensusFault fault =
        found.orElseThrow(() -> Exits.illegalArgument("no consensus fault found"));
    if (!fault.target().equals(rt.receiver())) {
      throw Exits.illegalArgument(
          "fault by " + fault.target() + " reported to miner " + rt.receiver());
    }
    if (CheckedArithmetic.subtract(rt.epoch().value(), fault.epoch().value()) <= 0) {
      throw Exits.illegalArgument(
          "invalid fault epoch " + fault.epoch() + " ahead of current " + rt.epoch());
    }
    return fault;
  }

  private static Punished punish(
      ActorRuntime rt, MinerEditor miner, ConsensusFault fault, TokenAmount epochReward) {
    MinerInfo before = miner.info();
    if (fault.epoch().compareTo(before.consensusFaultElapsed()) < 0) {
      throw Exits.forbidden(
          "fault epoch "
              + fault.epoch()
              + " is too old, last exclusion period ended at "
              + before.consensusFaultElapsed());
    }
    miner.funds().applyPenalty(Money.consensusFaultPenalty(epochReward));
    Funds.Repaid repaid = miner.repayPartialDebt(rt.epoch(), rt.currentBalance());
    TokenAmount reward = repaid.toBurn().min(Money.consensusFaultReport(epochReward));
    MinerInfoEditor info = before.edit();
    info.consensusFaultElapsed =
        new ChainEpoch(
            CheckedArithmetic.add(rt.epoch().value(), MinerPolicy.CONSENSUS_FAULT_INELIGIBILITY));
    miner.replaceInfo(info.info());
    return new Punished(repaid.toBurn().minus(reward), reward, repaid.unlocked());
  }
}
