// SPDX-License-Identifier: Apache-2.0
package io.jfvm.conformance;

import io.jfvm.conformance.MessageVector.Randomness;
import io.jfvm.externs.Externs;
import io.jfvm.externs.ProofPolicy;
import io.jfvm.externs.SignatureVerifier;
import io.jfvm.proof.ConsensusFault;
import io.jfvm.types.ChainEpoch;
import io.jfvm.types.Cid;
import io.jfvm.types.UnsupportedFeatureException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Passes questions on to another node and keeps its randomness, each answer once. What a vector
 * cannot hold is refused.
 */
public final class RandomnessRecorder implements Externs {
  private final Externs node;
  private final List<Randomness> answers = new ArrayList<>();

  public RandomnessRecorder(Externs node) {
    this.node = node;
  }

  /** The answers since the last call of this method, in the order they were first asked for. */
  public List<Randomness> take() {
    List<Randomness> taken = List.copyOf(answers);
    answers.clear();
    return taken;
  }

  @Override
  public Optional<byte[]> chainRandomness(ChainEpoch epoch) {
    return keep(Randomness.Kind.CHAIN, epoch, node.chainRandomness(epoch));
  }

  @Override
  public Optional<byte[]> beaconRandomness(ChainEpoch epoch) {
    return keep(Randomness.Kind.BEACON, epoch, node.beaconRandomness(epoch));
  }

  private Optional<byte[]> keep(Randomness.Kind kind, ChainEpoch epoch, Optional<byte[]> digest) {
    boolean known =
        answers.stream().anyMatch(seen -> seen.kind() == kind && seen.epoch().equals(epoch));
    if (digest.isPresent() && !known) {
      answers.add(new Randomness(kind, epoch, digest.get()));
    }
    return digest;
  }

  @Override
  public Optional<Cid> tipsetCid(ChainEpoch epoch) {
    throw new UnsupportedFeatureException("a vector whose message asks for a tipset");
  }

  @Override
  public Optional<ConsensusFault> verifyConsensusFault(
      byte[] header1, byte[] header2, byte[] witness) {
    throw new UnsupportedFeatureException("a vector whose message reports a consensus fault");
  }

  @Override
  public SignatureVerifier signatures() {
    return node.signatures();
  }

  @Override
  public ProofPolicy proofs() {
    return node.proofs();
  }
}
