// SPDX-License-Identifier: Apache-2.0
package io.jfvm.evm.perf;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.jfvm.evm.word.Keccak256;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.Test;

/** HotSpot never compiles a method of more than 8000 bytes. */
class LoopSizeTest {
  private static final int HUGE_METHOD_LIMIT = 8000;
  private static final Pattern INSTRUCTION = Pattern.compile("^ +(\\d+): [a-z]");

  /** The offset of each method's last instruction. */
  private static List<Integer> methodSizes(Class<?> type) throws URISyntaxException {
    Path classes = Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    StringWriter text = new StringWriter();
    ToolProvider javap = ToolProvider.findFirst("javap").orElseThrow();
    int status =
        javap.run(
            new PrintWriter(text),
            new PrintWriter(System.err, true, UTF_8),
            "-c",
            "-p",
            "-cp",
            classes.toString(),
            type.getName());
    assertThat(status).isZero();
    List<Integer> sizes = new ArrayList<>();
    for (String line : text.toString().lines().toList()) {
      Matcher m = INSTRUCTION.matcher(line);
      if (line.endsWith("Code:")) {
        sizes.add(0);
      } else if (m.find()) {
        sizes.set(sizes.size() - 1, Integer.parseInt(m.group(1)));
      }
    }
    return sizes;
  }

  @Test
  void hotMethodsCanBeCompiled() throws URISyntaxException {
    List<Integer> sizes = methodSizes(EvmLoop.class);
    assertThat(sizes).isNotEmpty().allMatch(size -> size < HUGE_METHOD_LIMIT);
    assertThat(sizes).as("the loop itself is among them").anyMatch(size -> size > 1500);
    assertThat(methodSizes(Keccak256.class)).allMatch(size -> size < HUGE_METHOD_LIMIT);
  }
}
