// SPDX-License-Identifier: Apache-2.0
package io.jfvm.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The pinned compiler makes the committed artifacts, byte for byte. Needs Node.js, npm and a
 * package registry (or a filled npm cache); without them the test is aborted and says what is
 * missing.
 */
class ContractCompilationTest {
  private static final Path WORK = SolidityFolder.MODULE.resolve("target/recompile");
  private static final int OLDEST_NODE = 20;
  private static final int MINUTES = 5;

  /** npm's words for a registry that cannot be reached. */
  private static final List<String> OFFLINE =
      List.of(
          "ENOTFOUND",
          "EAI_AGAIN",
          "ECONNREFUSED",
          "ECONNRESET",
          "ETIMEDOUT",
          "ENETUNREACH",
          "EHOSTUNREACH",
          "ENOTCACHED",
          "ERR_SOCKET_TIMEOUT");

  private record Finished(int exitCode, String output) {}

  @Test
  void pinnedCompilerMakesTheCommittedArtifacts() throws IOException, InterruptedException {
    Files.createDirectories(WORK);
    requireNode();
    install();
    Path out = WORK.resolve("out");
    deleteFiles(out);

    Finished compiled =
        run("node", "compile.mjs", "--sources", SolidityFolder.SOURCES.toString(), "--out", "out");

    assertThat(compiled.exitCode()).as(compiled.output()).isZero();
    assertThat(names(out)).containsExactlyElementsOf(names(SolidityFolder.ARTIFACTS));
    for (String name : names(out)) {
      assertThat(Files.readString(SolidityFolder.ARTIFACTS.resolve(name)))
          .as("%s: run compile.mjs", name)
          .isEqualTo(Files.readString(out.resolve(name)));
    }
  }

  private static void requireNode() throws IOException, InterruptedException {
    String version = "";
    try {
      version = run("node", "--version").output().strip();
      run("npm", "--version");
    } catch (IOException e) {
      abort("Node.js or npm is not on the path: " + e.getMessage());
    }
    int major = Integer.parseInt(version.substring(1, version.indexOf('.')));
    assumeTrue(
        major >= OLDEST_NODE,
        "Node.js " + version + " is too old, need " + OLDEST_NODE + " or newer");
  }

  private static void install() throws IOException, InterruptedException {
    for (String file : List.of("package.json", "package-lock.json", "compile.mjs")) {
      Files.copy(
          SolidityFolder.MODULE.resolve(file),
          WORK.resolve(file),
          StandardCopyOption.REPLACE_EXISTING);
    }
    Finished installed =
        run(
            "npm",
            "ci",
            "--ignore-scripts",
            "--no-audit",
            "--no-fund",
            "--prefer-offline",
            "--fetch-retries=1",
            "--fetch-retry-mintimeout=1000",
            "--fetch-timeout=60000");
    if (installed.exitCode() != 0 && OFFLINE.stream().anyMatch(installed.output()::contains)) {
      abort("the npm registry cannot be reached: " + installed.output());
    }
    assertThat(installed.exitCode()).as(installed.output()).isZero();
  }

  private static Finished run(String... command) throws IOException, InterruptedException {
    Path log = WORK.resolve("log");
    Process process =
        new ProcessBuilder(command)
            .directory(WORK.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      throw new AssertionError(Arrays.toString(command) + " did not end: " + Files.readString(log));
    }
    return new Finished(process.exitValue(), Files.readString(log));
  }

  private static void deleteFiles(Path folder) throws IOException {
    if (Files.exists(folder)) {
      for (String name : names(folder)) {
        Files.delete(folder.resolve(name));
      }
    }
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
