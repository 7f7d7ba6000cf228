// SPDX-License-Identifier: Apache-2.0
package io.jfvm.externs;

import io.jfvm.crypto.Blake2b;
import io.jfvm.crypto.Secp256k1;
import io.jfvm.crypto.bls12381.Bls;
import io.jfvm.types.Address;

/** Judges signatures. An implementation answers truly or throws; it never guesses. */
public interface SignatureVerifier {

  /** Verifies all by the cryptography of this library. */
  SignatureVerifier STANDARD = new SignatureVerifier() {};

  /**
   * Whether the signature over the plaintext recovers to the f1 address. A malformed signature or a
   * signer that is no f1 address is merely not valid. Source: ref-fvm {@code
   * shared/src/crypto/signature.rs}.
   */
  default boolean verifySecp256k1(byte[] signature, Address signer, byte[] plaintext) {
    return Secp256k1.recover(Blake2b.hash256(plaintext), signature)
        .map(Address::ofSecp256k1Key)
        .map(signer::equals)
        .orElse(false);
  }

  /**
   * Whether the signature, 96 bytes, over the plaintext is the f3 address's. Points that do not
   * decode make it invalid. Source: as above, and bls-signatures 0.15.
   */
  default boolean verifyBls(byte[] signature, Address signer, byte[] plaintext) {
    return Bls.verify(signature, signer.payload(), plaintext);
  }

  /**
   * Whether one signature is the aggregate of each key's over its plaintext. Points that do not
   * decode make it invalid, and so do equal plaintexts. Called with one plaintext a key and one key
   * or more.
   */
  default boolean verifyBlsAggregate(byte[] signature, byte[][] publicKeys, byte[][] plaintexts) {
    return Bls.verifyAggregate(signature, publicKeys, plaintexts);
  }
}
