// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.policy;

import io.jfvm.actor.ProofVerification;
import io.jfvm.crypto.Hash;
import io.jfvm.proof.AggregateSealProof;
import io.jfvm.proof.ConsensusFault;
import io.jfvm.proof.Piece;
import io.jfvm.proof.ReplicaUpdateProof;
import io.jfvm.proof.SealProof;
import io.jfvm.proof.WindowPostProof;
import io.jfvm.types.Cid;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * How the actors of a network for tests judge proofs: without the VM, every seal and update is
 * valid, and a window PoSt is a digest of what it is about. Pieces are added up in earnest.
 *
 * <p>Source: builtin-actors {@code runtime/src/runtime/fvm.rs} (feature fake-proofs).
 */
final class FakeProofs implements ProofVerification {
  /** The last byte of randomness has its two top bits cleared, as in real proofs. */
  private static final int LAST_BYTE = 31;

  private static final int LAST_BYTE_MASK = 0x3f;

  private final ProofVerification vm;

  FakeProofs(ProofVerification vm) {
    this.vm = vm;
  }

  @Override
  public Optional<Cid> unsealedSectorCid(long sealProofType, List<Piece> pieces) {
    return vm.unsealedSectorCid(sealProofType, pieces);
  }

  @Override
  public boolean isValid(WindowPostProof proof) {
    return proof.proofs().size() == 1
        && Arrays.equals(proof.proofs().getFirst().bytes(), expected(proof));
  }

  private static byte[] expected(WindowPostProof proof) {
    byte[] randomness = proof.randomness().clone();
    randomness[LAST_BYTE] &= LAST_BYTE_MASK;
    ByteArrayOutputStream digested = new ByteArrayOutputStream();
    digested.writeBytes(randomness);
    for (WindowPostProof.Sector sector : proof.challengedSectors()) {
      digested.writeBytes(WindowPostProof.Sector.CODEC.toBytes(sector));
    }
    return Hash.SHA2_256.digest(digested.toByteArray());
  }

  @Override
  public boolean isValid(AggregateSealProof proof) {
    return true;
  }

  @Override
  public boolean isValid(ReplicaUpdateProof proof) {
    return true;
  }

  @Override
  public List<Boolean> areValid(List<SealProof> proofs) {
    return Collections.nCopies(proofs.size(), true);
  }

  @Override
  public Optional<ConsensusFault> consensusFault(byte[] header1, byte[] header2, byte[] witness) {
    return Optional.empty();
  }
}
