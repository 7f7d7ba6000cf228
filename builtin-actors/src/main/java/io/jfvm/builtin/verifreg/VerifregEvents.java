// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.verifreg;

import io.jfvm.actor.ActorRuntime;
import io.jfvm.builtin.EventBuilder;
import io.jfvm.encoding.Codecs;
import io.jfvm.types.ActorId;
import io.jfvm.types.ChainEpoch;
import io.jfvm.types.Cid;
import java.math.BigInteger;
import java.util.Optional;

/**
 * What the registry tells of its changes.
 *
 * <p>Source: builtin-actors {@code actors/verifreg/src/emit.rs}, FIP-0083.
 */
final class VerifregEvents {
  private VerifregEvents() {}

  /** What a verifier may still grant, and whom it just granted some. */
  static void verifierBalance(
      ActorRuntime rt, ActorId verifier, BigInteger balance, Optional<ActorId> client) {
    EventBuilder event =
        EventBuilder.ofType("verifier-balance")
            .indexed("verifier", ActorId.CODEC, verifier)
            .field("balance", Codecs.BIG_INT, balance);
    client.ifPresent(granted -> event.indexed("client", ActorId.CODEC, granted));
    event.emit(rt);
  }

  static void allocation(ActorRuntime rt, long id, Allocation allocation) {
    emit(rt, "allocation", id, allocation);
  }

  static void allocationRemoved(ActorRuntime rt, long id, Allocation allocation) {
    emit(rt, "allocation-removed", id, allocation);
  }

  private static void emit(ActorRuntime rt, String type, long id, Allocation it) {
    common(type, id, it.client(), it.provider(), it.data(), it.size(), it.termMin(), it.termMax())
        .field("expiration", ChainEpoch.CODEC, it.expiration())
        .emit(rt);
  }

  static void claim(ActorRuntime rt, long id, Claim claim) {
    emit(rt, "claim", id, claim);
  }

  static void claimUpdated(ActorRuntime rt, long id, Claim claim) {
    emit(rt, "claim-updated", id, claim);
  }

  static void claimRemoved(ActorRuntime rt, long id, Claim claim) {
    emit(rt, "claim-removed", id, claim);
  }

  private static void emit(ActorRuntime rt, String type, long id, Claim it) {
    common(type, id, it.client(), it.provider(), it.data(), it.size(), it.termMin(), it.termMax())
        .field("term-start", ChainEpoch.CODEC, it.termStart())
        .indexed("sector", Codecs.U64, it.sector())
        .emit(rt);
  }

  private static EventBuilder common(
      String type,
      long id,
      ActorId client,
      ActorId provider,
      Cid data,
      long size,
      long termMin,
      long termMax) {
    return EventBuilder.ofType(type)
        .indexed("id", Codecs.U64, id)
        .indexed("client", ActorId.CODEC, client)
        .indexed("provider", ActorId.CODEC, provider)
        .indexed("piece-cid", Cid.CODEC, data)
        .field("piece-size", Codecs.U64, size)
        .field("term-min", Codecs.I64, termMin)
        .field("term-max", Codecs.I64, termMax);
  }
}
