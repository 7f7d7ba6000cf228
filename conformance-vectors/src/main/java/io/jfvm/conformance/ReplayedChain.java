// SPDX-License-Identifier: Apache-2.0
package io.jfvm.conformance;

import io.jfvm.conformance.MessageVector.Randomness;
import io.jfvm.externs.ConsensusFault;
import io.jfvm.externs.Externs;
import io.jfvm.externs.ProofPolicy;
import io.jfvm.externs.SignatureVerifier;
import io.jfvm.types.ChainEpoch;
import io.jfvm.types.Cid;
import io.jfvm.types.UnsupportedFeatureException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** A node that knows only what a vector recorded. */
final class ReplayedChain implements Externs {
  /** What vectors rely on where they recorded nothing. Source: ref-fvm {@code rand.rs}. */
  private static final byte[] UNRECORDED =
      "i_am_random_____i_am_random_____".getBytes(StandardCharsets.US_ASCII);

  private final List<Randomness> recorded;
  private final SignatureVerifier signatures;
  private final ProofPolicy proofs;

  ReplayedChain(List<Randomness> recorded, SignatureVerifier signatures, ProofPolicy proofs) {
    this.recorded = recorded;
    this.signatures = signatures;
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
    for (Randomness answer : recorded) {
      if (answer.kind() == kind && answer.epoch().equals(epoch)) {
        return answer.digest().clone();
      }
    }
    return UNRECORDED.clone();
  }

  @Override
  public Optional<Cid> tipsetCid(ChainEpoch epoch) {
    throw new UnsupportedFeatureException("tipset of epoch " + epoch + ": vectors record none");
  }

  @Override
  public Optional<ConsensusFault> verifyConsensusFault(
      byte[] header1, byte[] header2, byte[] witness) {
    throw new UnsupportedFeatureException("consensus fault: vectors record none");
  }

  @Override
  public SignatureVerifier signatures() {
    return signatures;
  }

  @Override
  public ProofPolicy proofs() {
    return proofs;
  }
}
