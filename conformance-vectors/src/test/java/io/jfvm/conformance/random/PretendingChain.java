// SPDX-License-Identifier: Apache-2.0
package io.jfvm.conformance.random;

import io.jfvm.actor.DomainSeparationTag;
import io.jfvm.crypto.Blake2b;
import io.jfvm.embed.LocalChain;
import io.jfvm.externs.Externs;
import io.jfvm.externs.ProofPolicy;
import io.jfvm.externs.SignatureVerifier;
import io.jfvm.proof.AggregateSealProof;
import io.jfvm.proof.ConsensusFault;
import io.jfvm.proof.ReplicaUpdateProof;
import io.jfvm.proof.SealProof;
import io.jfvm.proof.WindowPostProof;
import io.jfvm.types.ActorId;
import io.jfvm.types.Address;
import io.jfvm.types.ChainEpoch;
import io.jfvm.types.Cid;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/**
 * A chain on which anybody can prove and sign, well or badly: a proof is valid if its first byte is
 * even, a signature if it begins with a digest of signer and text, a report of a consensus fault
 * true if its first byte is 1.
 */
final class PretendingChain implements Externs {
  static final byte GOOD = 2;
  static final byte BAD = 3;

  private static final int SECP_BYTES = 65;
  private static final int BLS_BYTES = 96;

  private final LocalChain chain = new LocalChain(new Judge(), new Notary());

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
  public ProofPolicy proofs() {
    return chain.proofs();
  }

  /** A signature of the type that the signer's address wants, its type byte first. */
  static byte[] sign(Address signer, byte[] plaintext) {
    boolean bls = signer.protocol() == Address.Protocol.BLS;
    byte[] signature = Arrays.copyOf(digest(signer, plaintext), bls ? BLS_BYTES : SECP_BYTES);
    return ByteBuffer.allocate(1 + signature.length)
        .put((byte) (bls ? 2 : 1))
        .put(signature)
        .array();
  }

  /** What a miner commits to with a window PoSt. */
  static byte[] chainCommitment(long epoch) {
    return LocalChain.chainRandomness(DomainSeparationTag.POST_CHAIN_COMMIT, new ChainEpoch(epoch));
  }

  private static byte[] digest(Address signer, byte[] plaintext) {
    byte[] address = signer.toBytes();
    return Blake2b.hash256(
        ByteBuffer.allocate(address.length + plaintext.length).put(address).put(plaintext).array());
  }

  @Override
  public Optional<ConsensusFault> verifyConsensusFault(
      byte[] header1, byte[] header2, byte[] witness) {
    if (header1.length < 1 + 2 * Long.BYTES || header1[0] != 1) {
      return Optional.empty();
    }
    ByteBuffer report = ByteBuffer.wrap(header1, 1, 2 * Long.BYTES);
    return Optional.of(
        new ConsensusFault(
            new ActorId(report.getLong()),
            new ChainEpoch(report.getLong()),
            ConsensusFault.Type.DOUBLE_FORK_MINING));
  }

  @Override
  public SignatureVerifier signatures() {
    return chain.signatures();
  }

  private static final class Notary implements SignatureVerifier {
    @Override
    public boolean verifySecp256k1(byte[] signature, Address signer, byte[] plaintext) {
      return signed(signature, signer, plaintext);
    }

    @Override
    public boolean verifyBls(byte[] signature, Address signer, byte[] plaintext) {
      return signed(signature, signer, plaintext);
    }

    private static boolean signed(byte[] signature, Address signer, byte[] plaintext) {
      byte[] digest = digest(signer, plaintext);
      return signature.length >= digest.length
          && Arrays.equals(Arrays.copyOf(signature, digest.length), digest);
    }
  }

  private static final class Judge implements ProofPolicy {
    private static Answer of(byte[] proof) {
      return proof.length > 0 && proof[0] % 2 == 0 ? Answer.VALID : Answer.INVALID;
    }

    @Override
    public Answer seal(SealProof proof) {
      return of(proof.proof());
    }

    @Override
    public Answer aggregateSeals(AggregateSealProof proof) {
      return of(proof.proof());
    }

    @Override
    public Answer windowPost(WindowPostProof proof) {
      return of(proof.proofs().getFirst().bytes());
    }

    @Override
    public Answer replicaUpdate(ReplicaUpdateProof proof) {
      return of(proof.proof());
    }
  }
}
