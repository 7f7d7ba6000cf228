// SPDX-License-Identifier: Apache-2.0
package io.jfvm.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.jfvm.types.EthAddress;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Expected bytes come from another ABI library (viem 2). */
class AbiDecoderTest {
  private static final String ONE = "0".repeat(63) + "1";
  private static final EthAddress ALICE = new EthAddress(HexFormat.of().parseHex("ab".repeat(20)));
  private static final String ALICE_WORD = "0".repeat(24) + "ab".repeat(20);
  private static final String VOTED =
      "7c2de587c00d75474a0c6c6fa96fd3b45dc974cd4e8a75f712bb84c950dce1b5";

  private final ContractArtifact dao = ContractArtifact.load("DataDao");
  private final AbiDecoder decoder =
      AbiDecoder.of(
          dao,
          ContractArtifact.load("DaoToken"),
          ContractArtifact.load("Caller"),
          ContractArtifact.load("Refuser"));

  @Test
  void callReadsAsFunctionAndArguments() {
    byte[] input = dao.encodeCall("propose", ALICE, 7, new byte[] {1, (byte) 0xff}, "pay\u001b[2J");
    assertThat(decoder.call(input))
        .hasToString(
            "Optional[propose(target=%s, value=7, data=0x01ff, description=\"pay\\u001b[2J\")]"
                .formatted(ALICE));
  }

  @Test
  void resultReadsByTheCallThatMadeIt() {
    byte[] input = dao.encodeCall("state", 3);
    assertThat(decoder.result(input, bytes(ONE))).hasToString("Optional[state(1)]");
    assertThat(decoder.result(input, bytes("01"))).isEmpty();
  }

  @Test
  void unknownOrShortInputIsNoCall() {
    assertThat(decoder.call(new byte[0])).isEmpty();
    assertThat(decoder.call(new byte[3])).isEmpty();
    assertThat(decoder.call(new byte[40])).isEmpty();
    assertThat(decoder.call(HexFormat.of().parseHex("82ff16c1ff"))).isEmpty();
  }

  @Test
  void eventReadsFromTopicsAndData() {
    Decoded event =
        decoder
            .event(List.of(bytes(VOTED), bytes(ONE), bytes(ALICE_WORD)), bytes(ONE + ONE))
            .orElseThrow();
    assertThat(event).hasToString("Voted(id=1, voter=%s, support=true, weight=1)".formatted(ALICE));
    assertThat(event.value("weight")).isEqualTo(BigInteger.ONE);
  }

  @Test
  void anonymousEventReadsByItsNumberOfTopics() {
    String word = "0".repeat(62);
    byte[] data = bytes(word + "20" + word + "02" + "6869" + "0".repeat(60));
    assertThat(decoder.event(List.of(), data)).hasToString("Optional[Whispered(note=\"hi\")]");
  }

  @Test
  void foreignOrBrokenEventGivesNothing() {
    assertThat(decoder.event(List.of(bytes(ONE)), new byte[0])).isEmpty();
    assertThat(decoder.event(List.of(bytes(VOTED), bytes(ONE)), bytes(ONE + ONE))).isEmpty();
    assertThat(decoder.event(List.of(bytes(VOTED), bytes(ONE), bytes(ALICE_WORD)), bytes(ONE)))
        .isEmpty();
    assertThat(decoder.event(List.of(), new byte[5])).isEmpty();
  }

  @Test
  void customErrorReadsWithItsValues() {
    assertThat(decoder.describeRevert(bytes("a5a58849" + ONE + "0".repeat(62) + "0a")))
        .isEqualTo("InsufficientTreasury(available=1, needed=10)");
    String minusSix = "f".repeat(63) + "a";
    assertThat(
            decoder.describeRevert(
                bytes("5f5faa67" + minusSix + "0".repeat(62) + "40" + "0".repeat(64))))
        .isEqualTo("ActorFailed(exitCode=-6, data=0x)");
  }

  @Test
  void reasonReadsAsItsText() {
    String text = HexFormat.of().formatHex("no\n".getBytes(StandardCharsets.UTF_8));
    assertThat(
            decoder.describeRevert(
                bytes(
                    "08c379a0"
                        + "0".repeat(62)
                        + "20"
                        + "0".repeat(62)
                        + "03"
                        + text
                        + "0".repeat(58))))
        .isEqualTo("no\\u000a");
  }

  @ParameterizedTest
  @CsvSource({
    "00, generic",
    "01, assertion failed",
    "11, arithmetic overflow",
    "12, division by zero",
    "21, no such enum value",
    "22, corrupt storage byte array",
    "31, pop from an empty array",
    "32, index out of range",
    "41, out of memory",
    "51, call of an unset function",
    "99, unknown"
  })
  void panicReadsAsItsMeaning(String code, String meaning) {
    assertThat(decoder.describeRevert(bytes("4e487b71" + "0".repeat(62) + code)))
        .isEqualTo("panic 0x" + code + ": " + meaning);
  }

  @Test
  void hugePanicCodeIsUnknown() {
    assertThat(decoder.describeRevert(bytes("4e487b71" + "1" + "0".repeat(63))))
        .isEqualTo("panic 0x1" + "0".repeat(63) + ": unknown");
  }

  @Test
  void unexplainedRevertReadsAsHex() {
    assertThat(decoder.describeRevert(new byte[0])).isEqualTo("no reason given");
    assertThat(decoder.describeRevert(bytes("0102"))).isEqualTo("0x0102");
    assertThat(decoder.describeRevert(bytes("a5a58849"))).isEqualTo("0xa5a58849");
  }

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex);
  }
}
