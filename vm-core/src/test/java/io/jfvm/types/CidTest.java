// SPDX-License-Identifier: Apache-2.0
package io.jfvm.types;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jfvm.crypto.Hash;
import io.jfvm.encoding.DecodeException;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CidTest {
  private static final String EMPTY_ARRAY =
      "bafy2bzacebc3bt6cedhoyw34drrmjvazhu4oj25er2ebk4u445pzycvq4ta4a";

  @Test
  void ofTheEmptyArray() throws DecodeException {
    Cid cid = Cid.ofDagCbor(new byte[] {(byte) 0x80});
    assertThat(cid).hasToString(EMPTY_ARRAY).isEqualTo(Cid.parse(EMPTY_ARRAY));
    assertThat(HexFormat.of().formatHex(cid.toBytes())).startsWith("0171a0e40220").hasSize(76);
    assertThat(cid.codec()).isEqualTo(Multicodec.DAG_CBOR);
    assertThat(cid.hash()).isEqualTo(Hash.BLAKE2B_256.code());
    assertThat(cid.digestLength()).isEqualTo(32);
    assertThat(cid.matches(new byte[] {(byte) 0x80})).isTrue();
    assertThat(cid.matches(new byte[] {(byte) 0x81})).isFalse();
  }

  @Test
  void textInBase16() throws DecodeException {
    Cid cid = Cid.parse(EMPTY_ARRAY);
    assertThat(Cid.parse("f" + HexFormat.of().formatHex(cid.toBytes()))).isEqualTo(cid);
  }

  @Test
  void commitments() throws DecodeException {
    Cid unsealed =
        Cid.of(Multicodec.COMMITMENT_UNSEALED, Multicodec.SHA2_256_TRUNC254_PADDED, new byte[32]);
    assertThat(HexFormat.of().formatHex(unsealed.toBytes())).startsWith("0181e203922020");
    assertThat(unsealed.toString()).startsWith("baga6ea4seaq");
    Cid sealed =
        Cid.of(Multicodec.COMMITMENT_SEALED, Multicodec.POSEIDON_BLS12_381_A1_FC1, new byte[32]);
    assertThat(sealed.toString()).startsWith("bagboea4b5abc");
    assertThat(Cid.parse(sealed.toString())).isEqualTo(sealed);
    assertThat(sealed.matches(new byte[32])).isFalse();
  }

  @Test
  void identityHoldsItsData() {
    byte[] data = {1, 2, 3};
    Cid cid = Cid.of(Multicodec.RAW, Multicodec.IDENTITY, data);
    assertThat(cid.digest()).isEqualTo(data);
    assertThat(cid.matches(data)).isTrue();
    assertThatThrownBy(() -> Cid.of(Multicodec.RAW, Multicodec.IDENTITY, new byte[65]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void versionZeroIsRead() throws DecodeException {
    byte[] bytes = new byte[34];
    bytes[0] = 0x12;
    bytes[1] = 0x20;
    Cid cid = Cid.decode(bytes);
    assertThat(cid.codec()).isEqualTo(Multicodec.DAG_PB);
    assertThat(cid.hash()).isEqualTo(Hash.SHA2_256.code());
    assertThat(cid.digest()).isEqualTo(new byte[32]);
    assertThat(cid.toBytes()).isEqualTo(bytes);
  }

  @Test
  void overlongVarintsAreReadAndNotWritten() throws DecodeException {
    byte[] bytes = HexFormat.of().parseHex("81808080808080808002" + "550000");
    Cid cid = Cid.decodePrefix(bytes);
    assertThat(cid.toBytes()).containsExactly(1, 0x55, 0, 0);
    assertThat(Cid.decode(bytes)).isEqualTo(cid);
  }

  @Test
  void whatFollowsIsLeftByDecodePrefixOnly() throws DecodeException {
    Cid cid = Cid.parse(EMPTY_ARRAY);
    byte[] more = Arrays.copyOf(cid.toBytes(), 40);
    assertThat(Cid.decodePrefix(more)).isEqualTo(cid);
    assertThatThrownBy(() -> Cid.decode(more)).isInstanceOf(DecodeException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "'', leaves the data",
    "01, leaves the data",
    "00550000, version 0",
    "02550000, version 2",
    "0155000100, ok",
    "01550001, leaves the data",
    "01550041, at most 64",
    "015500ffffffffffffffffff01, at most 64",
    "1220, leaves the data",
    "81005500, not minimal"
  })
  void malformedBytes(String hex, String message) throws DecodeException {
    byte[] bytes = HexFormat.of().parseHex(hex);
    if (message.equals("ok")) {
      assertThat(Cid.decode(bytes).digest()).hasSize(1);
    } else {
      assertThatThrownBy(() -> Cid.decode(bytes))
          .isInstanceOf(DecodeException.class)
          .hasMessageContaining(message);
    }
  }

  @ParameterizedTest
  @CsvSource({"''", "b", "zQm", "bafy1", "f0", "f01xx", "Bafy", EMPTY_ARRAY + "aa"})
  void malformedTexts(String text) {
    assertThatThrownBy(() -> Cid.parse(text)).isInstanceOf(DecodeException.class);
  }
}
