// SPDX-License-Identifier: Apache-2.0
package io.jfvm.conformance;

import io.jfvm.conformance.MessageVector.Randomness;
import io.jfvm.conformance.MessageVector.Surroundings;
import io.jfvm.conformance.MessageVector.Tipset;
import io.jfvm.externs.Externs;
import io.jfvm.externs.ProofPolicy;
import io.jfvm.externs.SignatureVerifier;
import io.jfvm.proof.ConsensusFault;
import io.jfvm.types.ChainEpoch;
import io.jfvm.types.Cid;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** A node that knows only what a vector recorded. */
final class ReplayedChain implements Externs {
  /** What vectors rely on where they recorded nothing. Source: ref-fvm {@code rand.rs}. */
  private static final byte[] UNRECORDED =
      "i_am_random_____i_am_random_____".getBytes(StandardCharsets.US_ASCII);

  private final Surroundings recorded;
  private final ProofPolicy proofs;

  ReplayedChain(Surroundings recorded, ProofPolicy proofs) {
    this.recorded = recorded;
    this.proofs = proofs;
  }

  @Override
  public Optional<byte[]> chainRandomness(ChainEpoch epoch) {
    return Optional.of(answer(Randomness.Kind.CHAIN, epoch));
  }

  @Override
  public Optional<byte[]> beaconRandomness(ChainEpoch epoch) {
    return Optional.of(answer(Randomness.Kind.BEACON, epoch));
  }

  private byte[] answer(Randomness.Kind kind, ChainEpoch epoch) {
    for (Randomness answer : recorded.randomness()) {
      if (answer.kind() == kind && answer.epoch().equals(epoch)) {
        return answer.digest().clone();
      }
    }
    return UNRECORDED.clone();
  }

  /** An epoch that is not recorded is refused, which is fatal for the message that asked. */
  @Override
  public Optional<Cid> tipsetCid(ChainEpoch epoch) {
    return recorded.tipsets().stream()
        .filter(tipset -> tipset.epoch().equals(epoch))
        .map(Tipset::cid)
        .findFirst();
  }

  /** Never found: the reference's runner asks nobody either. */
  @Override
  public Optional<ConsensusFault> verifyConsensusFault(
      byte[] header1, byte[] header2, byte[] witness) {
    return Optional.empty();
  }

  @Override
  public SignatureVerifier signatures() {
    return SignatureVerifier.STANDARD;
  }

  @Override
  public ProofPolicy proofs() {
    return proofs;
  }
}
