// SPDX-License-Identifier: Apache-2.0
package io.jfvm.kernel;

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
 * Syscalls of the namespace {@code crypto} that judge proofs and faults. Their arguments reach the
 * VM as CBOR; bytes that do not decode are ILLEGAL_ARGUMENT, before any charge.
 *
 * <p>Who answers for a proof: {@link io.jfvm.externs.ProofPolicy}.
 */
public interface ProofOps {

  /**
   * The commitment to a sector's data from those to its pieces.
   *
   * <table><caption>Errors</caption>
   * <tr><td>ILLEGAL_ARGUMENT</td><td>unknown proof type: uncharged</td></tr>
   * <tr><td>ILLEGAL_ARGUMENT</td><td>a piece's CID or size is none, or they do not fit</td></tr>
   * </table>
   *
   * Gas: {@code onComputeUnsealedSectorCid}.
   */
  Cid computeUnsealedSectorCid(long sealProofType, List<Piece> pieces) throws SyscallException;

  /**
   * Whether a window PoSt holds.
   *
   * <table><caption>Errors</caption>
   * <tr><td>ILLEGAL_ARGUMENT</td><td>it cannot be checked</td></tr>
   * </table>
   *
   * Gas: {@code onVerifyPost}.
   */
  boolean verifyPost(WindowPostProof proof) throws SyscallException;

  /**
   * Whether two block headers show a fault. The third may be empty.
   *
   * <p>Gas: {@code onVerifyConsensusFault}.
   */
  Optional<ConsensusFault> verifyConsensusFault(byte[] header1, byte[] header2, byte[] witness);

  /**
   * Whether an aggregate of seals holds.
   *
   * <table><caption>Errors</caption>
   * <tr><td>ILLEGAL_ARGUMENT</td><td>it cannot be checked</td></tr>
   * </table>
   *
   * Gas: {@code onVerifyAggregateSeals}.
   */
  boolean verifyAggregateSeals(AggregateSealProof proof) throws SyscallException;

  /**
   * Whether a replica update holds.
   *
   * <table><caption>Errors</caption>
   * <tr><td>ILLEGAL_ARGUMENT</td><td>it cannot be checked</td></tr>
   * </table>
   *
   * Gas: {@code onVerifyReplicaUpdate}.
   */
  boolean verifyReplicaUpdate(ReplicaUpdateProof proof) throws SyscallException;

  /**
   * Which of the seals hold; one that cannot be checked does not.
   *
   * <p>Gas: {@code onVerifySeal} for each, all before the first is verified; in network version 17
   * none.
   */
  boolean[] batchVerifySeals(List<SealProof> proofs);

  /**
   * Whether a seal holds, in network version 17.
   *
   * <table><caption>Errors</caption>
   * <tr><td>ILLEGAL_ARGUMENT</td><td>it cannot be checked</td></tr>
   * </table>
   *
   * Gas: {@code onVerifySeal}.
   */
  boolean verifySeal(SealProof proof) throws SyscallException;
}
