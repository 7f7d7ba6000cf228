// SPDX-License-Identifier: Apache-2.0
package io.jfvm.encoding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VarintTest {

  @ParameterizedTest
  @CsvSource({
    "0, 00",
    "1, 01",
    "127, 7f",
    "128, 8001",
    "300, ac02",
    "9223372036854775807, ffffffffffffffff7f",
    "9223372036854775808, 80808080808080808001",
    "18446744073709551615, ffffffffffffffffff01"
  })
  void vectors(String value, String hex) throws DecodeException {
    long number = Long.parseUnsignedLong(value);
    byte[] bytes = HexFormat.of().parseHex(hex);
    assertThat(Varint.encode(number)).isEqualTo(bytes);
    assertThat(Varint.decode(bytes, 0)).isEqualTo(number);
    assertThat(Varint.size(number)).isEqualTo(bytes.length);
    assertThat(Varint.length(bytes, 0)).isEqualTo(bytes.length);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "80", "8000", "80808000", "8080808080808080808001", "ffffffffffffffffffff01"})
  void malformed(String hex) {
    assertThatThrownBy(() -> Varint.decode(HexFormat.of().parseHex(hex), 0))
        .isInstanceOf(DecodeException.class)
        .hasMessageContaining("varint at offset 0");
  }

  /** As unsigned-varint 0.8 does. */
  @ParameterizedTest
  @CsvSource({"80808080808080808002, 0", "81808080808080808003, -9223372036854775807"})
  void bitsBeyondThe64thAreDropped(String hex, long value) throws DecodeException {
    byte[] bytes = HexFormat.of().parseHex(hex);
    assertThat(Varint.decode(bytes, 0)).isEqualTo(value);
    assertThat(Varint.length(bytes, 0)).isEqualTo(10);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void roundTripAtAnyOffset(long seed) throws DecodeException {
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < 10_000; i++) {
      long value = random.nextLong() >>> random.nextInt(64);
      byte[] bytes = new byte[20];
      int offset = random.nextInt(10);
      int end = Varint.put(bytes, offset, value);
      assertThat(Varint.decode(bytes, offset)).as("seed %d", seed).isEqualTo(value);
      assertThat(end - offset).isEqualTo(Varint.size(value));
    }
  }
}
