// SPDX-License-Identifier: Apache-2.0
package io.jfvm.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReadmeTest {
  @Test
  void theReadmeShowsTheProgramThatTheTestsRun() throws IOException {
    List<String> program =
        Files.readAllLines(Path.of("src/main/java/io/jfvm/examples/HelloVm.java")).stream()
            .map(String::strip)
            .toList();
    String readme = Files.readString(Path.of("../README.md"));
    String shown = readme.substring(readme.indexOf("```java\n"));
    shown = shown.substring("```java\n".length(), shown.indexOf("\n```\n"));

    assertThat(shown.lines().map(String::strip).toList())
        .hasSizeGreaterThan(20)
        .isSubsetOf(program);
  }
}
