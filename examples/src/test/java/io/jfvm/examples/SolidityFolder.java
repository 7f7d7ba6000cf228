// SPDX-License-Identifier: Apache-2.0
package io.jfvm.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Where this module keeps its Solidity sources and their artifacts. */
final class SolidityFolder {
  /** Surefire says where the module is; an IDE starts there. */
  static final Path MODULE = Path.of(System.getProperty("basedir", "")).toAbsolutePath();

  static final Path SOURCES = MODULE.resolve("src/main/solidity");
  static final Path ARTIFACTS = MODULE.resolve("src/main/resources/io/jfvm/examples/contracts");

  private SolidityFolder() {}

  /** Paths of all sources within their folder, with slashes, sorted. */
  static List<String> sources() throws IOException {
    try (Stream<Path> files = Files.walk(SOURCES)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> SOURCES.relativize(file).toString().replace('\\', '/'))
          .sorted()
          .toList();
    }
  }

  static String name(Path file, String suffix) {
    String name = file.getFileName().toString();
    if (!name.endsWith(suffix)) {
      throw new IllegalArgumentException(file + " does not belong here");
    }
    return name.substring(0, name.length() - suffix.length());
  }
}
