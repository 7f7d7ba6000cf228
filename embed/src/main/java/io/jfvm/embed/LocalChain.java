// SPDX-License-Identifier: Apache-2.0
package io.jfvm.embed;

import io.jfvm.actor.DomainSeparationTag;
import io.jfvm.crypto.Blake2b;
import io.jfvm.externs.Externs;
import io.jfvm.externs.MixedRandomness;
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
  private final SignatureVerifier signatures;

  /** Refuses proofs, verifies signatures. */
  public LocalChain() {
    this(ProofPolicy.REFUSE);
  }

  /** Verifies signatures. */
  public LocalChain(ProofPolicy proofs) {
    this(proofs, SignatureVerifier.STANDARD);
  }

  public LocalChain(ProofPolicy proofs, SignatureVerifier signatures) {
    this.proofs = proofs;
    this.signatures = signatures;
  }

  @Override
  public Optional<byte[]> chainRandomness(ChainEpoch epoch) {
    return Optional.of(digest(TICKET, epoch));
  }

  /**
   * What an actor draws from the ticket of an epoch. With a window PoSt, a miner shows by that of
   * {@link DomainSeparationTag#POST_CHAIN_COMMIT}, without entropy, which chain it is for.
   */
  public static byte[] chainRandomness(DomainSeparationTag tag, ChainEpoch epoch, byte... entropy) {
    return MixedRandomness.of(digest(TICKET, epoch), tag.number(), epoch, entropy);
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
    return signatures;
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
