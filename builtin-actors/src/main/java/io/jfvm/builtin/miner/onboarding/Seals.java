// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.miner.onboarding;

import io.jfvm.actor.ActorRuntime;
import io.jfvm.actor.Exits;
import io.jfvm.builtin.RawBytes;
import io.jfvm.builtin.miner.MinerPolicy;
import io.jfvm.builtin.policy.Policy;
import io.jfvm.builtin.sector.ProofFamily;
import io.jfvm.builtin.sector.SealProofs;
import io.jfvm.builtin.sector.SectorSize;
import io.jfvm.proof.AggregateSealProof;
import io.jfvm.types.ActorId;
import java.util.List;

/**
 * The forms that seal proofs come in, and the judgement of aggregates.
 *
 * <p>Source: builtin-actors {@code actors/miner/src/lib.rs}, ref-fvm {@code
 * shared/src/sector/registered_proof.rs} (proof_size).
 */
final class Seals {
  /** The registered aggregation of seals that is accepted. */
  private static final long SNARK_PACK_V2 = 1;

  private static final int SMALL_PROOF_BYTES = 192;
  private static final int LARGE_PROOF_BYTES = 1920;
  private static final int SMALL_NI_PROOF_BYTES = 14_164;
  private static final int LARGE_NI_PROOF_BYTES = 23_092;

  private Seals() {}

  private static int maxProofBytes(long sealProof) {
    SectorSize size =
        SealProofs.sizeOf(sealProof)
            .orElseThrow(() -> Exits.illegalState("unsupported proof type: " + sealProof));
    boolean small = size.compareTo(SectorSize.SIZE_512_MIB) <= 0;
    if (ProofFamily.SEAL_NON_INTERACTIVE.sizeOf(sealProof).isPresent()) {
      return small ? SMALL_NI_PROOF_BYTES : LARGE_NI_PROOF_BYTES;
    }
    return small ? SMALL_PROOF_BYTES : LARGE_PROOF_BYTES;
  }

  /** Aborts with ILLEGAL_ARGUMENT if one is longer than proofs of the type are. */
  static void checkSizes(long sealProof, List<RawBytes> proofs) {
    int most = maxProofBytes(sealProof);
    for (RawBytes proof : proofs) {
      if (proof.bytes().length > most) {
        throw Exits.illegalArgument(
            "sector proof size " + proof.bytes().length + " exceeds max " + most);
      }
    }
  }

  /** Aborts with ILLEGAL_ARGUMENT if it answers for too many or too few sectors, or is too long. */
  static void checkAggregate(RawBytes proof, int sectors, int fewest, int most) {
    if (sectors > most) {
      throw Exits.illegalArgument("too many sectors addressed: " + sectors + " > " + most);
    }
    if (sectors < fewest) {
      throw Exits.illegalArgument("too few sectors addressed: " + sectors + " < " + fewest);
    }
    if (proof.bytes().length > MinerPolicy.MAX_AGGREGATE_PROOF_BYTES) {
      throw Exits.illegalArgument(
          "proof of size %d exceeds max size of %d"
              .formatted(proof.bytes().length, MinerPolicy.MAX_AGGREGATE_PROOF_BYTES));
    }
  }

  /** Aborts with ILLEGAL_ARGUMENT if proofs are aggregated in another way. */
  static void requireSnarkPackV2(long aggregateProofType) {
    if (aggregateProofType != SNARK_PACK_V2) {
      throw Exits.illegalArgument("aggregate proof type must be SnarkPackV2");
    }
  }

  /** Aborts with ILLEGAL_ARGUMENT if the proof does not answer for all of the sectors. */
  static void verifyAggregate(
      ActorRuntime rt,
      Policy policy,
      ActorId miner,
      long sealProof,
      RawBytes proof,
      List<SealInput> inputs) {
    AggregateSealProof aggregate =
        new AggregateSealProof(
            miner.value(),
            sealProof,
            SNARK_PACK_V2,
            proof.bytes(),
            inputs.stream().map(SealInput::aggregated).toList());
    if (!policy.proofs(rt).isValid(aggregate)) {
      throw Exits.illegalArgument("aggregate seal verify failed");
    }
  }
}
