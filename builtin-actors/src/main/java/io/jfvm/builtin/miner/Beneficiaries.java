// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.miner;

import io.jfvm.actor.ActorRuntime;
import io.jfvm.actor.Exits;
import io.jfvm.builtin.miner.MinerParams.ActiveBeneficiary;
import io.jfvm.builtin.miner.MinerParams.Beneficiary;
import io.jfvm.builtin.miner.MinerParams.ChangeBeneficiary;
import io.jfvm.types.Address;
import io.jfvm.types.TokenAmount;
import java.util.Optional;

/**
 * Who receives a miner's withdrawals. The owner proposes; the nominee, and a beneficiary that has
 * something to lose, agree by proposing the same.
 *
 * <p>Source: builtin-actors {@code actors/miner/src/lib.rs}.
 */
final class Beneficiaries {
  private Beneficiaries() {}

  static Beneficiary get(ActorRuntime rt) {
    MinerInfo info = MinerQuestions.info(rt);
    return new Beneficiary(
        new ActiveBeneficiary(info.beneficiary(), info.beneficiaryTerm()),
        info.pendingBeneficiary());
  }

  static void change(ActorRuntime rt, ChangeBeneficiary params) {
    rt.callers().acceptAny();
    Address caller = rt.caller().address();
    Address nominee = MinerSends.resolve(rt, params.newBeneficiary(), "beneficiary").address();
    MinerEditor.update(
        rt,
        miner -> {
          MinerInfo before = miner.info();
          PendingBeneficiaryChange pending =
              caller.equals(before.owner())
                  ? proposal(rt, before, nominee, params)
                  : approvable(before, caller, nominee, params);
          boolean byBeneficiary = caller.equals(before.beneficiary());
          miner.replaceInfo(
              settled(before, pending.approved(byBeneficiary, caller.equals(nominee))));
        });
  }

  private static PendingBeneficiaryChange proposal(
      ActorRuntime rt, MinerInfo info, Address nominee, ChangeBeneficiary params) {
    if (!nominee.equals(info.owner())) {
      if (!params.newQuota().isPositive()) {
        throw Exits.illegalArgument(
            "quota of a beneficiary must be positive, was " + params.newQuota());
      }
    } else if (!params.newQuota().isZero()) {
      throw Exits.illegalArgument("quota of the owner must be zero, was " + params.newQuota());
    } else if (params.newExpiration().value() != 0) {
      throw Exits.illegalArgument(
          "expiration of the owner must be zero, was " + params.newExpiration());
    }
    boolean nothingToLose = info.beneficiaryTerm().available(rt.epoch()).isZero();
    return new PendingBeneficiaryChange(
        nominee, params.newQuota(), params.newExpiration(), nothingToLose, false);
  }

  private static PendingBeneficiaryChange approvable(
      MinerInfo info, Address caller, Address nominee, ChangeBeneficiary params) {
    PendingBeneficiaryChange pending =
        info.pendingBeneficiary()
            .orElseThrow(() -> Exits.forbidden("no change of beneficiary is proposed"));
    if (!caller.equals(info.beneficiary()) && !caller.equals(pending.newBeneficiary())) {
      throw Exits.forbidden(caller + " is neither the beneficiary nor the proposed one");
    }
    if (!pending.proposes(nominee, params.newQuota(), params.newExpiration())) {
      throw Exits.illegalArgument("expected approval of " + pending + ", got " + params);
    }
    return pending;
  }

  private static MinerInfo settled(MinerInfo before, PendingBeneficiaryChange pending) {
    MinerInfoEditor info = before.edit();
    if (pending.isApproved()) {
      boolean same = pending.newBeneficiary().equals(before.beneficiary());
      TokenAmount used = same ? before.beneficiaryTerm().usedQuota() : TokenAmount.ZERO;
      info.beneficiary = pending.newBeneficiary();
      info.beneficiaryTerm = new BeneficiaryTerm(pending.newQuota(), used, pending.newExpiration());
      info.pendingBeneficiary = Optional.empty();
    } else {
      info.pendingBeneficiary = Optional.of(pending);
    }
    return info.info();
  }
}
