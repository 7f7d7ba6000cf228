// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.miner.onboarding;

import io.jfvm.builtin.RawBytes;
import io.jfvm.proof.AggregateSealProof;
import io.jfvm.proof.SealProof;
import io.jfvm.proof.SectorId;
import io.jfvm.types.ActorId;
import io.jfvm.types.Cid;
import java.util.List;

/** What a proof that a sector was sealed is judged against. */
record SealInput(
    long sealProof,
    long sectorNumber,
    byte[] randomness,
    byte[] interactiveRandomness,
    Cid sealedCid,
    Cid unsealedCid) {

  /** With a proof of its own. */
  SealProof proven(ActorId miner, RawBytes proof) {
    return new SealProof(
        sealProof,
        new SectorId(miner.value(), sectorNumber),
        List.of(),
        randomness,
        interactiveRandomness,
        proof.bytes(),
        sealedCid,
        unsealedCid);
  }

  /** As a part of an aggregate. */
  AggregateSealProof.Seal aggregated() {
    return new AggregateSealProof.Seal(
        sectorNumber, randomness, interactiveRandomness, sealedCid, unsealedCid);
  }
}
