// SPDX-License-Identifier: Apache-2.0
package io.jfvm.embed;

import io.jfvm.crypto.Blake2b;
import io.jfvm.externs.Externs;
import io.jfvm.externs.ProofPolicy;
import io.jfvm.externs.SignatureVerifier;
import io.jfvm.proof.ConsensusFault;
import io.jfvm.types.ChainEpoch;
import io.jfvm.types.Cid;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * A chain without blocks: tickets, beacon entries and tipsets are functions of the epoch alone, so
 * every run of the same messages gives the same state. Not for a public network.
 */
public final class LocalChain implements Externs {
  private static final int TICKET = 1;
  private static final int BEACON = 2;
  private static final int TIPSET = 3;

  private final ProofPolicy proofs;

  /** Refuses proofs. */
  public LocalChain() {
    this(ProofPolicy.REFUSE);
  }

  public LocalChain(ProofPolicy proofs) {
    this.proofs = proofs;
  }

  @Override
  public Optional<byte[]> chainRandomness(ChainEpoch epoch) {
    return Optional.of(digest(TICKET, epoch));
  }

  @Override
  public Optional<byte[]> beaconRandomness(ChainEpoch epoch) {
    return Optional.of(digest(BEACON, epoch));
  }

  @Override
  public Optional<Cid> tipsetCid(ChainEpoch epoch) {
    return Optional.of(Cid.ofDagCbor(digest(TIPSET, epoch)));
  }

  /** There are no blocks to be at fault. */
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

  private static byte[] digest(int purpose, ChainEpoch epoch) {
    ByteBuffer seed = ByteBuffer.allocate(1 + Long.BYTES);
    seed.put((byte) purpose).putLong(epoch.value());
    return Blake2b.hash256(seed.array());
  }
}
