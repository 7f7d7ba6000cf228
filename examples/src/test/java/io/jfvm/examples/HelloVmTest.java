// SPDX-License-Identifier: Apache-2.0
package io.jfvm.examples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.jfvm.encoding.DecodeException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class HelloVmTest {

  @Test
  void theFirstProgramTransfersDeploysAndCalls() throws DecodeException {
    PrintStream before = System.out;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    System.setOut(new PrintStream(bytes, true, UTF_8));
    try {
      HelloVm.main(new String[0]);
    } finally {
      System.setOut(before);
    }

    List<String> lines = bytes.toString(UTF_8).lines().toList();
    assertThat(lines).hasSize(4);
    assertThat(lines.get(0)).isEqualTo("Bob has 25 FIL");
    assertThat(lines.get(1)).matches("exit code 0, gas [1-9][0-9]+");
    assertThat(lines.get(2)).isEqualTo("increment(42)");
    assertThat(lines.get(3)).matches("state root bafy2bz[a-z2-7]{55}");
  }

  @Test
  void theFirstProgramStaysShort() throws IOException {
    List<String> source =
        Files.readAllLines(Path.of("src/main/java/io/jfvm/examples/HelloVm.java"));

    assertThat(source.stream().filter(line -> !line.startsWith("import "))).hasSizeLessThan(40);
  }
}
