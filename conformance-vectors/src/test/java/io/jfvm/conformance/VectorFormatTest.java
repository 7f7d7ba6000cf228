// SPDX-License-Identifier: Apache-2.0
package io.jfvm.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jfvm.conformance.MessageVector.Application;
import io.jfvm.conformance.MessageVector.ExpectedReceipt;
import io.jfvm.conformance.MessageVector.Randomness;
import io.jfvm.conformance.MessageVector.Surroundings;
import io.jfvm.conformance.MessageVector.Tipset;
import io.jfvm.conformance.MessageVector.Variant;
import io.jfvm.types.ActorEvent;
import io.jfvm.types.ActorId;
import io.jfvm.types.ChainEpoch;
import io.jfvm.types.Cid;
import io.jfvm.types.EventEntry;
import io.jfvm.types.ExitCode;
import io.jfvm.types.NetworkVersion;
import io.jfvm.types.Receipt;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class VectorFormatTest {
  private static final Cid PRE = Cid.ofDagCbor(new byte[] {1});
  private static final Cid POST = Cid.ofDagCbor(new byte[] {2});

  private static final String MINIMAL =
      """
      {"class": "message", "car": "AA==",
       "preconditions": {"variants": [{"id": "v", "epoch": 5, "nv": 18}],
                         "state_tree": {"root_cid": {"/": "PRE"}}},
       "apply_messages": [{"bytes": "AQI="}],
       "postconditions": {"state_tree": {"root_cid": {"/": "POST"}},
                          "receipts": [{"exit_code": 16, "return": "", "gas_used": 7}]}}
      """
          .replace("PRE", PRE.toString())
          .replace("POST", POST.toString());

  @Test
  void aVectorSurvivesWritingAndReading() throws VectorException {
    MessageVector vector =
        new MessageVector(
            "demo-1",
            "one of each",
            Map.of("profile", "native"),
            new byte[] {9, 8},
            List.of(new Variant("firehorse", new ChainEpoch(100), NetworkVersion.NV28)),
            PRE,
            new Surroundings(
                BigInteger.TWO.pow(90),
                BigInteger.TWO.pow(100),
                OptionalLong.of(31415926),
                OptionalLong.of(1_780_000_000),
                List.of(new Randomness(Randomness.Kind.BEACON, new ChainEpoch(99), new byte[32])),
                List.of(new Tipset(new ChainEpoch(98), POST))),
            List.of(
                Application.of(new byte[] {1}),
                new Application(new byte[] {2}, 30, true, OptionalLong.of(77))),
            POST,
            List.of(
                new ExpectedReceipt(
                    new Receipt(ExitCode.OK, new byte[] {3}, 1000, Optional.of(PRE)),
                    true,
                    Optional.of(
                        List.of(
                            new ActorEvent(
                                new ActorId(7),
                                List.of(new EventEntry(3, "t1", 0x55, new byte[] {1, 2})))))),
                new ExpectedReceipt(
                    new Receipt(new ExitCode(-1), new byte[0], 2, Optional.empty()),
                    true,
                    Optional.empty())));

    byte[] json = VectorWriter.toJson(vector);
    MessageVector again = VectorReader.parse("again", json);

    assertThat(again).usingRecursiveComparison().isEqualTo(vector);
    assertThat(VectorWriter.toJson(again)).isEqualTo(json);
  }

  @Test
  void whatPublicVectorsLeaveOutHasTheReferencesDefaults() throws VectorException {
    MessageVector vector = VectorReader.parse("minimal", MINIMAL.getBytes(UTF_8));

    assertThat(vector.id()).isEqualTo("minimal");
    assertThat(vector.surroundings().baseFee()).isEqualTo(100);
    assertThat(vector.surroundings().circulatingSupply()).isZero();
    assertThat(vector.surroundings().chainId()).isEmpty();
    assertThat(vector.messages().getFirst().implicit()).isFalse();
    assertThat(vector.receipts().getFirst().eventsRootKnown()).isFalse();
    assertThat(vector.surroundings().randomness()).isEmpty();
  }

  @Test
  void errorsNameTheFileAndTheField() {
    assertRefused(MINIMAL.replace("\"message\"", "\"tipset\""), "class is \"tipset\"");
    assertRefused(
        MINIMAL.replace("\"nv\": 18", "\"nv\": \"18\""),
        "preconditions/variants/0/nv is no integer of 64 bits");
    assertRefused(
        MINIMAL.replace("\"AQI=\"", "\"AQI=\", \"implicit\": 1"),
        "apply_messages/0/implicit is neither true nor false");
    assertRefused(MINIMAL.replace("\"nv\": 18", "\"epoch\": 18"), "Duplicate field 'epoch'");
    assertRefused(
        MINIMAL.replace("AA==", "%%"),
        "car: Failed to decode VALUE_STRING as base64 (MIME-NO-LINEFEEDS): Illegal character '%'");
    assertRefused(MINIMAL.replace("\"nv\": 18", "\"nv\": 99"), "network version 99 is unknown");
    assertRefused(
        MINIMAL.replace("\"epoch\": 5", "\"epoch\": 5.5"),
        "preconditions/variants/0/epoch is no integer");
    assertRefused(
        MINIMAL.replace(PRE.toString(), "bafy"), "preconditions/state_tree/root_cid: CID 'bafy'");
    assertRefused(MINIMAL.replace("[{\"bytes\": \"AQI=\"}]", "[]"), "0 messages but 1 receipts");
    assertRefused(MINIMAL.substring(0, 40), "Unexpected end-of-input");
    assertRefused(
        MINIMAL.replace("\"nv\": 18", "\"nv\": 4294967314"),
        "preconditions/variants/0/nv is 4294967314, not from 0 to 2147483647");
    assertRefused(
        MINIMAL.replace("\"exit_code\": 16", "\"exit_code\": 4294967312"),
        "postconditions/receipts/0/exit_code is 4294967312, not from 0 to 4294967295");
    assertRefused(
        MINIMAL.replace("\"epoch\": 5", "\"epoch\": -1"),
        "preconditions/variants/0/epoch is -1, not from 0 to ");
    assertRefused(
        MINIMAL.replace("\"AQI=\"", "\"AQI=\", \"epoch_offset\": 9223372036854775807"),
        "apply_messages/0/epoch_offset is 9223372036854775807, not from 0 to ");
    assertRefused(
        MINIMAL.replace("\"AQI=\"", "\"AQI=\", \"raw_length\": -1"),
        "apply_messages/0/raw_length is -1, not from 0 to ");
    assertRefused(
        MINIMAL.replace("{\"variants\"", "{\"basefee\": -3, \"variants\""),
        "preconditions/basefee is -3, less than nothing");
    assertRefused(
        MINIMAL.replaceFirst("\\[\\{\"id\".*}]", "[]"),
        "preconditions/variants is empty: nothing would run");
    assertRefused("", "the text is no object");
    assertRefused("{}", "class is missing");
    assertRefused(MINIMAL + "{}", "text after the end");
  }

  @Test
  void whateverIsRequiredIsMissedByName() {
    assertRefused(MINIMAL.replace("\"class\"", "\"x\""), "class is missing");
    assertRefused(MINIMAL.replace("\"car\"", "\"x\""), "car is missing");
    assertRefused(MINIMAL.replace("\"variants\"", "\"x\""), "preconditions/variants is missing");
    assertRefused(MINIMAL.replace("\"epoch\"", "\"x\""), "epoch of a variant is missing");
    assertRefused(MINIMAL.replace("\"nv\"", "\"x\""), "nv of a variant is missing");
    assertRefused(
        MINIMAL.replaceFirst("\"root_cid\"", "\"x\""),
        "preconditions/state_tree/root_cid is missing");
    assertRefused(MINIMAL.replace("\"apply_messages\"", "\"x\""), "apply_messages is missing");
    assertRefused(MINIMAL.replace("\"bytes\"", "\"x\""), "bytes of a message is missing");
    assertRefused(
        MINIMAL.replace("\"postconditions\"", "\"x\""),
        "postconditions/state_tree/root_cid is missing");
    assertRefused(MINIMAL.replace("\"receipts\"", "\"x\""), "postconditions/receipts is missing");
    for (String field : List.of("exit_code", "gas_used")) {
      assertRefused(
          MINIMAL.replace("\"" + field + "\"", "\"x\""),
          "postconditions/receipts/0 has no exit_code or gas_used");
    }
  }

  @Test
  void aGzippedVectorMayNotEndEarly() throws IOException, VectorException {
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
      out.write(MINIMAL.getBytes(UTF_8));
    }
    byte[] whole = zipped.toByteArray();
    assertThat(VectorReader.parse("whole", whole).messages()).hasSize(1);

    for (int length = 2; length < whole.length; length++) {
      byte[] part = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> VectorReader.parse("part.json.gz", part))
          .isInstanceOf(VectorException.class)
          .hasMessage("part.json.gz: the file is cut short");
    }
  }

  private static void assertRefused(String json, String message) {
    assertThatThrownBy(() -> VectorReader.parse("file.json", json.getBytes(UTF_8)))
        .isInstanceOf(VectorException.class)
        .hasMessageStartingWith("file.json: ")
        .hasMessageContaining(message);
  }
}
