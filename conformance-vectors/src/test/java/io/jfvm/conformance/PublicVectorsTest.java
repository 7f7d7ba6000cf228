// SPDX-License-Identifier: Apache-2.0
package io.jfvm.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.jfvm.conformance.VariantResult.Verdict;
import io.jfvm.embed.Jfvm;
import io.jfvm.embed.Profile;
import io.jfvm.externs.ProofPolicy;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/**
 * Messages of mainnet, replayed on the official actors: exit code, return, gas and state root.
 *
 * <p>Needs two folders that are not in the repository. {@code -Djfvm.vectors=DIR} is {@code
 * corpus/extracted} of filecoin-project/fvm-test-vectors at commit 91d0ef7; {@code
 * -Djfvm.bundles=DIR} holds the mainnet bundles v9 and v10 at any depth.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PublicVectorsTest {
  /** By folder of the corpus, that of network version 17 and that of 18. */
  private static final Map<String, Map<String, Integer>> CENSUS =
      Map.of(
          "0001-shark-01",
          Map.of("passed", 188),
          "0002-hygge-01",
          Map.of(
              "passed",
              188,
              "disputes a proof that was invalid; here every proof is taken for valid",
              1));

  private final Map<String, Map<Path, List<VariantResult>>> results = new LinkedHashMap<>();

  @BeforeAll
  void replayAll() throws VectorException {
    Path vectors = folder("jfvm.vectors", "the public vectors");
    VectorRunner runner =
        new VectorRunner(
            new Jfvm(Profile.WASM),
            BundleFolder.of(folder("jfvm.bundles", "the official actors")),
            ProofPolicy.ACCEPT_ALL);
    for (String corpus : CENSUS.keySet().stream().sorted().toList()) {
      Path root = vectors.resolve(corpus);
      Map<Path, List<VariantResult>> files = new LinkedHashMap<>();
      for (Path file : VectorFiles.at(root)) {
        files.put(root.relativize(file), runner.run(VectorReader.read(file)));
      }
      results.put(corpus, files);
    }
  }

  private static Path folder(String property, String what) {
    String folder = System.getProperty(property);
    assumeTrue(folder != null, () -> "no -D" + property + "=DIR given, the folder of " + what);
    return Path.of(folder);
  }

  @TestFactory
  Stream<DynamicNode> everyVariantEndsAsOnMainnet() {
    return results.entrySet().stream()
        .map(corpus -> dynamicContainer(corpus.getKey(), variants(corpus.getValue())));
  }

  private static Stream<DynamicNode> variants(Map<Path, List<VariantResult>> files) {
    return files.entrySet().stream()
        .flatMap(
            file ->
                file.getValue().stream()
                    .map(
                        variant ->
                            dynamicTest(
                                file.getKey() + " " + variant.variant(), () -> report(variant))));
  }

  private static void report(VariantResult result) {
    switch (result.verdict()) {
      case Verdict.Passed ignored -> {}
      case Verdict.Failed ignored -> fail(result.toString());
      case Verdict.Skipped skipped -> Assumptions.abort(skipped.reason());
    }
  }

  /** Nothing passes by not running. */
  @Test
  void whatRunsAndWhatDoesNotIsCounted() {
    Map<String, Map<String, Integer>> counts = new TreeMap<>();
    results.forEach(
        (corpus, files) ->
            files.values().stream()
                .flatMap(List::stream)
                .forEach(
                    result ->
                        counts
                            .computeIfAbsent(corpus, name -> new TreeMap<>())
                            .merge(kind(result.verdict()), 1, Integer::sum)));
    assertThat(counts).isEqualTo(CENSUS);
  }

  private static String kind(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Passed ignored -> "passed";
      case Verdict.Failed ignored -> "failed";
      case Verdict.Skipped skipped -> skipped.reason();
    };
  }
}
