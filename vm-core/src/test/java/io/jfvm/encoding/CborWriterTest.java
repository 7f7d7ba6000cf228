// SPDX-License-Identifier: Apache-2.0
package io.jfvm.encoding;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import com.fasterxml.jackson.dataformat.cbor.CBORGenerator;
import com.fasterxml.jackson.dataformat.cbor.databind.CBORMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.util.HexFormat;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CborWriterTest {
  private static final CBORMapper JACKSON = new CBORMapper();

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void agreesWithJackson(long seed) throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < 300; i++) {
      CborWriter ours = new CborWriter(1);
      ByteArrayOutputStream theirs = new ByteArrayOutputStream();
      try (CBORGenerator out = new CBORFactory().createGenerator(theirs)) {
        write(random, ours, out, 4);
      }
      assertThat(ours.toByteArray())
          .as("seed %d, case %d", seed, i)
          .isEqualTo(theirs.toByteArray());
    }
  }

  private static void write(SplittableRandom random, CborWriter ours, CBORGenerator out, int depth)
      throws IOException {
    switch (random.nextInt(depth == 0 ? 5 : 7)) {
      case 0 -> {
        long value = random.nextLong() >> random.nextInt(64);
        ours.i64(value);
        out.writeNumber(value);
      }
      case 1 -> {
        boolean value = random.nextBoolean();
        ours.bool(value);
        out.writeBoolean(value);
      }
      case 2 -> {
        ours.nil();
        out.writeNull();
      }
      case 3 -> {
        byte[] value = new byte[random.nextInt(10) == 0 ? 300 : random.nextInt(30)];
        random.nextBytes(value);
        ours.bytes(value);
        out.writeBinary(value);
      }
      case 4 -> {
        String value = "é€😀a".repeat(random.nextInt(random.nextInt(10) == 0 ? 40 : 4));
        ours.text(value);
        out.writeString(value);
      }
      case 5 -> {
        int length = random.nextInt(random.nextInt(10) == 0 ? 30 : 5);
        ours.array(length);
        out.writeStartArray(null, length);
        for (int i = 0; i < length; i++) {
          write(random, ours, out, depth - 1);
        }
        out.writeEndArray();
      }
      default -> {
        int length = random.nextInt(4);
        ours.map(length);
        out.writeStartObject(null, length);
        for (int i = 0; i < length; i++) {
          ours.text("k" + i);
          out.writeFieldName("k" + i);
          write(random, ours, out, depth - 1);
        }
        out.writeEndObject();
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0, 00",
    "23, 17",
    "24, 1818",
    "255, 18ff",
    "256, 190100",
    "65535, 19ffff",
    "65536, 1a00010000",
    "4294967295, 1affffffff",
    "4294967296, 1b0000000100000000",
    "18446744073709551615, 1bffffffffffffffff"
  })
  void unsignedHeadsAreMinimal(String value, String hex) throws IOException {
    byte[] bytes = new CborWriter().u64(Long.parseUnsignedLong(value)).toByteArray();
    assertThat(HexFormat.of().formatHex(bytes)).isEqualTo(hex);
    JsonNode read = JACKSON.readTree(bytes);
    assertThat(read.bigIntegerValue()).isEqualTo(new BigInteger(value));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 40",
    "1, 420001",
    "-1, 420101",
    "128, 420080",
    "255, 4200ff",
    "256, 43000100",
    "-256, 43010100"
  })
  void bigIntegersHaveASignByte(BigInteger value, String hex) throws DecodeException {
    byte[] bytes = Codecs.BIG_INT.toBytes(value);
    assertThat(HexFormat.of().formatHex(bytes)).isEqualTo(hex);
    assertThat(Codecs.BIG_INT.fromBytes(bytes)).isEqualTo(value);
  }

  @Test
  void linksAreTag42WithALeadingZero() {
    assertThat(new CborWriter().link(new byte[] {1, 2}).toByteArray())
        .containsExactly(0xd8, 0x2a, 0x43, 0, 1, 2);
  }
}
