// SPDX-License-Identifier: Apache-2.0
package io.jfvm.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Secp256k1Test {
  private static final BigInteger N =
      new BigInteger("fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141", 16);
  private static final HexFormat HEX = HexFormat.of();

  private static BigInteger s(byte[] signature) {
    return new BigInteger(1, Arrays.copyOfRange(signature, 32, 64));
  }

  private static byte[] withS(byte[] signature, BigInteger s, int recoveryId) {
    byte[] changed = signature.clone();
    byte[] bytes = s.toByteArray();
    Arrays.fill(changed, 32, 64, (byte) 0);
    int length = Math.min(32, bytes.length);
    System.arraycopy(bytes, bytes.length - length, changed, 64 - length, length);
    changed[64] = (byte) recoveryId;
    return changed;
  }

  @Test
  void theGeneratorIsThePublicKeyOfOne() {
    assertThat(HEX.formatHex(Secp256k1.publicKey(BigInteger.ONE)))
        .isEqualTo(
            "0479be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798"
                + "483ada7726a3c4655da4fbfc0e1108a8fd17b448a68554199c47d08ffb10d4b8");
    for (BigInteger outside : new BigInteger[] {BigInteger.ZERO, N, BigInteger.ONE.negate()}) {
      assertThatThrownBy(() -> Secp256k1.publicKey(outside))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  /** Key 1 and sha2-256 of "Satoshi Nakamoto", a widely used vector for RFC 6979 nonces. */
  @Test
  void noncesAreDeterministic() {
    byte[] digest = Hash.SHA2_256.digest("Satoshi Nakamoto".getBytes(StandardCharsets.US_ASCII));
    byte[] signature = Secp256k1.sign(digest, BigInteger.ONE);
    assertThat(HEX.formatHex(signature))
        .startsWith(
            "934b1ea10a4b3c1757e2b0c017d0b6143ce3c9a7e6a4a49860d7a6ab210ee3d8"
                + "2442ce9d2b916064108014783e923ec36b49743e2ffa1c4496f01a512aafd9e5");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void recoversTheSignerAlsoWithAHighS(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < 20; i++) {
      byte[] secret = new byte[32];
      random.nextBytes(secret);
      BigInteger key =
          new BigInteger(1, secret).mod(N.subtract(BigInteger.ONE)).add(BigInteger.ONE);
      byte[] digest = new byte[32];
      random.nextBytes(digest);
      byte[] signature = Secp256k1.sign(digest, key);
      byte[] publicKey = Secp256k1.publicKey(key);
      assertThat(s(signature)).as("seed %d", seed).isLessThanOrEqualTo(N.shiftRight(1));
      assertThat(Secp256k1.recover(digest, signature)).as("seed %d", seed).contains(publicKey);
      byte[] high = withS(signature, N.subtract(s(signature)), signature[64] ^ 1);
      assertThat(Secp256k1.recover(digest, high)).as("seed %d", seed).contains(publicKey);
      byte[] flipped = withS(signature, s(signature), signature[64] ^ 1);
      assertThat(Secp256k1.recover(digest, flipped).orElse(new byte[0]))
          .as("seed %d", seed)
          .isNotEqualTo(publicKey);
      digest[0] ^= 1;
      assertThat(Secp256k1.recover(digest, signature).orElse(new byte[0]))
          .as("seed %d", seed)
          .isNotEqualTo(publicKey);
    }
  }

  @Test
  void malformedSignaturesGiveNothing() {
    byte[] digest = new byte[32];
    byte[] signature = Secp256k1.sign(digest, BigInteger.TWO);
    assertThat(Secp256k1.recover(digest, signature)).isPresent();
    assertThat(Secp256k1.recover(new byte[31], signature)).isEmpty();
    assertThat(Secp256k1.recover(digest, Arrays.copyOf(signature, 64))).isEmpty();
    assertThat(Secp256k1.recover(digest, withS(signature, s(signature), 4))).isEmpty();
    assertThat(Secp256k1.recover(digest, withS(signature, s(signature), 0xff))).isEmpty();
    assertThat(Secp256k1.recover(digest, withS(signature, BigInteger.ZERO, 0))).isEmpty();
    assertThat(Secp256k1.recover(digest, withS(signature, N, 0))).isEmpty();
    // r + n is not below the field's prime for nearly all r.
    assertThat(Secp256k1.recover(digest, withS(signature, s(signature), 2))).isEmpty();
    byte[] zeroR = signature.clone();
    Arrays.fill(zeroR, 0, 32, (byte) 0);
    assertThat(Secp256k1.recover(digest, zeroR)).isEmpty();
    byte[] notOnCurve = signature.clone();
    Arrays.fill(notOnCurve, 0, 32, (byte) 0);
    notOnCurve[31] = 5;
    assertThat(Secp256k1.recover(digest, notOnCurve)).isEmpty();
  }

  @Test
  void randomSignaturesNeverFail() {
    SplittableRandom random = new SplittableRandom(3);
    int recovered = 0;
    for (int i = 0; i < 300; i++) {
      byte[] digest = new byte[32];
      byte[] signature = new byte[65];
      random.nextBytes(digest);
      random.nextBytes(signature);
      signature[64] &= 3;
      recovered += Secp256k1.recover(digest, signature).isPresent() ? 1 : 0;
    }
    assertThat(recovered).isBetween(30, 200);
  }
}
