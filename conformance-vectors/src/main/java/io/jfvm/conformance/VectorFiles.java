// SPDX-License-Identifier: Apache-2.0
package io.jfvm.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Finds vectors in folders. */
public final class VectorFiles {
  private VectorFiles() {}

  /**
   * A file itself, whatever its name, or all {@code .json} and {@code .json.gz} files anywhere
   * below a folder, in order of their paths.
   *
   * @throws VectorException if there is nothing there
   */
  public static List<Path> at(Path place) throws VectorException {
    if (Files.isRegularFile(place)) {
      return List.of(place);
    }
    try (Stream<Path> files = Files.walk(place)) {
      List<Path> found =
          files.filter(file -> isVector(file) && Files.isRegularFile(file)).sorted().toList();
      if (found.isEmpty()) {
        throw new VectorException(place + ": no .json or .json.gz file there or below");
      }
      return found;
    } catch (IOException e) {
      throw new VectorException(place + ": no file or folder that can be read", e);
    }
  }

  private static boolean isVector(Path file) {
    String name = file.getFileName().toString();
    return name.endsWith(".json") || name.endsWith(".json.gz");
  }
}
