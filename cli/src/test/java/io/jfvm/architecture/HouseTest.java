// SPDX-License-Identifier: Apache-2.0
package io.jfvm.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** How the sources are kept: licence lines, package duties, sizes. */
class HouseTest {
  private static final List<Path> SOURCES = Jfvm.sources();
  private static final int MAX_LINES_MAIN = 600;
  private static final int MAX_LINES_TEST = 800;

  /** Longer files, each a loop or a table. */
  private static final Set<String> LONG_FILES = Set.of();

  @Test
  void everyFileNamesItsLicence() {
    assertThat(SOURCES)
        .isNotEmpty()
        .allSatisfy(
            file ->
                assertThat(Files.readAllLines(file))
                    .first()
                    .isEqualTo("// SPDX-License-Identifier: Apache-2.0"));
  }

  @Test
  void everyPackageSaysItsDuty() {
    Set<Path> silent = new TreeSet<>();
    for (Path file : SOURCES) {
      Path folder = file.getParent();
      if (folder.toString().contains("src/main/java")
          && !Files.exists(folder.resolve("package-info.java"))) {
        silent.add(folder);
      }
    }
    assertThat(silent).isEmpty();
  }

  @Test
  void filesAreShort() throws IOException {
    Set<String> tooLong = new TreeSet<>();
    for (Path file : SOURCES) {
      int limit = file.toString().contains("src/test/java") ? MAX_LINES_TEST : MAX_LINES_MAIN;
      if (Files.readAllLines(file).size() > limit
          && !LONG_FILES.contains(file.getFileName().toString())) {
        tooLong.add(file.toString());
      }
    }
    assertThat(tooLong).isEmpty();
  }
}
