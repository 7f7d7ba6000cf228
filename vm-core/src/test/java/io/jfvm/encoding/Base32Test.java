// SPDX-License-Identifier: Apache-2.0
package io.jfvm.encoding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Base32Test {

  /** RFC 4648, section 10, in lower case and without padding. */
  @ParameterizedTest
  @CsvSource({
    "'', ''",
    "f, my",
    "fo, mzxq",
    "foo, mzxw6",
    "foob, mzxw6yq",
    "fooba, mzxw6ytb",
    "foobar, mzxw6ytboi"
  })
  void vectors(String text, String encoded) throws DecodeException {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    assertThat(Base32.encode(bytes)).isEqualTo(encoded);
    assertThat(Base32.decode(encoded)).isEqualTo(bytes);
  }

  @ParameterizedTest
  @CsvSource({
    "MY, at offset 0",
    "my======, at offset 2",
    "m1, at offset 1",
    "mé, at offset 1",
    "m, cut short",
    "mzx, cut short",
    "mzxw6y, cut short",
    "mz, trailing bits",
    "mzxr, trailing bits"
  })
  void malformed(String encoded, String message) {
    assertThatThrownBy(() -> Base32.decode(encoded))
        .isInstanceOf(DecodeException.class)
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void roundTrip(long seed) throws DecodeException {
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < 2000; i++) {
      byte[] bytes = new byte[random.nextInt(80)];
      random.nextBytes(bytes);
      assertThat(Base32.decode(Base32.encode(bytes))).as("seed %d", seed).isEqualTo(bytes);
    }
  }
}
