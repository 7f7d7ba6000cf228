// SPDX-License-Identifier: Apache-2.0
package io.jfvm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchVectorsTest {
  @TempDir private Path folder;
  private Path first;
  private Path second;

  @BeforeEach
  void exportTheDemo() {
    Path vectors = folder.resolve("demo");
    assertThat(Run.of("demo", "--export", vectors.toString()).status()).isZero();
    first = vectors.resolve("datadao-01.json");
    second = vectors.resolve("datadao-02.json");
  }

  private static void change(Path file, String from, String to) throws IOException {
    String text = Files.readString(file);
    assertThat(text).contains(from);
    Files.writeString(file, text.replaceFirst(from, to));
  }

  @Test
  void eachVectorIsALineAndTheFiguresAreInTheFile() throws IOException {
    Path json = folder.resolve("times.json");
    Run run =
        Run.of(
            "bench",
            "vectors",
            "--repeat=2",
            "--warm-up=0",
            "--json=" + json,
            first.toString(),
            second.toString());
    assertThat(run.err()).isEmpty();
    assertThat(run.status()).isZero();
    assertThat(run.lines()).hasSize(6);
    assertThat(run.lines().get(0)).endsWith("vector");
    assertThat(run.lines().get(1)).endsWith("  " + first);
    assertThat(run.lines().get(2)).endsWith("  " + second);
    assertThat(run.lines().get(3)).endsWith("  sum");
    assertThat(run.lines().get(4)).startsWith("median vector ").endsWith(" instances a second");
    assertThat(run.lines().get(5)).isEqualTo("2 measured, 0 failed, 0 skipped");
    assertThat(Files.readString(json))
        .contains(
            "\"profile\" : \"native\"", "\"repeat\" : 2", "\"median_ns\" : ", first.toString())
        .endsWith("}\n");
  }

  @Test
  void aWrongVectorIsNamedAndIsNotMeasured() throws IOException {
    change(first, "\"gas_used\" : ", "\"gas_used\" : 1");
    change(second, "\"profile\" : \"native\"", "\"profile\" : \"wasm\"");
    Run run = Run.of("bench", "vectors", "--repeat=1", first.toString(), second.toString());
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.lines().get(0))
        .startsWith(first + ": firehorse failed: message 0: gas used: expected 1");
    assertThat(run.lines().get(1)).startsWith(second + ": firehorse skipped: ");
    assertThat(run.lines().getLast()).isEqualTo("0 measured, 1 failed, 1 skipped");
  }

  @Test
  void badArgumentsAreOneLine() {
    assertRefused(2, "jfvm bench: Missing subcommand: vectors or start", "bench");
    assertRefused(2, "jfvm bench vectors: Missing required parameter: 'PATH'", "bench", "vectors");
    assertRefused(
        2, "jfvm bench vectors: --repeat must be at least 1, not 0", vectors("--repeat=0"));
    assertRefused(
        2, "jfvm bench vectors: --warm-up must be at least 0, not -1", vectors("--warm-up=-1"));
    assertRefused(
        2, "jfvm bench vectors: Invalid value for option '--engine'", vectors("--engine=fast"));
    assertRefused(
        2, "jfvm bench vectors: --profile wasm needs --bundles DIR", vectors("--profile=wasm"));
    Path nowhere = folder.resolve("none").resolve("times.json");
    assertRefused(
        1,
        "jfvm bench vectors: " + nowhere + ": no file that can be written",
        vectors("--json=" + nowhere));
    assertRefused(1, "jfvm bench vectors: nowhere: no file", "bench", "vectors", "nowhere");
  }

  private String[] vectors(String option) {
    return new String[] {"bench", "vectors", option, first.toString()};
  }

  private static void assertRefused(int status, String start, String... args) {
    Run run = Run.of(args);
    assertThat(run.out()).isEmpty();
    assertThat(run.err().lines()).singleElement().asString().startsWith(start);
    assertThat(run.status()).isEqualTo(status);
  }
}
