// SPDX-License-Identifier: Apache-2.0
package io.jfvm.kernel;

import io.jfvm.crypto.Hash;
import io.jfvm.crypto.Secp256k1;
import io.jfvm.externs.ProofPolicy;
import io.jfvm.gas.PriceList;
import io.jfvm.machine.Machine;
import io.jfvm.machine.RuleSet;
import io.jfvm.proof.AggregateSealProof;
import io.jfvm.proof.ConsensusFault;
import io.jfvm.proof.Piece;
import io.jfvm.proof.ReplicaUpdateProof;
import io.jfvm.proof.SealProof;
import io.jfvm.proof.WindowPostProof;
import io.jfvm.types.Address;
import io.jfvm.types.Cid;
import io.jfvm.types.ErrorNumber;
import io.jfvm.types.Signature;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The part of the network's kernel that hashes and judges signatures and proofs. It knows nothing
 * of the invocation but whom to charge.
 *
 * <p>Source: ref-fvm {@code fvm/src/kernel/default.rs} (CryptoOps), {@code
 * fvm/src/kernel/filecoin.rs}.
 */
abstract class CryptoKernel implements CryptoOps, ProofOps {
  private static final int BLS_SIGNATURE_BYTES = 96;

  final CallContext call;
  final Machine machine;
  final PriceList prices;

  CryptoKernel(CallContext call) {
    this.call = call;
    this.machine = call.machine();
    this.prices = call.machine().network().prices();
  }

  final void charge(String name, long milligas) {
    call.gas().charge(name, milligas);
  }

  /** The rules of the network version at hand. */
  public RuleSet rules() {
    return machine.network().rules();
  }

  static SyscallException illegalArgument(String what) {
    return new SyscallException(ErrorNumber.ILLEGAL_ARGUMENT, what);
  }

  @Override
  public boolean verifySignature(int type, byte[] signature, Address signer, byte[] plaintext)
      throws SyscallException {
    Signature.Type scheme = scheme(type);
    charge("OnVerifySignature", prices.onVerifySignature(scheme, plaintext.length));
    Address key = keyOf(signer);
    return switch (scheme) {
      case SECP256K1 ->
          key.protocol() == Address.Protocol.SECP256K1
              && machine.externs().signatures().verifySecp256k1(signature, key, plaintext);
      case BLS ->
          key.protocol() == Address.Protocol.BLS
              && signature.length == BLS_SIGNATURE_BYTES
              && machine.externs().signatures().verifyBls(signature, key, plaintext);
    };
  }

  private Address keyOf(Address signer) throws SyscallException {
    if (signer.isKey()) {
      return signer;
    }
    if (!rules().resolvesSigners()) {
      throw illegalArgument(signer + " is no address of a key");
    }
    return new KeyAddresses(call).charged(signer);
  }

  private static Signature.Type scheme(int type) throws SyscallException {
    for (Signature.Type known : Signature.Type.values()) {
      if (known.code() == type) {
        return known;
      }
    }
    throw illegalArgument("signature type " + Integer.toUnsignedString(type));
  }

  @Override
  public boolean verifyBlsAggregate(
      byte[] signature, byte[][] publicKeys, byte[] plaintexts, int[] plaintextLengths)
      throws SyscallException {
    if (publicKeys.length != plaintextLengths.length) {
      throw illegalArgument(publicKeys.length + " keys and " + plaintextLengths.length + " texts");
    }
    charge(
        "OnVerifyBlsAggregateSignature",
        prices.onVerifyBlsAggregate(publicKeys.length, plaintexts.length));
    byte[][] texts = new byte[plaintextLengths.length][];
    long offset = 0;
    for (int i = 0; i < texts.length; i++) {
      long end = offset + Integer.toUnsignedLong(plaintextLengths[i]);
      if (end > plaintexts.length) {
        throw illegalArgument("signed text leaves the texts");
      }
      texts[i] = Arrays.copyOfRange(plaintexts, (int) offset, (int) end);
      offset = end;
    }
    if (offset != plaintexts.length) {
      throw illegalArgument("signed texts are longer than their lengths");
    }
    return publicKeys.length == 0
        || machine.externs().signatures().verifyBlsAggregate(signature, publicKeys, texts);
  }

  @Override
  public byte[] recoverSecpPublicKey(byte[] digest, byte[] signature) throws SyscallException {
    charge("OnRecoverSecpPublicKey", prices.onRecoverSecpPublicKey());
    return Secp256k1.recover(digest, signature)
        .orElseThrow(() -> illegalArgument("no public key can be recovered"));
  }

  @Override
  public byte[] hash(long code, byte[] data) throws SyscallException {
    if (rules().chargesHashBeforeItsCode()) {
      charge("OnHashing", prices.onAnyHashing());
    }
    Hash hash =
        Hash.ofCode(code)
            .orElseThrow(() -> illegalArgument("hash code 0x" + Long.toHexString(code)));
    if (!rules().chargesHashBeforeItsCode()) {
      charge("OnHashing", prices.onHashing(hash, data.length));
    }
    return hash.digest(data);
  }

  // --- proofs

  @Override
  public Cid computeUnsealedSectorCid(long sealProofType, List<Piece> pieces)
      throws SyscallException {
    long sectorBytes =
        UnsealedSectorCid.sectorBytes(sealProofType)
            .filter(bytes -> sealProofType <= rules().lastSealProofType())
            .orElseThrow(() -> illegalArgument("seal proof type " + sealProofType));
    charge("OnComputeUnsealedSectorCid", prices.onComputeUnsealedSectorCid());
    return UnsealedSectorCid.of(sectorBytes, pieces);
  }

  @Override
  public boolean verifyPost(WindowPostProof proof) throws SyscallException {
    charge("OnVerifyPost", prices.onVerifyPost(proof.challengedSectors().size()));
    return checked(machine.externs().proofs().windowPost(proof));
  }

  @Override
  public Optional<ConsensusFault> verifyConsensusFault(
      byte[] header1, byte[] header2, byte[] witness) {
    charge("OnVerifyConsensusFault", prices.onVerifyConsensusFault());
    return machine.externs().verifyConsensusFault(header1, header2, witness);
  }

  @Override
  public boolean verifyAggregateSeals(AggregateSealProof proof) throws SyscallException {
    charge(
        "OnVerifyAggregateSeals",
        prices.onVerifyAggregateSeals(proof.sealProofType(), proof.seals().size()));
    return checked(machine.externs().proofs().aggregateSeals(proof));
  }

  @Override
  public boolean verifyReplicaUpdate(ReplicaUpdateProof proof) throws SyscallException {
    charge("OnVerifyReplicaUpdate", prices.onVerifyReplicaUpdate());
    return checked(machine.externs().proofs().replicaUpdate(proof));
  }

  @Override
  public boolean[] batchVerifySeals(List<SealProof> proofs) {
    for (int i = 0; rules().chargesSealsOfBatches() && i < proofs.size(); i++) {
      charge("OnVerifySeal", prices.onVerifySeal());
    }
    boolean[] valid = new boolean[proofs.size()];
    for (int i = 0; i < valid.length; i++) {
      valid[i] = machine.externs().proofs().seal(proofs.get(i)) == ProofPolicy.Answer.VALID;
    }
    return valid;
  }

  @Override
  public boolean verifySeal(SealProof proof) throws SyscallException {
    charge("OnVerifySeal", prices.onVerifySeal());
    return checked(machine.externs().proofs().seal(proof));
  }

  private static boolean checked(ProofPolicy.Answer answer) throws SyscallException {
    return switch (answer) {
      case VALID -> true;
      case INVALID -> false;
      case MALFORMED -> throw illegalArgument("the proof cannot be checked");
    };
  }
}
