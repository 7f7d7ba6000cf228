// SPDX-License-Identifier: Apache-2.0
package io.jfvm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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
