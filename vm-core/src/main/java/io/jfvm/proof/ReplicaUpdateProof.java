// SPDX-License-Identifier: Apache-2.0
package io.jfvm.proof;

import io.jfvm.encoding.Codec;
import io.jfvm.types.Cid;

/**
 * A proof that data was put into a sector that held none. Source: ref-fvm {@code
 * shared/src/sector/seal.rs} (ReplicaUpdateInfo).
 *
 * @param proofType registered update proof
 */
public record ReplicaUpdateProof(
    long proofType, Cid oldSealedCid, Cid newSealedCid, Cid newUnsealedCid, byte[] proof) {

  /** A tuple whose proof is an array of small integers, unlike the byte strings of other proofs. */
  public static final Codec<ReplicaUpdateProof> CODEC =
      Codec.of(
          (out, update) -> {
            out.array(5).i64(update.proofType);
            Cid.CODEC.encode(out, update.oldSealedCid);
            Cid.CODEC.encode(out, update.newSealedCid);
            Cid.CODEC.encode(out, update.newUnsealedCid);
            out.array(update.proof.length);
            for (byte octet : update.proof) {
              out.u64(octet & 0xff);
            }
          },
          in -> {
            in.tuple(5);
            long type = in.i64();
            Cid oldSealed = Cid.CODEC.decode(in);
            Cid newSealed = Cid.CODEC.decode(in);
            Cid newUnsealed = Cid.CODEC.decode(in);
            byte[] proof = new byte[in.array()];
            for (int i = 0; i < proof.length; i++) {
              proof[i] = (byte) in.u8();
            }
            return new ReplicaUpdateProof(type, oldSealed, newSealed, newUnsealed, proof);
          });
}
