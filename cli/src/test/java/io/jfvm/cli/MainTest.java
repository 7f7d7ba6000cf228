// SPDX-License-Identifier: Apache-2.0
package io.jfvm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "demo ",
        "conformance ",
        "bench ",
        "bench vectors ",
        "inspect ",
        "inspect cid ",
        "inspect address ",
        "inspect car ",
        "inspect actor ",
        "inspect message "
      })
  void everyCommandHasHelp(String command) {
    Run run = Run.of((command + "--help").split(" "));

    assertThat(run.status()).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(run.out()).startsWith("Usage: jfvm " + command.strip());
    assertThat(run.lines()).allMatch(line -> line.length() <= 100);
  }

  @Test
  void badArgumentsAreOneLineAndStatusTwo() {
    assertUsage("jfvm: Missing command: demo, conformance, bench or inspect; see jfvm --help");
    assertUsage("jfvm: Unmatched argument at index 0: 'dance'; see jfvm --help", "dance");
    assertUsage("jfvm demo: Unknown option: '--x'; see jfvm demo --help", "demo", "--x");
    assertUsage("jfvm demo: Unmatched argument at index 1: 'x'; see jfvm demo --help", "demo", "x");
    assertUsage(
        "jfvm demo: Missing required parameter for option '--export' (DIR); see jfvm demo --help",
        "demo",
        "--export");
    assertUsage(
        "jfvm inspect: Missing subcommand: cid, address, car, actor or message;"
            + " see jfvm inspect --help",
        "inspect");
  }

  private static void assertUsage(String line, String... args) {
    Run run = Run.of(args);
    assertThat(run.err().lines().toList()).isEqualTo(List.of(line));
    assertThat(run.out()).isEmpty();
    assertThat(run.status()).isEqualTo(2);
  }
}
