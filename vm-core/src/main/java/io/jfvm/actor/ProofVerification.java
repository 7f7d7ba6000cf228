// SPDX-License-Identifier: Apache-2.0
package io.jfvm.actor;

import io.jfvm.proof.AggregateSealProof;
import io.jfvm.proof.ConsensusFault;
import io.jfvm.proof.Piece;
import io.jfvm.proof.ReplicaUpdateProof;
import io.jfvm.proof.SealProof;
import io.jfvm.proof.WindowPostProof;
import io.jfvm.types.Cid;
import java.util.List;
import java.util.Optional;

/**
 * The VM's judgement of proofs. A proof that cannot even be checked is not valid. Every call is a
 * syscall and costs what the network charges for it.
 *
 * <p>Source: builtin-actors {@code runtime/src/runtime/fvm.rs} (Primitives, Verifier).
 */
public interface ProofVerification {

  /**
   * The commitment to a sector's data from those to its pieces; nothing if the VM refuses them.
   *
   * @param sealProofType registered seal proof
   */
  Optional<Cid> unsealedSectorCid(long sealProofType, List<Piece> pieces);

  boolean isValid(WindowPostProof proof);

  boolean isValid(AggregateSealProof proof);

  boolean isValid(ReplicaUpdateProof proof);

  /** Which of the seals are valid, in their order. */
  List<Boolean> areValid(List<SealProof> proofs);

  /** The fault that two block headers, and perhaps a third, show; nothing if none. */
  Optional<ConsensusFault> consensusFault(byte[] header1, byte[] header2, byte[] witness);
}
