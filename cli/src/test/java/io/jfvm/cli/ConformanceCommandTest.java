// SPDX-License-Identifier: Apache-2.0
package io.jfvm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jfvm.conformance.MessageVector;
import io.jfvm.conformance.VectorException;
import io.jfvm.conformance.VectorReader;
import io.jfvm.conformance.VectorWriter;
import io.jfvm.encoding.DecodeException;
import io.jfvm.ipld.Block;
import io.jfvm.ipld.CarReader;
import io.jfvm.ipld.CarWriter;
import io.jfvm.ipld.MemoryBlockstore;
import io.jfvm.state.StateTree;
import io.jfvm.types.ActorId;
import io.jfvm.types.Cid;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConformanceCommandTest {
  @TempDir private Path folder;
  private Path vectors;

  @BeforeEach
  void exportTheDemo() {
    vectors = folder.resolve("demo");
    assertThat(Run.of("demo", "--export", vectors.toString()).status()).isZero();
  }

  private Path vector(String number) {
    return vectors.resolve("datadao-" + number + ".json");
  }

  private static void change(Path file, String from, String to) throws IOException {
    String text = Files.readString(file, StandardCharsets.UTF_8);
    assertThat(text).contains(from);
    Files.writeString(file, text.replaceFirst(from, to), StandardCharsets.UTF_8);
  }

  @Test
  void whatOurOwnActorsRecordedPasses() {
    Run run = Run.of("conformance", "--profile", "native", vector("01").toString());
    assertThat(run.err()).isEmpty();
    assertThat(run.out()).isEqualTo("1 passed, 0 failed, 0 skipped\n");
    assertThat(run.status()).isZero();

    Run all = Run.of("conformance", vectors.toString());
    assertThat(all.lines()).singleElement().asString().endsWith(" passed, 0 failed, 0 skipped");
  }

  @Test
  void failuresAndSkipsSayWhy() throws IOException {
    change(vector("01"), "\"gas_used\" : ", "\"gas_used\" : 1");
    change(vector("02"), "\"profile\" : \"native\"", "\"profile\" : \"wasm\"");
    Files.writeString(vector("03"), "{}");

    Run run =
        Run.of(
            "conformance",
            vector("01").toString(),
            vector("02").toString(),
            vector("03").toString());

    assertThat(run.lines()).hasSize(4);
    assertThat(run.lines().get(0))
        .startsWith(vector("01") + ": firehorse failed: message 0: gas used: expected 1");
    assertThat(run.lines().get(1))
        .isEqualTo(
            vector("02") + ": firehorse skipped: its outcome depends on the official actors' gas");
    assertThat(run.lines().get(2))
        .isEqualTo(vector("03") + ": failed: " + vector("03") + ": class is missing");
    assertThat(run.lines().get(3)).isEqualTo("0 passed, 2 failed, 1 skipped");
    assertThat(run.status()).isEqualTo(1);
  }

  @Test
  void aStateThatCannotBeReadIsNamedWithItsFile() throws Exception {
    assertFails("short", shortened(vector("01")), "car: its gzip is cut short");
    assertFails(
        "section",
        withCar(vector("01"), car -> Arrays.copyOf(car, car.length - 1)),
        "car: CAR section at offset ",
        " is cut short: ");
    assertFails(
        "digest",
        withCar(
            vector("01"),
            car -> {
              car[car.length - 1] ^= 1;
              return car;
            }),
        "car: CAR section at offset ",
        " does not have the digest of its data");
  }

  @Test
  void aBlockThatTheStateLacksIsNamedWithItsFile() throws Exception {
    MessageVector vector = VectorReader.read(vector("01"));
    Cid root = vector.preRoot();
    assertFails("root", lacking(vector, root), "block " + root + " is missing");

    MemoryBlockstore store = new MemoryBlockstore();
    CarReader.open(new ByteArrayInputStream(unzipped(vector.car()))).readInto(store);
    Cid init = StateTree.load(store, root).actor(ActorId.INIT).orElseThrow().head();
    assertFails("init", lacking(vector, init), "block " + init + " is missing");
  }

  private void assertFails(String name, MessageVector vector, String... parts) throws IOException {
    Path file = folder.resolve(name + ".json");
    Files.write(file, VectorWriter.toJson(vector));

    Run run = Run.of("conformance", file.toString());

    assertThat(run.lines()).hasSizeGreaterThan(1);
    assertThat(String.join(" ", run.lines())).startsWith(file + ": ").contains(parts);
    assertThat(run.lines().getLast()).isEqualTo("0 passed, 1 failed, 0 skipped");
    assertThat(run.err()).isEmpty();
    assertThat(run.status()).isEqualTo(1);
  }

  private static MessageVector shortened(Path file) throws VectorException {
    MessageVector vector = VectorReader.read(file);
    byte[] car = vector.car();
    return withZipped(vector, Arrays.copyOf(car, car.length - 9));
  }

  private static MessageVector withCar(Path file, UnaryOperator<byte[]> change)
      throws VectorException, IOException {
    MessageVector vector = VectorReader.read(file);
    return withZipped(vector, zipped(change.apply(unzipped(vector.car()))));
  }

  private static MessageVector lacking(MessageVector vector, Cid cid)
      throws IOException, DecodeException {
    CarReader whole = CarReader.open(new ByteArrayInputStream(unzipped(vector.car())));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CarWriter rest = new CarWriter(bytes, whole.roots());
    int dropped = 0;
    for (Optional<Block> block = whole.next(); block.isPresent(); block = whole.next()) {
      if (block.get().cid().equals(cid)) {
        dropped++;
      } else {
        rest.write(block.get().cid(), block.get().data());
      }
    }
    assertThat(dropped).isEqualTo(1);
    return withZipped(vector, zipped(bytes.toByteArray()));
  }

  private static MessageVector withZipped(MessageVector vector, byte[] car) {
    return new MessageVector(
        vector.id(),
        vector.description(),
        vector.selector(),
        car,
        vector.variants(),
        vector.preRoot(),
        vector.surroundings(),
        vector.messages(),
        vector.postRoot(),
        vector.receipts());
  }

  private static byte[] unzipped(byte[] car) throws IOException {
    return new GZIPInputStream(new ByteArrayInputStream(car)).readAllBytes();
  }

  private static byte[] zipped(byte[] car) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(car);
    }
    return bytes.toByteArray();
  }

  @Test
  void badArgumentsAreOneLine() {
    assertRefused(2, "jfvm conformance: Missing required parameter: 'PATH'", "conformance");
    assertRefused(
        2,
        "jfvm conformance: --profile wasm needs --bundles DIR",
        "conformance",
        "--profile",
        "wasm",
        "x");
    assertRefused(
        2,
        "jfvm conformance: --profile native takes no --bundles",
        "conformance",
        "--profile=native",
        "--bundles=x",
        "x");
    assertRefused(1, "jfvm conformance: nowhere: no file or folder", "conformance", "nowhere");
    assertRefused(
        1,
        "jfvm conformance: " + folder.resolve("demo/none") + ": no file or folder",
        "conformance",
        folder.resolve("demo/none").toString());
    assertRefused(
        1,
        "jfvm conformance: nowhere: no folder that can be read",
        "conformance",
        "--bundles=nowhere",
        "x");
  }

  private static void assertRefused(int status, String start, String... args) {
    Run run = Run.of(args);
    assertThat(run.out()).isEmpty();
    assertThat(run.err().lines()).singleElement().asString().startsWith(start);
    assertThat(run.status()).isEqualTo(status);
  }
}
