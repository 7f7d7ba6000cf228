// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.miner;

import io.jfvm.encoding.Codec;
import io.jfvm.encoding.Codecs;
import io.jfvm.types.ChainEpoch;
import io.jfvm.types.Cid;
import java.util.List;
import java.util.Optional;

/**
 * A sector that a miner commits itself to prove.
 *
 * <p>Source: builtin-actors {@code actors/miner/src/types.rs} (SectorPreCommitInfo).
 *
 * @param sealProof registered seal proof, i64
 * @param sectorNumber u64
 * @param sealedCid CommR
 * @param sealRandEpoch of the randomness it was sealed with
 * @param dealIds u64 each
 * @param unsealedCid CommD; absent if the sector holds nothing but zeros, see {@link Commd}
 */
public record SectorPreCommit(
    long sealProof,
    long sectorNumber,
    Cid sealedCid,
    ChainEpoch sealRandEpoch,
    List<Long> dealIds,
    ChainEpoch expiration,
    Optional<Cid> unsealedCid) {
  private static final Codec<List<Long>> LIST_OF_NUMBERS = Codecs.listOf(Codecs.U64);

  private static final Codec<Optional<Cid>> OPTIONAL_CID = Codecs.optional(Cid.CODEC);

  public static final Codec<SectorPreCommit> CODEC =
      Codec.of(
          (out, value) -> {
            out.array(7).i64(value.sealProof).u64(value.sectorNumber);
            Cid.CODEC.encode(out, value.sealedCid);
            ChainEpoch.CODEC.encode(out, value.sealRandEpoch);
            LIST_OF_NUMBERS.encode(out, value.dealIds);
            ChainEpoch.CODEC.encode(out, value.expiration);
            OPTIONAL_CID.encode(out, value.unsealedCid);
          },
          in -> {
            in.tuple(7);
            return new SectorPreCommit(
                in.i64(),
                in.u64(),
                Cid.CODEC.decode(in),
                ChainEpoch.CODEC.decode(in),
                LIST_OF_NUMBERS.decode(in),
                ChainEpoch.CODEC.decode(in),
                OPTIONAL_CID.decode(in));
          });

  public SectorPreCommit {
    dealIds = List.copyOf(dealIds);
  }
}
