// SPDX-License-Identifier: Apache-2.0
package io.jfvm.encoding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * How lenient the reader is. Each case agrees with serde_ipld_dagcbor 0.6.4 on cbor4ii 0.2.14, run
 * on the same bytes.
 */
class CborReaderTest {
  private static final Codec<Long> U32 = Codec.of(CborWriter::u64, CborReader::u32);
  private static final Codec<Long> U8 = Codec.of(CborWriter::u64, in -> (long) in.u8());
  private static final Codec<byte[]> LINK = Codec.of(CborWriter::link, CborReader::link);
  private static final Codec<byte[]> RAW = Codec.of(CborWriter::raw, CborReader::rawValue);
  private static final Codec<List<Long>> LIST = Codecs.listOf(Codecs.U64);
  private static final Codec<Long> PAIR =
      Codec.of(
          (out, value) -> out.array(2).u64(value).u64(value),
          in -> {
            in.tuple(2);
            return in.u64() + in.u64();
          });

  private static final Map<String, Function<byte[], Optional<String>>> READERS =
      Map.ofEntries(
          reader("u64", Codecs.U64, Long::toUnsignedString),
          reader("u32", U32, String::valueOf),
          reader("u8", U8, String::valueOf),
          reader("i64", Codecs.I64, String::valueOf),
          reader("bool", Codecs.BOOL, String::valueOf),
          reader("text", Codecs.TEXT, text -> text),
          reader("bytes", Codecs.BYTES, HexFormat.of()::formatHex),
          reader("list", LIST, String::valueOf),
          reader("optional", Codecs.optional(Codecs.U64), String::valueOf),
          reader("pair", PAIR, String::valueOf),
          reader("link", LINK, HexFormat.of()::formatHex),
          reader("bigInt", Codecs.BIG_INT, String::valueOf),
          reader("raw", RAW, HexFormat.of()::formatHex));

  private static <T> Map.Entry<String, Function<byte[], Optional<String>>> reader(
      String name, Codec<T> codec, Function<T, String> format) {
    return Map.entry(
        name,
        bytes -> {
          try {
            return Optional.of(format.apply(codec.fromBytes(bytes)));
          } catch (DecodeException e) {
            assertThat(e).hasMessageMatching("(?s).+");
            return Optional.empty();
          }
        });
  }

  @ParameterizedTest
  @CsvSource({
    // Heads need not be minimal.
    "u64, 00, 0",
    "u64, 1800, 0",
    "u64, 190000, 0",
    "u64, 1a00000001, 1",
    "u64, 1b0000000000000001, 1",
    "u64, 1bffffffffffffffff, 18446744073709551615",
    "i64, 3800, -1",
    "i64, 3b7fffffffffffffff, -9223372036854775808",
    "i64, 1b7fffffffffffffff, 9223372036854775807",
    "list, 9800, []",
    "list, 9b000000000000000101, [1]",
    "bytes, 5800, ''",
    "bytes, 590001ff, ff",
    "text, 780161, a",
    // An integer's head may be as wide as its type.
    "u32, 1affffffff, 4294967295",
    "u8, 18ff, 255",
    "bool, f4, false",
    "bool, f5, true",
    "optional, f6, Optional.empty",
    "optional, 01, Optional[1]",
    "pair, 820102, 3",
    // Bits of the expected major type are cleared, set or not.
    "list, 0101, [1]",
    "list, 8101, [1]",
    "bytes, 01ff, ff",
    "bytes, 41ff, ff",
    "text, 0161, a",
    "text, 2161, a",
    "text, 4161, a",
    "text, 6161, a",
    "link, 182a420007, 07",
    "link, d82a420007, 07",
    // Strings may have indefinite length, and parts of their own of indefinite length.
    "bytes, 5fff, ''",
    "bytes, 5f41aa41bbff, aabb",
    "bytes, 5f5f41aaff41bbff, aabb",
    "text, 7f61616162ff, ab",
    "text, 7f41610162ff, ab",
    "text, 7f61c36180ff, À",
    "link, d82a5f41004107ff, 07",
    "bigInt, 40, 0",
    "bigInt, 420001, 1",
    "bigInt, 420101, -1",
    "bigInt, 43000001, 1",
    "bigInt, 4100, 0",
    "bigInt, 4101, 0",
    // Ignored values of any kind.
    "raw, f7, f7",
    "raw, f90000, f90000",
    "raw, 9f01ff, 9f01ff",
    "raw, bf0102ff, bf0102ff",
    "raw, c18101, c18101",
    "raw, 61b1, 61b1"
  })
  void accepts(String type, String hex, String expected) {
    assertThat(READERS.get(type).apply(HexFormat.of().parseHex(hex))).contains(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "u64, ''",
    "u64, 20",
    "u64, 40",
    "u64, f6",
    "u64, 18",
    "u64, 19ff",
    "u64, 1c",
    "u64, 1f",
    "u64, 0000",
    "u64, c101",
    "u32, 1b0000000000000001",
    "u8, 190001",
    "i64, 3bffffffffffffffff",
    "i64, 1bffffffffffffffff",
    "i64, 40",
    "bool, f6",
    "bool, 00",
    "text, 61ff",
    "text, 62c080",
    "text, 6261",
    "text, 7fc161ff",
    "text, 7f",
    "bytes, 5f00",
    "bytes, 5bffffffffffffffff",
    "bytes, 5b7fffffffffffffff00",
    "bytes, 810a",
    "bytes, 6161",
    "bytes, 5f6161ff",
    "list, 9f01ff",
    "list, 8201",
    "list, 9b7fffffffffffffff00",
    "list, 9bffffffffffffffff00",
    "list, a101",
    "pair, 8101",
    "pair, 83010203",
    "link, d82b420007",
    "link, d82a4100",
    "link, d82a420107",
    "link, d82a820007",
    "link, 420007",
    "optional, f7",
    "bigInt, 4102",
    "raw, fc",
    "raw, ff",
    "raw, 8181",
    "raw, 5f",
    "raw, 9f01"
  })
  void refuses(String type, String hex) {
    assertThat(READERS.get(type).apply(HexFormat.of().parseHex(hex))).isEmpty();
  }

  @Test
  void ignoredValuesNestTo256Levels() throws DecodeException {
    byte[] deep = new byte[256];
    Arrays.fill(deep, 0, 255, (byte) 0x81);
    assertThat(RAW.fromBytes(deep)).isEqualTo(deep);
    byte[] deeper = new byte[257];
    Arrays.fill(deeper, 0, 256, (byte) 0x81);
    assertThatThrownBy(() -> RAW.fromBytes(deeper))
        .isInstanceOf(DecodeException.class)
        .hasMessageContaining("256");
  }

  @Test
  void bigIntegersHaveAtMost128Bytes() throws DecodeException {
    byte[] most = new byte[128];
    most[1] = 1;
    assertThat(Codecs.BIG_INT.fromBytes(new CborWriter().bytes(most).toByteArray()).bitLength())
        .isEqualTo(8 * 126 + 1);
    byte[] more = new CborWriter().bytes(new byte[129]).toByteArray();
    assertThatThrownBy(() -> Codecs.BIG_INT.fromBytes(more)).isInstanceOf(DecodeException.class);
    assertThatThrownBy(() -> Codecs.BIG_INT.toBytes(BigInteger.TWO.pow(8 * 127)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void messagesSayWhere() {
    assertThatThrownBy(() -> LIST.fromBytes(HexFormat.of().parseHex("8301024100")))
        .isInstanceOf(DecodeException.class)
        .hasMessageContaining("offset 4");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void randomBytesGiveDecodeExceptionOnly(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int accepted = 0;
    for (int i = 0; i < 4_000; i++) {
      byte[] bytes = new byte[random.nextInt(24)];
      random.nextBytes(bytes);
      for (Function<byte[], Optional<String>> reader : READERS.values()) {
        accepted += reader.apply(bytes).isPresent() ? 1 : 0;
      }
    }
    assertThat(accepted).as("seed %d", seed).isPositive();
  }
}
