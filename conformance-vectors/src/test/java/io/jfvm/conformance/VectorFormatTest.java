// SPDX-License-Identifier: Apache-2.0
package io.jfvm.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jfvm.conformance.MessageVector.Application;
import io.jfvm.conformance.MessageVector.ExpectedReceipt;
import io.jfvm.conformance.MessageVector.Randomness;
import io.jfvm.conformance.MessageVector.Variant;
import io.jfvm.types.ChainEpoch;
import io.jfvm.types.Cid;
import io.jfvm.types.ExitCode;
import io.jfvm.types.NetworkVersion;
import io.jfvm.types.Receipt;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
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
            BigInteger.TWO.pow(90),
            BigInteger.TWO.pow(100),
            OptionalLong.of(31415926),
            List.of(
                new Application(new byte[] {1}, 0, false),
                new Application(new byte[] {2}, 30, true)),
            POST,
            List.of(
                new ExpectedReceipt(
                    new Receipt(ExitCode.OK, new byte[] {3}, 1000, Optional.of(PRE)), true),
                new ExpectedReceipt(
                    new Receipt(new ExitCode(-1), new byte[0], 2, Optional.empty()), true)),
            List.of(new Randomness(Randomness.Kind.BEACON, new ChainEpoch(99), new byte[32])));

    byte[] json = VectorWriter.toJson(vector);
    MessageVector again = VectorReader.parse("again", json);

    assertThat(again).usingRecursiveComparison().isEqualTo(vector);
    assertThat(VectorWriter.toJson(again)).isEqualTo(json);
  }

  @Test
  void whatPublicVectorsLeaveOutHasTheReferencesDefaults() throws VectorException {
    MessageVector vector = VectorReader.parse("minimal", MINIMAL.getBytes(UTF_8));

    assertThat(vector.id()).isEqualTo("minimal");
    assertThat(vector.baseFee()).isEqualTo(100);
    assertThat(vector.circulatingSupply()).isZero();
    assertThat(vector.chainId()).isEmpty();
    assertThat(vector.messages().getFirst().implicit()).isFalse();
    assertThat(vector.receipts().getFirst().eventsRootKnown()).isFalse();
    assertThat(vector.randomness()).isEmpty();
  }

  @Test
  void errorsNameTheFileAndTheField() {
    assertRefused(MINIMAL.replace("\"message\"", "\"tipset\""), "class is \"tipset\"");
    assertRefused(MINIMAL.replace("AA==", "%%"), "car: Illegal base64");
    assertRefused(MINIMAL.replace("\"nv\": 18", "\"nv\": 99"), "network version 99 is unknown");
    assertRefused(
        MINIMAL.replace("\"epoch\": 5", "\"epoch\": 5.5"), "epoch is missing or no integer");
    assertRefused(MINIMAL.replace(PRE.toString(), "bafy"), "root_cid: CID 'bafy'");
    assertRefused(MINIMAL.replace("[{\"bytes\": \"AQI=\"}]", "[]"), "0 messages but 1 receipts");
    assertRefused(MINIMAL.substring(0, 40), "Unexpected end-of-input");
    assertRefused("", "class is missing");
    assertRefused(MINIMAL + "{}", "Trailing token");
  }

  private static void assertRefused(String json, String message) {
    assertThatThrownBy(() -> VectorReader.parse("file.json", json.getBytes(UTF_8)))
        .isInstanceOf(VectorException.class)
        .hasMessageStartingWith("file.json: ")
        .hasMessageContaining(message);
  }
}
