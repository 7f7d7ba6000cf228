// SPDX-License-Identifier: Apache-2.0
package io.jfvm.types;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jfvm.encoding.DecodeException;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Known pairs are those of ref-fvm {@code shared/tests/address_test.rs}. */
class AddressTest {

  @ParameterizedTest
  @CsvSource({
    "049402fac37e6432a416a3a0ca5426b5185ab3b24f6134efa25ce487c82d2e4e13bf452511e0d2245421f8613bc10d"
        + "72fa216666a96c3bc13920d3ff233fd0bc05, f15ihq5ibzwki2b4ep2f46avlkrqzhpqgtga7pdrq",
    "047687b910379bf28cbe3aea674b12000c6b7dba46ffc05f6c94fe2a22bbcc2602ff7f5c76f21ca55d36959152b0e1"
        + "e887917c393576eef093f61ebd3ad06f7fda, f12fiakbhe2gwd5cnmrenekasyn6v5tnaxaqizq6a"
  })
  void secp256k1(String key, String text) throws DecodeException {
    assertText(Address.ofSecp256k1Key(HexFormat.of().parseHex(key)), text);
  }

  @ParameterizedTest
  @CsvSource({
    "76128190cdf068d1418044acc03e0b6781970d60, f24vg6ut43yw2h2jqydgbg2xq7x6f4kub3bg6as6i",
    "2cafb8e2e06bba98ea657c5cf5f42023aa23e88e, f25nml2cfbljvn4goqtclhifepvfnicv6g7mfmmvq",
    "3d3a89e8ddab54783271 6c6d468c3560c9f47fd8, f2gfvuyh7v2sx3patm5k23wdzmhyhtmqctasbr23y"
  })
  void actor(String data, String text) throws DecodeException {
    assertText(Address.ofActor(HexFormat.of().parseHex(data.replace(" ", ""))), text);
  }

  @Test
  void bls() throws DecodeException {
    byte[] key =
        HexFormat.of()
            .parseHex(
                "ad58df696e2d4e91ea86c881e938ba4ea81b395e12797b84b9cf314b9546705e"
                    + "839c7a99d606b247ddb4f9ac7a3414dd");
    assertText(
        Address.ofBlsKey(key),
        "f3vvmn62lofvhjd2ugzca6sof2j2ubwok6cj4xxbfzz4yuxfkgobpihhd2thlanmsh3w2ptld2gqkn2jvlss4a");
    assertThatThrownBy(() -> Address.ofBlsKey(new byte[47]))
        .isInstanceOf(IllegalArgumentException.class);
    byte[] infinity = new byte[48];
    infinity[0] = (byte) 0xc0;
    assertThat(Address.ofBlsKey(infinity).isBlsInfinity()).isTrue();
    assertThat(Address.ofBlsKey(key).isBlsInfinity()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "32, ffffffffff, f432f77777777x32lpna",
    "18446744073709551615, '', f418446744073709551615ftnkyfaq"
  })
  void delegated(String namespace, String subaddress, String text) throws DecodeException {
    ActorId manager = new ActorId(Long.parseUnsignedLong(namespace));
    byte[] bytes = HexFormat.of().parseHex(subaddress);
    Address address = Address.ofDelegated(manager, bytes);
    assertText(address, text);
    assertThat(address.namespace()).contains(manager);
    assertThat(address.subaddress()).contains(bytes);
  }

  @Test
  void theLongestDelegated() throws DecodeException {
    assertText(
        Address.ofDelegated(new ActorId(-1), new byte[54]),
        "f418446744073709551615f" + "a".repeat(86) + "fbbuagu");
    assertThatThrownBy(() -> Address.ofDelegated(ActorId.EAM, new byte[55]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"0", "1", "10", "150", "499", "1024", "1729", "999999", "18446744073709551615"})
  void ids(String number) throws DecodeException {
    ActorId id = new ActorId(Long.parseUnsignedLong(number));
    assertText(id.address(), "f0" + number);
    assertThat(id.address().id()).contains(id);
    assertThat(id).hasToString("f0" + number);
  }

  private static void assertText(Address address, String text) throws DecodeException {
    assertThat(address).hasToString(text);
    assertThat(Address.parse(text)).isEqualTo(address);
    String testnet = "t" + text.substring(1);
    assertThat(Address.parse(testnet)).isEqualTo(address);
    assertThat(AddressText.format(address, AddressText.Network.TESTNET)).isEqualTo(testnet);
    assertThat(Address.decode(address.toBytes())).isEqualTo(address);
    assertThat(Address.CODEC.fromBytes(Address.CODEC.toBytes(address))).isEqualTo(address);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "f",
        "f2",
        "Q2gfvuyh7v2sx3patm5k23wdzmhyhtmqctasbr23y",
        "f5gfvuyh7v2sx3patm5k23wdzmhyhtmqctasbr23y",
        "f2gfvuyh7v2sx3patm5k23wdzmhyhtmqctasbr24y",
        "f0banananananannnnnnnnn",
        "f0banananananannnnnnn",
        "f018446744073709551616",
        "f0-1",
        "f2gfvuyh7v2sx3patm1k23wdzmhyhtmqctasbr24y",
        "f2gfvuyh7v2sx3paTm1k23wdzmhyhtmqctasbr24y",
        "f1mzxqu",
        "f4f",
        "f432",
        "f432fa",
        "f432f77777777x32lpnb"
      })
  void malformedTexts(String text) {
    assertThatThrownBy(() -> Address.parse(text))
        .isInstanceOf(DecodeException.class)
        .hasMessageContaining("'" + text + "'");
  }

  @ParameterizedTest
  @CsvSource({
    "''",
    "00",
    "050404",
    "01000000000000000000000000000000000000000000",
    "010000000000000000000000000000000000000000000000",
    "0200",
    "0300",
    "008000",
    "000101",
    "0080",
    "0480"
  })
  void malformedBytes(String hex) {
    assertThatThrownBy(
            () ->
                Address.decode(
                    HexFormat.of().parseHex(hex + (hex.length() == 44 ? "00".repeat(2) : ""))))
        .isInstanceOf(DecodeException.class);
  }

  @Test
  void overlongVarintsAreReadAndNotWritten() throws DecodeException {
    Address id = Address.decode(HexFormat.of().parseHex("00" + "80".repeat(9) + "02"));
    assertThat(id).isEqualTo(ActorId.SYSTEM.address());
    Address delegated = Address.decode(HexFormat.of().parseHex("048a" + "80".repeat(8) + "02ff"));
    assertThat(delegated).isEqualTo(Address.ofDelegated(ActorId.EAM, new byte[] {(byte) 0xff}));
  }

  @Test
  void orderIsThatOfBytes() {
    assertThat(ActorId.SYSTEM.address()).isLessThan(ActorId.INIT.address());
    assertThat(new ActorId(200).address())
        .isGreaterThan(new ActorId(100).address())
        .isLessThan(Address.ofActor(new byte[1]));
    assertThat(new ActorId(-1)).isGreaterThan(new ActorId(1));
  }

  @Test
  void keysAreF1AndF3() {
    assertThat(Address.ofSecp256k1Key(new byte[65]).isKey()).isTrue();
    assertThat(Address.ofBlsKey(new byte[48]).isKey()).isTrue();
    assertThat(Address.ofActor(new byte[1]).isKey()).isFalse();
    assertThat(ActorId.INIT.address().isKey()).isFalse();
  }
}
