// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.market;

import io.jfvm.actor.Exits;
import io.jfvm.builtin.Violations;
import io.jfvm.ipld.Blockstore;
import io.jfvm.types.Address;
import io.jfvm.types.Cid;
import io.jfvm.types.TokenAmount;
import java.util.EnumMap;
import java.util.Map;

/**
 * What clients and providers have deposited, and how much of it deals have locked. An abort in the
 * middle leaves what the reference leaves, since settling goes on with the next deal. Used by one
 * thread.
 *
 * <p>Source: builtin-actors {@code actors/market/src/state.rs}.
 */
final class Escrow {
  private final BalanceTable deposited;
  private final BalanceTable locked;
  private final Map<Reason, TokenAmount> totals = new EnumMap<>(Reason.class);

  /** What money is locked for. */
  enum Reason {
    CLIENT_COLLATERAL,
    CLIENT_STORAGE_FEE,
    PROVIDER_COLLATERAL
  }

  Escrow(Blockstore store, MarketState state) {
    deposited = BalanceTable.load(store, state.escrowTable());
    locked = BalanceTable.load(store, state.lockedTable());
    totals.put(Reason.CLIENT_COLLATERAL, state.totalClientLockedCollateral());
    totals.put(Reason.CLIENT_STORAGE_FEE, state.totalClientStorageFee());
    totals.put(Reason.PROVIDER_COLLATERAL, state.totalProviderLockedCollateral());
  }

  TokenAmount deposited(Address address) {
    return deposited.get(address);
  }

  TokenAmount locked(Address address) {
    return locked.get(address);
  }

  /** How much is locked for a reason, of all. */
  TokenAmount total(Reason reason) {
    return totals.get(reason);
  }

  void deposit(Address address, TokenAmount amount) {
    deposited.add(address, amount);
  }

  /** Takes as much of the amount as is not locked, and returns how much that is. */
  TokenAmount withdraw(Address address, TokenAmount amount) {
    return deposited.subtractAbove(address, amount, locked.get(address));
  }

  /** Whether so much more could be locked. */
  boolean covers(Address address, TokenAmount amount) {
    return locked.get(address).plus(amount).compareTo(deposited.get(address)) <= 0;
  }

  /**
   * Locks what a deal needs of both parties.
   *
   * @throws io.jfvm.actor.ActorException INSUFFICIENT_FUNDS if one does not have it; ILLEGAL_STATE
   *     if it is negative
   */
  void lock(DealProposal deal) {
    lock(deal.client(), deal.clientBalanceRequirement());
    lock(deal.provider(), deal.providerCollateral());
    addTotal(Reason.CLIENT_COLLATERAL, deal.clientCollateral());
    addTotal(Reason.CLIENT_STORAGE_FEE, deal.totalStorageFee());
    addTotal(Reason.PROVIDER_COLLATERAL, deal.providerCollateral());
  }

  private void lock(Address address, TokenAmount amount) {
    requireNotNegative(amount);
    if (!covers(address, amount)) {
      throw Exits.insufficientFunds(
          "cannot lock "
              + amount
              + " of "
              + address
              + ", which has "
              + deposited.get(address)
              + " and locked "
              + locked.get(address));
    }
    locked.add(address, amount);
  }

  /** Aborts with ILLEGAL_ARGUMENT if less is locked. */
  void unlock(Address address, TokenAmount amount, Reason reason) {
    requireNotNegative(amount);
    locked.subtract(address, amount);
    addTotal(reason, TokenAmount.ZERO.minus(amount));
  }

  /** Moves a part of the storage fee to the provider, who may dispose of it. */
  void pay(Address client, Address provider, TokenAmount amount) {
    requireNotNegative(amount);
    deposited.requireCovers(client, amount);
    unlock(client, amount, Reason.CLIENT_STORAGE_FEE);
    deposited.subtract(client, amount);
    deposited.add(provider, amount);
  }

  /** Takes a locked amount out of the escrow. */
  void slash(Address address, TokenAmount amount, Reason reason) {
    requireNotNegative(amount);
    deposited.subtract(address, amount);
    unlock(address, amount, reason);
  }

  private void addTotal(Reason reason, TokenAmount amount) {
    totals.merge(reason, amount, TokenAmount::plus);
  }

  private static void requireNotNegative(TokenAmount amount) {
    if (amount.isNegative()) {
      throw Exits.illegalState("negative amount " + amount);
    }
  }

  TokenAmount sumDeposited() {
    return deposited.total();
  }

  /** The sum of what is locked; takes note of who has more locked than deposited. */
  TokenAmount sumLocked(Violations violations) {
    locked.forEach(
        (address, amount) ->
            violations.require(
                deposited.get(address).compareTo(amount) >= 0,
                amount + " locked of " + address + ", which has " + deposited.get(address)));
    return locked.total();
  }

  Cid flushDeposited() {
    return deposited.flush();
  }

  Cid flushLocked() {
    return locked.flush();
  }
}
