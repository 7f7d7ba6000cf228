// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.miner;

import io.jfvm.actor.ActorRuntime;
import io.jfvm.builtin.EventBuilder;
import io.jfvm.encoding.Codec;
import io.jfvm.encoding.Codecs;
import io.jfvm.proof.Piece;
import io.jfvm.types.Cid;
import java.util.List;
import java.util.Optional;

/**
 * What a miner tells of its sectors. Sector numbers are u64.
 *
 * <p>Source: builtin-actors {@code actors/miner/src/emit.rs}, FIP-0083.
 */
public final class SectorEvents {
  private static final Codec<Optional<Cid>> OPTIONAL_CID = Codecs.optional(Cid.CODEC);

  private SectorEvents() {}

  public static void preCommitted(ActorRuntime rt, long sector) {
    of("sector-precommitted", sector).emit(rt);
  }

  public static void activated(
      ActorRuntime rt, long sector, Optional<Cid> unsealedCid, List<Piece> pieces) {
    withData("sector-activated", sector, unsealedCid, pieces).emit(rt);
  }

  public static void updated(
      ActorRuntime rt, long sector, Optional<Cid> unsealedCid, List<Piece> pieces) {
    withData("sector-updated", sector, unsealedCid, pieces).emit(rt);
  }

  public static void terminated(ActorRuntime rt, long sector) {
    of("sector-terminated", sector).emit(rt);
  }

  private static EventBuilder of(String type, long sector) {
    return EventBuilder.ofType(type).indexed("sector", Codecs.U64, sector);
  }

  private static EventBuilder withData(
      String type, long sector, Optional<Cid> unsealedCid, List<Piece> pieces) {
    EventBuilder event = of(type, sector).indexed("unsealed-cid", OPTIONAL_CID, unsealedCid);
    for (Piece piece : pieces) {
      event
          .indexed("piece-cid", Cid.CODEC, piece.cid())
          .field("piece-size", Codecs.U64, piece.paddedSize());
    }
    return event;
  }
}
