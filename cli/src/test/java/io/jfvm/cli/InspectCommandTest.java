// SPDX-License-Identifier: Apache-2.0
package io.jfvm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.jfvm.conformance.VectorException;
import io.jfvm.conformance.VectorReader;
import io.jfvm.examples.datadao.Person;
import io.jfvm.types.Address;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InspectCommandTest {
  @TempDir private static Path folder;

  private static String state;
  private static String root;

  @BeforeAll
  static void exportTheDemo() {
    Run run = Run.of("demo", "--export", folder.resolve("demo").toString());
    assertThat(run.status()).isZero();
    state = folder.resolve("demo/state.car").toString();
    root = run.lines().getLast().substring("state root ".length());
  }

  @Test
  void showsThePartsOfACid() {
    assertShows(
        """
        cid      bafy2bzacecnamqgqmifpluoeldx7zzglxcljo6oja4vrmtj7432rphldpdmm2
        version  1
        codec    dag-cbor 0x71
        hash     blake2b-256 0xb220
        digest   9a0640d0620af5d1c458effce4cbb8969779c9072b164d3fe6f5179d6378d8cd
        bytes    0171a0e402209a0640d0620af5d1c458effce4cbb8969779c9072b164d3fe6f5179d6378d8cd
        """,
        "inspect",
        "cid",
        "bafy2bzacecnamqgqmifpluoeldx7zzglxcljo6oja4vrmtj7432rphldpdmm2");
    assertThat(Run.of("inspect", "cid", "f0171000182").out()).contains("codec    dag-cbor 0x71");
    assertThat(Run.of("inspect", "cid", "f015500026869").out())
        .contains("hash     identity 0x0")
        .endsWith("holds    0x6869\n");
    assertThat(Run.of("inspect", "cid", "f017100028118").err())
        .as("an identity CID of malformed CBOR is still a CID")
        .isEmpty();
  }

  @Test
  void showsEveryFormOfAnAddress() {
    String eth = "0xd4c70f3af0e0d5ad21ca8a45dbcd9ee2a5dd0f3b";
    Run fromEth = Run.of("inspect", "address", eth);
    String f410 = fromEth.lines().getFirst().replaceAll(".* ", "");
    assertThat(fromEth.out())
        .contains("ethereum     " + eth)
        .contains("bytes        040a" + eth.substring(2))
        .contains("namespace    f010")
        .contains("kind         f410, an Ethereum address");
    assertThat(Run.of("inspect", "address", f410).out()).isEqualTo(fromEth.out());
    assertThat(Run.of("inspect", "address", "t" + f410.substring(1)).out())
        .isEqualTo(fromEth.out());

    assertShows(
        """
        mainnet   f01001
        testnet   t01001
        bytes     00e907
        kind      f0, the number of an actor
        ethereum  0xff000000000000000000000000000000000003e9
        actor     1001
        """,
        "inspect",
        "address",
        "0xff000000000000000000000000000000000003e9");
    assertThat(Run.of("inspect", "address", Person.DORA.address().toString()).out())
        .contains("kind     f1")
        .doesNotContain("ethereum");
  }

  @Test
  void summarizesACar() throws IOException {
    Run run = Run.of("inspect", "car", state);

    assertThat(run.err()).isEmpty();
    assertThat(run.out())
        .contains(root)
        .contains("bytes of dag-cbor 0x71 ")
        .contains("network                   datadao")
        .contains("actors: evm               9\n");

    Path zipped = folder.resolve("state.car.gz");
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
      zip.write(Files.readAllBytes(Path.of(state)));
    }
    Files.write(zipped, bytes.toByteArray());
    assertThat(Run.of("inspect", "car", zipped.toString()).lines().subList(1, 10))
        .isEqualTo(run.lines().subList(1, 10));
  }

  @Test
  void showsAnActorWithNamedFields() throws JsonProcessingException {
    Run wallet = Run.of("inspect", "actor", "--state", state, "t01003");
    assertThat(wallet.out()).contains("code     multisig  bafk2bz").contains("balance  305 FIL");
    JsonNode json = json(wallet);
    assertThat(json.get("num_approvals_threshold").asInt()).isEqualTo(2);
    assertThat(json.get("signers")).hasSize(2);
    assertThat(json.get("pending_txs").get("/").asText()).startsWith("bafy2bz");
    assertThat(json.get("initial_balance").asText()).isEqualTo("0 FIL");

    Run alice =
        Run.of("inspect", "actor", "--state", state, "--root", root, Person.ALICE.eth().toString());
    assertThat(alice.out())
        .contains("code      ethaccount")
        .contains(Person.ALICE.eth().toString());

    for (int id : new int[] {0, 1, 2, 3, 4, 5, 6, 7, 99, 103, 1002}) {
      Run run = Run.of("inspect", "actor", "--state", state, "f0" + id);
      assertThat(run.err()).as("actor f0%d", id).isEmpty();
      assertThat(json(run).isObject()).as("state of f0%d has named fields", id).isTrue();
    }
    assertThat(json(Run.of("inspect", "actor", "--state", state, "f010")).isArray()).isTrue();
  }

  private static JsonNode json(Run run) throws JsonProcessingException {
    int start = run.out().indexOf("\n{");
    return new JsonMapper()
        .readTree(run.out().substring(start < 0 ? run.out().lastIndexOf("\n[") : start));
  }

  @Test
  void showsAMessageFromEitherTextForm() throws VectorException {
    byte[] bytes =
        VectorReader.read(folder.resolve("demo/datadao-06.json")).messages().getFirst().bytes();
    Run hex = Run.of("inspect", "message", HexFormat.of().formatHex(bytes));

    assertThat(hex.err()).isEmpty();
    assertThat(hex.out())
        .contains("from        " + Person.DORA.address())
        .contains("to          f01\n")
        .contains("method      2\n")
        .contains("  as CBOR   [{\"/\":\"bafk2bz");
    assertThat(Run.of("inspect", "message", "0x" + HexFormat.of().formatHex(bytes)).out())
        .isEqualTo(hex.out());
    assertThat(Run.of("inspect", "message", Base64.getEncoder().encodeToString(bytes)).out())
        .isEqualTo(hex.out());
    byte[] signed = new byte[1 + bytes.length + 1];
    signed[0] = (byte) 0x82;
    System.arraycopy(bytes, 0, signed, 1, bytes.length);
    signed[signed.length - 1] = 0x40;
    assertThat(Run.of("inspect", "message", HexFormat.of().formatHex(signed)).out())
        .contains("(without its signature)");
  }

  @Test
  void malformedArgumentsAreOneLineAndStatusTwo() {
    assertRefused(2, "CID 'bafy2'", "inspect", "cid", "bafy2");
    assertRefused(2, "address 't0'", "inspect", "address", "t0");
    assertRefused(2, "is not 0x and 40", "inspect", "address", "0x12");
    assertRefused(2, "the checksum does not match", "inspect", "address", badChecksum());
    assertRefused(2, "neither hexadecimal nor base 64", "inspect", "message", "%%");
    assertRefused(2, "Missing required option: '--state=FILE.car'", "inspect", "actor", "f01");
    assertRefused(2, "CID 'x'", "inspect", "actor", "--state", state, "--root", "x", "f01");
  }

  private static String badChecksum() {
    String address = Person.EGON.address().toString();
    char last = address.charAt(address.length() - 1);
    return address.substring(0, address.length() - 1) + (last == 'a' ? 'q' : 'a');
  }

  @Test
  void badInputIsOneLineAndStatusOne() throws IOException {
    byte[] car = Files.readAllBytes(Path.of(state));
    Path cut = Files.write(folder.resolve("cut.car"), Arrays.copyOf(car, car.length - 3));
    car[car.length - 1] ^= 1;
    Path flipped = Files.write(folder.resolve("flipped.car"), car);
    Path empty = Files.write(folder.resolve("empty.car"), new byte[0]);
    String none = folder.resolve("none.car").toString();

    assertRefused(1, "none.car: no such file", "inspect", "car", none);
    assertRefused(1, "cut.car: CAR section at offset", "inspect", "car", cut.toString());
    assertRefused(1, "does not have the digest", "inspect", "car", flipped.toString());
    assertRefused(1, "CAR is empty", "inspect", "actor", "--state", empty.toString(), "f01");
    assertRefused(1, "there is no actor f09999", "inspect", "actor", "--state", state, "t09999");
    assertRefused(1, "no actor is at f1", "inspect", "actor", "--state", state, unknownKey());
    assertRefused(
        1,
        "is missing",
        "inspect",
        "actor",
        "--state",
        state,
        "--root",
        "bafy2bzacecnamqgqmifpluoeldx7zzglxcljo6oja4vrmtj7432rphldpdmm2",
        "f01");
    assertRefused(1, "no message: CBOR at offset", "inspect", "message", "83010203");
  }

  private static String unknownKey() {
    return Address.ofSecp256k1Key(new byte[] {1}).toString();
  }

  private static void assertShows(String expected, String... args) {
    Run run = Run.of(args);
    assertThat(run.err()).isEmpty();
    assertThat(run.status()).isZero();
    assertThat(run.out()).isEqualTo(expected);
  }

  private static void assertRefused(int status, String part, String... args) {
    Run run = Run.of(args);
    assertThat(run.out()).isEmpty();
    assertThat(run.err().lines()).singleElement().asString().contains(part);
    assertThat(run.err()).startsWith("jfvm inspect " + args[1] + ": ");
    assertThat(run.status()).isEqualTo(status);
  }
}
