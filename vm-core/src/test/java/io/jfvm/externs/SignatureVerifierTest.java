// SPDX-License-Identifier: Apache-2.0
package io.jfvm.externs;

import static org.assertj.core.api.Assertions.assertThat;

import io.jfvm.crypto.Blake2b;
import io.jfvm.crypto.Secp256k1;
import io.jfvm.crypto.bls12381.Bls;
import io.jfvm.types.Address;
import java.math.BigInteger;
import org.junit.jupiter.api.Test;

class SignatureVerifierTest {
  private static final SignatureVerifier VERIFIER = SignatureVerifier.STANDARD;
  private static final BigInteger SECRET = BigInteger.valueOf(4321);
  private static final byte[] TEXT = {1, 2, 3};

  @Test
  void blsSignatureIsValidForItsAddressAndTextAlone() {
    byte[] signature = Bls.sign(SECRET, TEXT);
    Address signer = Address.ofBlsKey(Bls.publicKey(SECRET));
    assertThat(VERIFIER.verifyBls(signature, signer, TEXT)).isTrue();
    assertThat(VERIFIER.verifyBls(signature, signer, new byte[] {1})).isFalse();
    assertThat(VERIFIER.verifyBls(new byte[96], signer, TEXT)).isFalse();
    Address other = Address.ofBlsKey(Bls.publicKey(BigInteger.TWO));
    assertThat(VERIFIER.verifyBls(signature, other, TEXT)).isFalse();
    assertThat(VERIFIER.verifyBls(signature, Address.ofBlsKey(new byte[48]), TEXT)).isFalse();
  }

  @Test
  void aggregateIsValidForItsKeysAndTexts() throws Exception {
    byte[] more = {4};
    byte[] sum =
        Bls.aggregate(new byte[][] {Bls.sign(SECRET, TEXT), Bls.sign(BigInteger.TWO, more)});
    byte[][] keys = {Bls.publicKey(SECRET), Bls.publicKey(BigInteger.TWO)};
    assertThat(VERIFIER.verifyBlsAggregate(sum, keys, new byte[][] {TEXT, more})).isTrue();
    assertThat(VERIFIER.verifyBlsAggregate(sum, keys, new byte[][] {more, TEXT})).isFalse();
  }

  @Test
  void secpSignatureIsValidForItsKeyAndTextAlone() {
    byte[] text = {1, 2, 3};
    byte[] signature = Secp256k1.sign(Blake2b.hash256(text), new BigInteger("12345"));
    byte[] key = Secp256k1.recover(Blake2b.hash256(text), signature).orElseThrow();
    Address signer = Address.ofSecp256k1Key(key);
    SignatureVerifier verifier = SignatureVerifier.STANDARD;
    assertThat(verifier.verifySecp256k1(signature, signer, text)).isTrue();
    assertThat(verifier.verifySecp256k1(signature, signer, new byte[] {1})).isFalse();
    assertThat(verifier.verifySecp256k1(new byte[64], signer, text)).isFalse();
    assertThat(verifier.verifySecp256k1(signature, Address.ofId(1), text)).isFalse();
  }
}
