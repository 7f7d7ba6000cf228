// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.market;

import io.jfvm.actor.ActorException;
import io.jfvm.actor.ActorRuntime;
import io.jfvm.builtin.market.MarketParams.DealActivation;
import io.jfvm.builtin.market.MarketParams.DealDataCommitment;
import io.jfvm.builtin.market.MarketParams.DealTerm;
import io.jfvm.types.ActorId;
import io.jfvm.types.TokenAmount;
import java.util.Optional;

/**
 * What everybody may ask about a deal, from its publication until some time after its end.
 *
 * <p>Source: builtin-actors {@code actors/market/src/lib.rs}.
 */
final class DealQueries {
  private DealQueries() {}

  static DealDataCommitment dataCommitment(ActorRuntime rt, long dealId) {
    DealProposal deal = deal(rt, dealId);
    return new DealDataCommitment(deal.pieceCid(), deal.pieceSize());
  }

  static ActorId client(ActorRuntime rt, long dealId) {
    return deal(rt, dealId).clientId();
  }

  static ActorId provider(ActorRuntime rt, long dealId) {
    return deal(rt, dealId).providerId();
  }

  static DealLabel label(ActorRuntime rt, long dealId) {
    return deal(rt, dealId).label();
  }

  static DealTerm term(ActorRuntime rt, long dealId) {
    DealProposal deal = deal(rt, dealId);
    return new DealTerm(deal.startEpoch(), deal.duration());
  }

  static TokenAmount totalPrice(ActorRuntime rt, long dealId) {
    return deal(rt, dealId).totalStorageFee();
  }

  static TokenAmount clientCollateral(ActorRuntime rt, long dealId) {
    return deal(rt, dealId).clientCollateral();
  }

  static TokenAmount providerCollateral(ActorRuntime rt, long dealId) {
    return deal(rt, dealId).providerCollateral();
  }

  static boolean verified(ActorRuntime rt, long dealId) {
    return deal(rt, dealId).verified();
  }

  static DealActivation activation(ActorRuntime rt, long dealId) {
    return state(rt, dealId)
        .map(state -> new DealActivation(state.sectorStartEpoch(), state.slashEpoch()))
        .orElse(new DealActivation(DealState.NEVER, DealState.NEVER));
  }

  static long sector(ActorRuntime rt, long dealId) {
    return state(rt, dealId)
        .orElseThrow(
            () ->
                new ActorException(
                    DealBook.DEAL_NOT_ACTIVATED,
                    "deal " + Long.toUnsignedString(dealId) + " not yet activated"))
        .sectorNumber();
  }

  private static DealProposal deal(ActorRuntime rt, long dealId) {
    rt.callers().acceptAny();
    return DealBook.of(rt).proposal(dealId);
  }

  /** Nothing if the deal is published and not activated. One that is terminated has expired. */
  private static Optional<DealState> state(ActorRuntime rt, long dealId) {
    rt.callers().acceptAny();
    DealBook book = DealBook.of(rt);
    Optional<DealState> state = book.states().get(dealId);
    if (state.isEmpty()) {
      book.proposal(dealId);
    } else if (state.get().isSlashed()) {
      throw new ActorException(
          DealBook.DEAL_EXPIRED, "deal " + Long.toUnsignedString(dealId) + " expired");
    }
    return state;
  }
}
