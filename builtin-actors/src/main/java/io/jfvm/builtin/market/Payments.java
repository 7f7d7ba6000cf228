// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.market;

import io.jfvm.actor.Exits;
import io.jfvm.builtin.market.Escrow.Reason;
import io.jfvm.types.ChainEpoch;
import io.jfvm.types.Cid;
import io.jfvm.types.TokenAmount;

/**
 * What a deal's parties get as it goes on, ends, is terminated, or never begins.
 *
 * <p>Source: builtin-actors {@code actors/market/src/state.rs}.
 */
final class Payments {
  private Payments() {}

  /** What a deal is found to be when it is looked at. */
  sealed interface Look {
    /** It has not been activated, and may still be. */
    record TooEarly() implements Look {}

    /** It was not activated in time and has been dropped. */
    record TimedOut(TokenAmount slashed) implements Look {}

    /** It has been activated. */
    record Active(DealState state) implements Look {}
  }

  /**
   * What updating a deal came to.
   *
   * @param slashed to be burnt
   * @param paid to the provider
   * @param completed whether it ended as agreed
   * @param over whether it is to be removed
   */
  record Update(TokenAmount slashed, TokenAmount paid, boolean completed, boolean over) {
    private static Update goingOn(TokenAmount paid) {
      return new Update(TokenAmount.ZERO, paid, false, false);
    }
  }

  /** Finds an active deal, or drops one that has not been activated in time. */
  static Look look(DealBook book, ChainEpoch epoch, long dealId, DealProposal deal, Cid dealCid) {
    var state = book.states().get(dealId);
    if (state.isPresent()) {
      return new Look.Active(state.get());
    }
    if (epoch.compareTo(deal.startEpoch()) < 0) {
      return new Look.TooEarly();
    }
    TokenAmount slashed = timeOut(book.escrow(), deal);
    if (book.proposals().remove(dealId).isEmpty()) {
      throw Exits.illegalState("proposal " + dealCid + " to delete does not exist");
    }
    if (book.pendingProposals().remove(dealCid).isEmpty()) {
      throw Exits.illegalState("proposal " + dealCid + " to delete is not pending");
    }
    book.allocationIds().remove(dealId);
    return new Look.TimedOut(slashed);
  }

  private static TokenAmount timeOut(Escrow escrow, DealProposal deal) {
    escrow.unlock(deal.client(), deal.totalStorageFee(), Reason.CLIENT_STORAGE_FEE);
    escrow.unlock(deal.client(), deal.clientCollateral(), Reason.CLIENT_COLLATERAL);
    TokenAmount slashed = DealTerms.penaltyForMissedActivation(deal.providerCollateral());
    TokenAmount rest = deal.providerCollateral().minus(slashed);
    escrow.slash(deal.provider(), slashed, Reason.PROVIDER_COLLATERAL);
    escrow.unlock(deal.provider(), rest, Reason.PROVIDER_COLLATERAL);
    return slashed;
  }

  /** Pays for the epochs since the last update, and for the last time if the deal is over. */
  static Update update(
      DealBook book, DealState state, DealProposal deal, Cid dealCid, ChainEpoch epoch) {
    if (!state.isUpdated()) {
      book.pendingProposals().remove(dealCid);
    }
    if (state.isUpdated() && state.lastUpdatedEpoch().compareTo(epoch) > 0) {
      throw Exits.illegalState("deal updated at future epoch " + state.lastUpdatedEpoch());
    }
    if (deal.startEpoch().compareTo(epoch) > 0) {
      return Update.goingOn(TokenAmount.ZERO);
    }
    long paidUntil = paymentEnd(state, deal, epoch);
    long paidFrom = Math.max(deal.startEpoch().value(), state.lastUpdatedEpoch().value());
    TokenAmount paid = deal.pricePerEpoch().times(paidUntil - paidFrom);
    if (paid.isPositive()) {
      book.escrow().pay(deal.client(), deal.provider(), paid);
    }
    if (state.isSlashed()) {
      TokenAmount unpaid = unpaidAfter(deal, state.slashEpoch());
      TokenAmount slashed = end(book.escrow(), deal, unpaid);
      return new Update(slashed, unpaid.plus(paid), false, true);
    }
    if (epoch.compareTo(deal.endEpoch()) < 0) {
      return Update.goingOn(paid);
    }
    expire(book.escrow(), deal, state);
    return new Update(TokenAmount.ZERO, paid, true, true);
  }

  private static long paymentEnd(DealState state, DealProposal deal, ChainEpoch epoch) {
    if (!state.isSlashed()) {
      return Math.min(deal.endEpoch().value(), epoch.value());
    }
    if (epoch.compareTo(state.slashEpoch()) < 0) {
      throw Exits.illegalState("current epoch before slash epoch " + state.slashEpoch());
    }
    requireSlashedBeforeEnd(deal, state.slashEpoch());
    return state.slashEpoch().value();
  }

  private static void expire(Escrow escrow, DealProposal deal, DealState state) {
    if (state.sectorStartEpoch().equals(DealState.NEVER)) {
      throw Exits.illegalState("start epoch of the sector is undefined");
    }
    escrow.unlock(deal.provider(), deal.providerCollateral(), Reason.PROVIDER_COLLATERAL);
    escrow.unlock(deal.client(), deal.clientCollateral(), Reason.CLIENT_COLLATERAL);
  }

  /** Pays until a deal's termination, gives back the rest, and returns what is slashed. */
  static TokenAmount terminate(Escrow escrow, DealProposal deal, DealState state) {
    long paidFrom = Math.max(deal.startEpoch().value(), state.lastUpdatedEpoch().value());
    long paidUntil = Math.min(deal.endEpoch().value(), state.slashEpoch().value());
    TokenAmount paid = deal.pricePerEpoch().times(Math.max(0, paidUntil - paidFrom));
    if (paid.isPositive()) {
      escrow.pay(deal.client(), deal.provider(), paid);
    }
    return end(escrow, deal, unpaidAfter(deal, state.slashEpoch()));
  }

  private static TokenAmount end(Escrow escrow, DealProposal deal, TokenAmount unpaid) {
    escrow.unlock(deal.client(), unpaid, Reason.CLIENT_STORAGE_FEE);
    escrow.unlock(deal.client(), deal.clientCollateral(), Reason.CLIENT_COLLATERAL);
    escrow.slash(deal.provider(), deal.providerCollateral(), Reason.PROVIDER_COLLATERAL);
    return deal.providerCollateral();
  }

  private static TokenAmount unpaidAfter(DealProposal deal, ChainEpoch slashEpoch) {
    requireSlashedBeforeEnd(deal, slashEpoch);
    long from = Math.max(slashEpoch.value(), deal.startEpoch().value());
    return deal.pricePerEpoch().times(deal.endEpoch().value() - from);
  }

  private static void requireSlashedBeforeEnd(DealProposal deal, ChainEpoch slashEpoch) {
    if (slashEpoch.compareTo(deal.endEpoch()) > 0) {
      throw Exits.illegalState("deal slashed at " + slashEpoch + ", after its end");
    }
  }
}
