// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.miner;

import io.jfvm.actor.ActorException;
import io.jfvm.actor.Exits;
import io.jfvm.ipld.Blockstore;
import io.jfvm.types.ChainEpoch;
import io.jfvm.types.ExitCode;
import io.jfvm.types.TokenAmount;

/**
 * What a miner has locked, owes, and may spend. Used by one thread.
 *
 * <p>Where nothing else is said, a method throws {@link ActorException} ILLEGAL_STATE if an amount
 * would become negative.
 *
 * <p>Source: builtin-actors {@code actors/miner/src/state.rs}.
 */
public final class Funds {
  /** What a miner ends with whose balance does not cover what it has locked. */
  public static final ExitCode BALANCE_INVARIANTS_BROKEN = new ExitCode(1000);

  private TokenAmount preCommitDeposits;
  private TokenAmount lockedFunds;
  private VestingFunds vestingFunds;
  private TokenAmount feeDebt;
  private TokenAmount initialPledge;

  Funds(MinerState state) {
    preCommitDeposits = state.preCommitDeposits();
    lockedFunds = state.lockedFunds();
    vestingFunds = state.vestingFunds();
    feeDebt = state.feeDebt();
    initialPledge = state.initialPledge();
  }

  public TokenAmount preCommitDeposits() {
    return preCommitDeposits;
  }

  public TokenAmount lockedFunds() {
    return lockedFunds;
  }

  public VestingFunds vestingFunds() {
    return vestingFunds;
  }

  public TokenAmount feeDebt() {
    return feeDebt;
  }

  public TokenAmount initialPledge() {
    return initialPledge;
  }

  // --- what may be spent

  /**
   * The balance without deposits, vesting funds and initial pledge.
   *
   * @param balance of the actor
   */
  public TokenAmount unlockedBalance(TokenAmount balance) {
    return notNegative(
        "unlocked balance",
        balance.minus(lockedFunds).minus(preCommitDeposits).minus(initialPledge));
  }

  /** The unlocked balance without what is owed; negative if more is owed. */
  public TokenAmount availableBalance(TokenAmount balance) {
    return unlockedBalance(balance).minus(feeDebt);
  }

  /**
   * Checks that a balance covers what is locked.
   *
   * @throws ActorException {@link #BALANCE_INVARIANTS_BROKEN}
   */
  public void checkInvariants(TokenAmount balance) {
    require("pre-commit deposits", preCommitDeposits);
    require("locked funds", lockedFunds);
    require("initial pledge", initialPledge);
    require("fee debt", feeDebt);
    TokenAmount minimum = preCommitDeposits.plus(lockedFunds).plus(initialPledge);
    if (balance.compareTo(minimum) < 0) {
      throw new ActorException(
          BALANCE_INVARIANTS_BROKEN, "balance " + balance + " below minimum " + minimum);
    }
  }

  private static void require(String name, TokenAmount amount) {
    if (amount.isNegative()) {
      throw new ActorException(BALANCE_INVARIANTS_BROKEN, name + " negative: " + amount);
    }
  }

  private static TokenAmount notNegative(String name, TokenAmount amount) {
    if (amount.isNegative()) {
      throw Exits.illegalState(name + " would be negative: " + amount);
    }
    return amount;
  }

  // --- deposits, pledge and debt

  /** Adds to the deposits; a negative amount takes away. */
  public void addPreCommitDeposit(TokenAmount amount) {
    preCommitDeposits = notNegative("pre-commit deposits", preCommitDeposits.plus(amount));
  }

  /** Adds to the initial pledge; a negative amount takes away. */
  public void addInitialPledge(TokenAmount amount) {
    initialPledge = notNegative("initial pledge", initialPledge.plus(amount));
  }

  /** Adds a penalty to the debt. */
  public void applyPenalty(TokenAmount penalty) {
    feeDebt = feeDebt.plus(notNegative("penalty", penalty));
  }

  /**
   * What was paid of the debt.
   *
   * @param toBurn to be burnt now
   * @param unlocked taken out of the vesting funds, vested or not
   */
  public record Repaid(TokenAmount toBurn, TokenAmount unlocked) {}

  /**
   * Pays the debt, or as much of it as there is: from vesting funds, then from the unlocked
   * balance.
   */
  public Repaid repayPartialDebt(Blockstore store, ChainEpoch epoch, TokenAmount balance) {
    VestingFunds.Unlocked unlocked = unlockVestedAndUnvested(store, epoch, feeDebt);
    if (unlocked.unvested().compareTo(feeDebt) > 0) {
      throw Exits.illegalState("unlocked more than the debt to repay");
    }
    TokenAmount toBurn = unlockedBalance(balance).min(feeDebt);
    feeDebt = feeDebt.minus(toBurn);
    return new Repaid(toBurn, unlocked.vested().plus(unlocked.unvested()));
  }

  /**
   * Pays the whole debt from the unlocked balance.
   *
   * @return what is to be burnt
   * @throws ActorException INSUFFICIENT_FUNDS if that has less
   */
  public TokenAmount repayDebt(TokenAmount balance) {
    TokenAmount unlocked = unlockedBalance(balance);
    if (unlocked.compareTo(feeDebt) < 0) {
      throw Exits.insufficientFunds(
          "unlocked balance " + unlocked + " can not repay fee debt " + feeDebt);
    }
    TokenAmount toBurn = feeDebt;
    feeDebt = TokenAmount.ZERO;
    return toBurn;
  }

  // --- vesting

  /**
   * Unlocks what has vested, then locks an amount.
   *
   * @param periodStart of the miner's proving period
   * @return what was unlocked
   */
  public TokenAmount lock(
      Blockstore store,
      ChainEpoch epoch,
      TokenAmount amount,
      ChainEpoch periodStart,
      VestingSpec spec) {
    notNegative("vesting sum", amount);
    VestingFunds.Unlocked unlocked = vestingFunds.lock(store, epoch, amount, periodStart, spec);
    take(unlocked);
    lockedFunds = lockedFunds.plus(amount);
    return unlocked.vested();
  }

  /** Unlocks what vested before an epoch, and returns how much. */
  public TokenAmount unlockVested(Blockstore store, ChainEpoch epoch) {
    if (lockedFunds.isZero()) {
      return TokenAmount.ZERO;
    }
    VestingFunds.Unlocked unlocked = vestingFunds.unlockVested(store, epoch);
    take(unlocked);
    return unlocked.vested();
  }

  private VestingFunds.Unlocked unlockVestedAndUnvested(
      Blockstore store, ChainEpoch epoch, TokenAmount target) {
    if (target.isZero() || lockedFunds.isZero()) {
      return new VestingFunds.Unlocked(vestingFunds, TokenAmount.ZERO, TokenAmount.ZERO);
    }
    VestingFunds.Unlocked unlocked = vestingFunds.unlockVestedAndUnvested(store, epoch, target);
    take(unlocked);
    return unlocked;
  }

  private void take(VestingFunds.Unlocked unlocked) {
    vestingFunds = unlocked.rest();
    lockedFunds =
        notNegative(
            "locked funds", lockedFunds.minus(unlocked.vested()).minus(unlocked.unvested()));
  }
}
