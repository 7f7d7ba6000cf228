// SPDX-License-Identifier: Apache-2.0
package io.jfvm.proof;

import io.jfvm.encoding.Codec;
import io.jfvm.encoding.Codecs;
import io.jfvm.types.Cid;
import java.util.List;

/**
 * One proof that many sectors of a miner were sealed. Source: ref-fvm {@code
 * shared/src/sector/seal.rs} (AggregateSealVerifyProofAndInfos).
 *
 * @param miner the number of the miner actor, u64
 * @param sealProofType registered seal proof
 * @param aggregateProofType registered aggregation proof
 */
public record AggregateSealProof(
    long miner, long sealProofType, long aggregateProofType, byte[] proof, List<Seal> seals) {

  public static final Codec<AggregateSealProof> CODEC =
      Codec.of(
          (out, proof) -> {
            out.array(5).u64(proof.miner).i64(proof.sealProofType).i64(proof.aggregateProofType);
            out.bytes(proof.proof);
            Codecs.listOf(Seal.CODEC).encode(out, proof.seals);
          },
          in -> {
            in.tuple(5);
            return new AggregateSealProof(
                in.u64(), in.i64(), in.i64(), in.bytes(), Codecs.listOf(Seal.CODEC).decode(in));
          });

  public AggregateSealProof {
    seals = List.copyOf(seals);
  }

  /** What one sector's part is verified against. */
  public record Seal(
      long sectorNumber,
      byte[] randomness,
      byte[] interactiveRandomness,
      Cid sealedCid,
      Cid unsealedCid) {

    public static final Codec<Seal> CODEC =
        Codec.of(
            (out, seal) -> {
              out.array(5).u64(seal.sectorNumber);
              out.bytes(seal.randomness).bytes(seal.interactiveRandomness);
              Cid.CODEC.encode(out, seal.sealedCid);
              Cid.CODEC.encode(out, seal.unsealedCid);
            },
            in -> {
              in.tuple(5);
              return new Seal(
                  in.u64(), in.bytes(), in.bytes(), Cid.CODEC.decode(in), Cid.CODEC.decode(in));
            });
  }
}
