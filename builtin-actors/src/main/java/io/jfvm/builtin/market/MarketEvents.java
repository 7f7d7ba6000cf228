// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.market;

import io.jfvm.actor.ActorRuntime;
import io.jfvm.builtin.EventBuilder;
import io.jfvm.encoding.Codecs;
import io.jfvm.types.ActorId;

/** What the market tells the world. Source: builtin-actors {@code actors/market/src/emit.rs}. */
final class MarketEvents {
  private MarketEvents() {}

  static void published(ActorRuntime rt, long dealId, DealProposal deal) {
    emit(rt, "deal-published", dealId, deal);
  }

  static void activated(ActorRuntime rt, long dealId, DealProposal deal) {
    emit(rt, "deal-activated", dealId, deal);
  }

  static void terminated(ActorRuntime rt, long dealId, DealProposal deal) {
    emit(rt, "deal-terminated", dealId, deal);
  }

  static void completed(ActorRuntime rt, long dealId, DealProposal deal) {
    emit(rt, "deal-completed", dealId, deal);
  }

  private static void emit(ActorRuntime rt, String type, long dealId, DealProposal deal) {
    EventBuilder.ofType(type)
        .indexed("id", Codecs.U64, dealId)
        .indexed("client", ActorId.CODEC, deal.clientId())
        .indexed("provider", ActorId.CODEC, deal.providerId())
        .emit(rt);
  }
}
