// SPDX-License-Identifier: Apache-2.0
package io.jfvm.proof;

import io.jfvm.encoding.Codec;
import io.jfvm.encoding.Codecs;
import io.jfvm.types.Cid;
import java.util.List;

/**
 * A proof that a sector was sealed, and what it is verified against. Source: ref-fvm {@code
 * shared/src/sector/seal.rs} (SealVerifyInfo).
 *
 * @param proofType registered seal proof
 */
public record SealProof(
    long proofType,
    SectorId sector,
    List<Long> dealIds,
    byte[] randomness,
    byte[] interactiveRandomness,
    byte[] proof,
    Cid sealedCid,
    Cid unsealedCid) {

  public static final Codec<SealProof> CODEC =
      Codec.of(
          (out, seal) -> {
            out.array(8).i64(seal.proofType);
            SectorId.CODEC.encode(out, seal.sector);
            Codecs.listOf(Codecs.U64).encode(out, seal.dealIds);
            out.bytes(seal.randomness).bytes(seal.interactiveRandomness).bytes(seal.proof);
            Cid.CODEC.encode(out, seal.sealedCid);
            Cid.CODEC.encode(out, seal.unsealedCid);
          },
          in -> {
            in.tuple(8);
            return new SealProof(
                in.i64(),
                SectorId.CODEC.decode(in),
                Codecs.listOf(Codecs.U64).decode(in),
                in.bytes(),
                in.bytes(),
                in.bytes(),
                Cid.CODEC.decode(in),
                Cid.CODEC.decode(in));
          });

  public static final Codec<List<SealProof>> LIST_CODEC = Codecs.listOf(CODEC);

  public SealProof {
    dealIds = List.copyOf(dealIds);
  }
}
