// SPDX-License-Identifier: Apache-2.0
package io.jfvm.engine.jvm;

import io.jfvm.actor.ProofVerification;
import io.jfvm.kernel.ProofOps;
import io.jfvm.kernel.SyscallException;
import io.jfvm.proof.AggregateSealProof;
import io.jfvm.proof.ConsensusFault;
import io.jfvm.proof.Piece;
import io.jfvm.proof.ReplicaUpdateProof;
import io.jfvm.proof.SealProof;
import io.jfvm.proof.WindowPostProof;
import io.jfvm.types.Cid;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The kernel's proof syscalls for Java actors: a refusal is the answer no. */
final class KernelProofs implements ProofVerification {
  private final Syscalls syscalls;

  KernelProofs(Syscalls syscalls) {
    this.syscalls = syscalls;
  }

  @Override
  public Optional<Cid> unsealedSectorCid(long sealProofType, List<Piece> pieces) {
    try {
      return Optional.of(syscalls.next().computeUnsealedSectorCid(sealProofType, pieces));
    } catch (SyscallException e) {
      return Optional.empty();
    }
  }

  @Override
  public boolean isValid(WindowPostProof proof) {
    return holds(ops -> ops.verifyPost(proof));
  }

  @Override
  public boolean isValid(AggregateSealProof proof) {
    return holds(ops -> ops.verifyAggregateSeals(proof));
  }

  @Override
  public boolean isValid(ReplicaUpdateProof proof) {
    return holds(ops -> ops.verifyReplicaUpdate(proof));
  }

  @Override
  public List<Boolean> areValid(List<SealProof> proofs) {
    List<Boolean> answers = new ArrayList<>(proofs.size());
    for (boolean valid : syscalls.next().batchVerifySeals(proofs)) {
      answers.add(valid);
    }
    return answers;
  }

  @Override
  public Optional<ConsensusFault> consensusFault(byte[] header1, byte[] header2, byte[] witness) {
    return syscalls.next().verifyConsensusFault(header1, header2, witness);
  }

  private interface Check {
    boolean ask(ProofOps ops) throws SyscallException;
  }

  private boolean holds(Check check) {
    try {
      return check.ask(syscalls.next());
    } catch (SyscallException e) {
      return false;
    }
  }
}
