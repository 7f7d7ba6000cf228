// SPDX-License-Identifier: Apache-2.0
package io.jfvm.benchmarks;

import io.jfvm.embed.LocalChain;
import io.jfvm.externs.Externs;
import io.jfvm.externs.ProofPolicy;
import io.jfvm.externs.SignatureVerifier;
import io.jfvm.proof.ConsensusFault;
import io.jfvm.types.Address;
import io.jfvm.types.ChainEpoch;
import io.jfvm.types.Cid;
import java.util.Optional;

/** A chain on which proofs and signatures are taken as valid, and cost nothing to check. */
final class TrustingChain implements Externs {
  private final LocalChain chain = new LocalChain(ProofPolicy.ACCEPT_ALL);

  @Override
  public Optional<byte[]> chainRandomness(ChainEpoch epoch) {
    return chain.chainRandomness(epoch);
  }

  @Override
  public Optional<byte[]> beaconRandomness(ChainEpoch epoch) {
    return chain.beaconRandomness(epoch);
  }

  @Override
  public Optional<Cid> tipsetCid(ChainEpoch epoch) {
    return chain.tipsetCid(epoch);
  }

  @Override
  public Optional<ConsensusFault> verifyConsensusFault(
      byte[] header1, byte[] header2, byte[] witness) {
    return chain.verifyConsensusFault(header1, header2, witness);
  }

  @Override
  public ProofPolicy proofs() {
    return chain.proofs();
  }

  @Override
  public SignatureVerifier signatures() {
    return new SignatureVerifier() {
      @Override
      public boolean verifySecp256k1(byte[] signature, Address signer, byte[] plaintext) {
        return true;
      }
    };
  }
}
