// SPDX-License-Identifier: Apache-2.0
package io.jfvm.externs;

import io.jfvm.proof.AggregateSealProof;
import io.jfvm.proof.ReplicaUpdateProof;
import io.jfvm.proof.SealProof;
import io.jfvm.proof.WindowPostProof;
import io.jfvm.types.UnsupportedFeatureException;

/**
 * Who answers for proofs of replication and spacetime. There is no verifier in Java, so that the
 * answer is always the choice of a named policy and never an accident.
 */
public interface ProofPolicy {

  /** Refuses as unsupported every message that needs a proof verified. */
  ProofPolicy REFUSE =
      new ProofPolicy() {
        @Override
        public Answer seal(SealProof proof) {
          throw refused("a seal proof of f0" + Long.toUnsignedString(proof.sector().miner()));
        }

        @Override
        public Answer aggregateSeals(AggregateSealProof proof) {
          throw refused("an aggregate of " + proof.seals().size() + " seal proofs");
        }

        @Override
        public Answer windowPost(WindowPostProof proof) {
          throw refused("a window PoSt of f0" + Long.toUnsignedString(proof.prover()));
        }

        @Override
        public Answer replicaUpdate(ReplicaUpdateProof proof) {
          throw refused("a replica update proof");
        }

        private UnsupportedFeatureException refused(String what) {
          return new UnsupportedFeatureException(
              what + " cannot be verified; the proof policy is REFUSE");
        }

        @Override
        public String toString() {
          return "REFUSE";
        }
      };

  /**
   * Takes every proof as valid without looking at it: for devnets without proofs and for vectors
   * that were recorded so.
   */
  ProofPolicy ACCEPT_ALL =
      new ProofPolicy() {
        @Override
        public Answer seal(SealProof proof) {
          return Answer.VALID;
        }

        @Override
        public Answer aggregateSeals(AggregateSealProof proof) {
          return Answer.VALID;
        }

        @Override
        public Answer windowPost(WindowPostProof proof) {
          return Answer.VALID;
        }

        @Override
        public Answer replicaUpdate(ReplicaUpdateProof proof) {
          return Answer.VALID;
        }

        @Override
        public String toString() {
          return "ACCEPT_ALL";
        }
      };

  /** What became of a proof. */
  enum Answer {
    VALID,
    INVALID,
    /** It could not even be checked: a malformed CID, proof type or point. */
    MALFORMED
  }

  Answer seal(SealProof proof);

  Answer aggregateSeals(AggregateSealProof proof);

  Answer windowPost(WindowPostProof proof);

  Answer replicaUpdate(ReplicaUpdateProof proof);
}
