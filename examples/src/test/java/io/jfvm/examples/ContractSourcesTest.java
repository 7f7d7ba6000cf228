// SPDX-License-Identifier: Apache-2.0
package io.jfvm.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The committed artifacts belong to the committed sources. */
class ContractSourcesTest {
  private static final int MOST_LINES = 150;

  static Stream<String> contracts() throws IOException {
    try (Stream<Path> files = Files.list(SolidityFolder.ARTIFACTS)) {
      return files.map(file -> SolidityFolder.name(file, ".json")).sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("contracts")
  void artifactWasMadeFromTheSourcesAsTheyAre(String name) {
    ContractArtifact artifact = ContractArtifact.load(name);

    assertThat(artifact.contractName()).isEqualTo(name);
    assertThat(artifact.sources()).containsKey(artifact.sourceName());
    artifact
        .sources()
        .forEach(
            (source, digest) ->
                assertThat(sha256(SolidityFolder.SOURCES.resolve(source)))
                    .as("%s, part of %s: run compile.mjs", source, name)
                    .isEqualTo(digest));
  }

  @ParameterizedTest
  @MethodSource("contracts")
  void deployedBytecodeIsPartOfBytecodeUpToImmutables(String name) {
    ContractArtifact artifact = ContractArtifact.load(name);

    assertThat(artifact.deployedBytecode()).isNotEmpty();
    assertThat(artifact.bytecode().length).isGreaterThan(artifact.deployedBytecode().length);
    assertThat(artifact.bytecode()).endsWith(artifact.deployedBytecode());
  }

  @Test
  void everySourceIsInSomeArtifact() throws IOException {
    Set<String> used =
        contracts()
            .flatMap(name -> ContractArtifact.load(name).sources().keySet().stream())
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(SolidityFolder.sources()).containsExactlyElementsOf(used);
  }

  @Test
  void everySourceIsShortAndNamesItsLicence() throws IOException {
    for (String source : SolidityFolder.sources()) {
      assertThat(Files.readAllLines(SolidityFolder.SOURCES.resolve(source)))
          .as(source)
          .hasSizeLessThanOrEqualTo(MOST_LINES)
          .first()
          .isEqualTo("// SPDX-License-Identifier: Apache-2.0");
    }
  }

  private static String sha256(Path file) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(Files.readAllBytes(file)));
    } catch (IOException | NoSuchAlgorithmException e) {
      throw new AssertionError(file.toString(), e);
    }
  }
}
