// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.miner;

import io.jfvm.actor.ActorRuntime;
import io.jfvm.actor.Exits;
import io.jfvm.builtin.miner.MinerParams.WithdrawBalance;
import io.jfvm.types.ActorId;
import io.jfvm.types.TokenAmount;
import java.util.List;

/**
 * Rewards that come in, debts, and withdrawals.
 *
 * <p>Source: builtin-actors {@code actors/miner/src/lib.rs}.
 */
final class MinerFunds {
  private MinerFunds() {}

  /** Locks part of a reward that came along, and settles a penalty. */
  static void applyRewards(ActorRuntime rt, ApplyRewardParams params) {
    if (params.reward().isNegative()) {
      throw Exits.illegalArgument("cannot lock up a negative amount of funds");
    }
    if (params.penalty().isNegative()) {
      throw Exits.illegalArgument("cannot penalize a negative amount of funds");
    }
    record Applied(TokenAmount pledgeDelta, TokenAmount toBurn) {}
    Applied applied =
        MinerEditor.transaction(
            rt,
            miner -> {
              rt.callers().acceptOnly(ActorId.REWARD);
              TokenAmount toLock = Money.lockedReward(params.reward());
              TokenAmount unlocked = miner.funds().unlockedBalance(rt.currentBalance());
              if (unlocked.compareTo(toLock) < 0) {
                throw Exits.insufficientFunds(
                    "insufficient funds to lock, available: "
                        + unlocked
                        + ", requested: "
                        + toLock);
              }
              TokenAmount vested = miner.lockFunds(rt.epoch(), toLock, VestingSpec.REWARD);
              miner.funds().applyPenalty(params.penalty());
              Funds.Repaid repaid = miner.repayPartialDebt(rt.epoch(), rt.currentBalance());
              return new Applied(toLock.minus(vested).minus(repaid.unlocked()), repaid.toBurn());
            });
    MinerSends.notifyPledgeChanged(rt, applied.pledgeDelta);
    MinerSends.burnFunds(rt, applied.toBurn);
    MinerSends.checkBalance(rt);
  }

  /** Pays debts as far as funds allow, vesting or not. */
  static void repayDebt(ActorRuntime rt) {
    record Done(Funds.Repaid repaid, MinerState state) {}
    Done done =
        MinerEditor.transaction(
            rt,
            miner -> {
              rt.callers().acceptOnly(miner.info().controllers());
              Funds.Repaid repaid = miner.repayPartialDebt(rt.epoch(), rt.currentBalance());
              return new Done(repaid, miner.state());
            });
    MinerSends.notifyPledgeChanged(rt, TokenAmount.ZERO.minus(done.repaid.unlocked()));
    MinerSends.burnFunds(rt, done.repaid.toBurn());
    MinerSends.checkBalance(rt, done.state);
  }

  private record Withdrawal(
      MinerInfo info, TokenAmount amount, TokenAmount vested, TokenAmount debt, MinerState state) {}

  /** Pays debts, then the beneficiary as much as asked for and available. */
  static TokenAmount withdrawBalance(ActorRuntime rt, WithdrawBalance params) {
    if (params.amountRequested().isNegative()) {
      throw Exits.illegalArgument(
          "negative fund requested for withdrawal: " + params.amountRequested());
    }
    Withdrawal done =
        MinerEditor.transaction(rt, miner -> withdraw(rt, miner, params.amountRequested()));
    if (done.amount.isPositive()) {
      MinerSends.pay(rt, done.info.beneficiary(), done.amount);
    }
    MinerSends.burnFunds(rt, done.debt);
    MinerSends.notifyPledgeChanged(rt, TokenAmount.ZERO.minus(done.vested));
    MinerSends.checkBalance(rt, done.state);
    return done.amount;
  }

  private static Withdrawal withdraw(ActorRuntime rt, MinerEditor miner, TokenAmount requested) {
    MinerInfo info = miner.info();
    rt.callers().acceptOnly(List.of(info.owner(), info.beneficiary()));
    if (!miner.earlyTerminations().isEmpty()) {
      throw Exits.forbidden(
          "cannot withdraw funds while deadlines "
              + miner.earlyTerminations()
              + " have terminated sectors with outstanding fees");
    }
    TokenAmount vested = miner.unlockVestedFunds(rt.epoch());
    TokenAmount available = miner.funds().availableBalance(rt.currentBalance());
    TokenAmount debt = miner.funds().repayDebt(rt.currentBalance());
    TokenAmount amount = available.min(requested);
    if (amount.isNegative()) {
      throw Exits.illegalState("negative amount to withdraw: " + amount);
    }
    if (!info.beneficiary().equals(info.owner())) {
      amount = useQuota(rt, miner, info, amount);
    }
    return new Withdrawal(info, amount, vested, debt, miner.state());
  }

  /** What the beneficiary's quota leaves of an amount, which counts as used. */
  private static TokenAmount useQuota(
      ActorRuntime rt, MinerEditor miner, MinerInfo info, TokenAmount wanted) {
    BeneficiaryTerm term = info.beneficiaryTerm();
    TokenAmount remaining = term.available(rt.epoch());
    if (remaining.isZero()) {
      throw Exits.forbidden(
          "beneficiary expiration of epoch "
              + term.expiration()
              + " passed or quota of "
              + term.quota()
              + " depleted with "
              + term.usedQuota()
              + " used");
    }
    TokenAmount amount = wanted.min(remaining);
    if (amount.isPositive()) {
      MinerInfoEditor next = info.edit();
      next.beneficiaryTerm = term.withUsedQuota(term.usedQuota().plus(amount));
      miner.replaceInfo(next.info());
    }
    return amount;
  }
}
