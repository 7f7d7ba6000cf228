// SPDX-License-Identifier: Apache-2.0
package io.jfvm.proof;

import io.jfvm.encoding.Codec;
import io.jfvm.encoding.Codecs;
import io.jfvm.types.Cid;
import java.util.List;

/**
 * A proof that sectors are still stored, and what it is verified against. Source: ref-fvm {@code
 * shared/src/sector/post.rs} (WindowPoStVerifyInfo).
 *
 * @param prover the number of the miner actor, u64
 */
public record WindowPostProof(
    byte[] randomness, List<Proof> proofs, List<Sector> challengedSectors, long prover) {

  public static final Codec<WindowPostProof> CODEC =
      Codec.of(
          (out, post) -> {
            out.array(4).bytes(post.randomness);
            Codecs.listOf(Proof.CODEC).encode(out, post.proofs);
            Codecs.listOf(Sector.CODEC).encode(out, post.challengedSectors);
            out.u64(post.prover);
          },
          in -> {
            in.tuple(4);
            return new WindowPostProof(
                in.bytes(),
                Codecs.listOf(Proof.CODEC).decode(in),
                Codecs.listOf(Sector.CODEC).decode(in),
                in.u64());
          });

  public WindowPostProof {
    proofs = List.copyOf(proofs);
    challengedSectors = List.copyOf(challengedSectors);
  }

  /** The bytes of a proof of a registered PoSt proof type. */
  public record Proof(long proofType, byte[] bytes) {
    public static final Codec<Proof> CODEC =
        Codec.of(
            (out, proof) -> out.array(2).i64(proof.proofType).bytes(proof.bytes),
            in -> {
              in.tuple(2);
              return new Proof(in.i64(), in.bytes());
            });
  }

  /** A challenged sector, of a registered seal proof type. */
  public record Sector(long sealProofType, long number, Cid sealedCid) {
    public static final Codec<Sector> CODEC =
        Codec.of(
            (out, sector) -> {
              out.array(3).i64(sector.sealProofType).u64(sector.number);
              Cid.CODEC.encode(out, sector.sealedCid);
            },
            in -> {
              in.tuple(3);
              return new Sector(in.i64(), in.u64(), Cid.CODEC.decode(in));
            });
  }
}
