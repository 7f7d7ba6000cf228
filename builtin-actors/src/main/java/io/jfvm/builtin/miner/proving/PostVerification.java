// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.miner.proving;

import io.jfvm.actor.ActorRuntime;
import io.jfvm.actor.DomainSeparationTag;
import io.jfvm.builtin.miner.deadline.Sector;
import io.jfvm.builtin.policy.Policy;
import io.jfvm.proof.WindowPostProof;
import io.jfvm.types.Address;
import io.jfvm.types.ChainEpoch;
import java.util.List;

/**
 * Judges window PoSts.
 *
 * <p>Source: builtin-actors {@code actors/miner/src/lib.rs} (verify_windowed_post).
 */
final class PostVerification {
  private final Policy policy;

  PostVerification(Policy policy) {
    this.policy = policy;
  }

  /**
   * Whether proofs show that the running miner stores sectors.
   *
   * @param challenge epoch whose beacon says which parts of the sectors are asked for
   */
  boolean isValid(
      ActorRuntime rt,
      ChainEpoch challenge,
      List<Sector> sectors,
      List<WindowPostProof.Proof> proofs) {
    byte[] randomness =
        rt.beaconRandomness(
            DomainSeparationTag.WINDOWED_POST_CHALLENGE_SEED,
            challenge,
            Address.CODEC.toBytes(rt.receiver().address()));
    List<WindowPostProof.Sector> challenged =
        sectors.stream()
            .map(
                sector ->
                    new WindowPostProof.Sector(
                        sector.sealProof(), sector.number(), sector.sealedCid()))
            .toList();
    return policy
        .proofs(rt)
        .isValid(new WindowPostProof(randomness, proofs, challenged, rt.receiver().value()));
  }
}
