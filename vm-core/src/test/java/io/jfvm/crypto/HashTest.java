// SPDX-License-Identifier: Apache-2.0
package io.jfvm.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.SplittableRandom;
import org.bouncycastle.crypto.Digest;
import org.bouncycastle.crypto.digests.Blake2bDigest;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HashTest {

  /** From FIPS 180-4, RFC 7693, the RIPEMD-160 paper and the Keccak team's vectors. */
  @ParameterizedTest
  @CsvSource({
    "SHA2_256, abc, ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
    "SHA2_256, '', e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "KECCAK_256, '', c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470",
    "KECCAK_256, abc, 4e03657aea45a94fc7d47ba826c8d667c0d1e6e33a64a036ec44f58fa12d6c45",
    "RIPEMD_160, abc, 8eb208f7e05d987a9b044a8e98c6b087f15a0bfc",
    "RIPEMD_160, '', 9c1185a5c5e9fc54612808977ee8f548b2258d31",
    "BLAKE2B_256, abc, bddd813c634239723171ef3fee98579b94964e3bb1cb3e427262c8c068d52319",
    "BLAKE2B_512, abc, ba80a53f981c4d0d6a2797b69f12f6e94c212f14685ac4b74b12bb6fdbffa2d1"
        + "7d87c5392aab792dc252d5de4533cc9518d38aa8dbf1925ab92386edd4009923"
  })
  void vectors(Hash hash, String text, String digest) {
    byte[] data = text.getBytes(StandardCharsets.US_ASCII);
    assertThat(HexFormat.of().formatHex(hash.digest(data))).isEqualTo(digest);
    assertThat(hash.digest(data)).hasSize(hash.lengthBytes());
    assertThat(Hash.ofCode(hash.code())).contains(hash);
  }

  @Test
  void unknownCodesAreNone() {
    assertThat(Hash.ofCode(0)).isEmpty();
    assertThat(Hash.ofCode(0x13)).isEmpty();
  }

  @Test
  void inputsOfAllLengthsAgreeWithAnotherImplementation() {
    SplittableRandom random = new SplittableRandom(1);
    for (int length = 0; length < 600; length++) {
      byte[] data = new byte[length];
      random.nextBytes(data);
      assertThat(Hash.SHA2_256.digest(data)).isEqualTo(digest(SHA256Digest.newInstance(), data));
      int digestBytes = 1 + random.nextInt(64);
      assertThat(Blake2b.hash(digestBytes, data))
          .isEqualTo(digest(new Blake2bDigest(8 * digestBytes), data));
    }
  }

  private static byte[] digest(Digest digest, byte[] data) {
    digest.update(data, 0, data.length);
    byte[] out = new byte[digest.getDigestSize()];
    digest.doFinal(out, 0);
    return out;
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 65})
  void blake2bHasNoOtherLengths(int lengthBytes) {
    assertThatThrownBy(() -> Blake2b.hash(lengthBytes, new byte[0]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("not 1 to 64");
  }

  @Test
  void blake2bLengthsDifferInMoreThanLength() {
    byte[] data = {1, 2, 3};
    assertThat(Blake2b.hash256(data)).isEqualTo(Hash.BLAKE2B_256.digest(data));
    assertThat(Blake2b.hash512(data)).isEqualTo(Hash.BLAKE2B_512.digest(data));
    assertThat(Blake2b.hash160(data)).hasSize(20);
    assertThat(Arrays.copyOf(Blake2b.hash256(data), 20)).isNotEqualTo(Blake2b.hash160(data));
    assertThat(Blake2b.hash(4, data)).hasSize(4);
  }
}
