// SPDX-License-Identifier: Apache-2.0
package io.jfvm.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.jfvm.embed.Jfvm;
import io.jfvm.embed.Profile;
import io.jfvm.externs.ProofPolicy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

/**
 * What the reference recorded, replayed on the official actors: every receipt, gas too. Needs the
 * bundles, at any depth of {@code -Djfvm.bundles=DIR}, and some minutes.
 */
class WasmCorpusTest {
  private static final Path CORPUS = Path.of("corpus");

  /** Nothing of the corpus is beyond the official actors: what is skipped fails here. */
  @TestFactory
  Stream<DynamicNode> everyVectorPassesWithItsGas() throws VectorException {
    String bundles = System.getProperty("jfvm.bundles");
    assumeTrue(bundles != null, "set -Djfvm.bundles=DIR, a folder with official bundles (.car)");
    VectorRunner runner =
        new VectorRunner(
            new Jfvm(Profile.WASM), BundleFolder.of(Path.of(bundles)), ProofPolicy.REFUSE);
    Map<String, List<DynamicNode>> folders = new TreeMap<>();
    for (Path file : VectorFiles.at(CORPUS)) {
      Path name = CORPUS.relativize(file);
      folders
          .computeIfAbsent(name.getParent().toString(), folder -> new ArrayList<>())
          .add(dynamicTest(name.getFileName().toString(), () -> passes(runner, file)));
    }
    return folders.entrySet().stream()
        .map(folder -> dynamicContainer(folder.getKey(), folder.getValue()));
  }

  private static void passes(VectorRunner runner, Path file) throws VectorException {
    assertThat(runner.run(VectorReader.read(file))).allMatch(VariantResult::passed);
  }
}
