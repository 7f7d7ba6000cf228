// SPDX-License-Identifier: Apache-2.0
package io.jfvm.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.jfvm.conformance.VariantResult.Verdict;
import io.jfvm.crypto.Hash;
import io.jfvm.embed.Jfvm;
import io.jfvm.embed.Profile;
import io.jfvm.externs.ProofPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
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

/** What the reference recorded, replayed on our own actors. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CorpusTest {
  private static final Path CORPUS = Path.of("corpus");
  private static final String SUMS = "SHA256SUMS";

  private final Map<Path, List<VariantResult>> results = new LinkedHashMap<>();

  /** No vector may need proofs accepted without saying so. */
  @BeforeAll
  void replayAll() throws VectorException {
    VectorRunner runner =
        new VectorRunner(
            new Jfvm(Profile.NATIVE), ActorBundles.OFFICIAL_MANIFESTS, ProofPolicy.REFUSE);
    for (Path file : VectorFiles.at(CORPUS)) {
      results.put(CORPUS.relativize(file), runner.run(VectorReader.read(file)));
    }
  }

  @TestFactory
  Stream<DynamicNode> everyVectorPassesOrSaysWhatItNeeds() {
    Map<String, List<DynamicNode>> folders = new LinkedHashMap<>();
    results.forEach(
        (file, variants) ->
            variants.forEach(
                variant ->
                    folders
                        .computeIfAbsent(file.getParent().toString(), name -> new ArrayList<>())
                        .add(
                            dynamicTest(
                                file.getFileName() + " " + variant.variant(),
                                () -> report(variant)))));
    return folders.entrySet().stream()
        .map(folder -> dynamicContainer(folder.getKey(), folder.getValue()));
  }

  private static void report(VariantResult result) {
    switch (result.verdict()) {
      case Verdict.Passed ignored -> {}
      case Verdict.Failed ignored -> fail(result.toString());
      case Verdict.Skipped skipped -> Assumptions.abort(skipped.reason());
    }
  }

  /** Nothing passes by not running: exactly so many run, and the others lack exactly this. */
  @Test
  void whatRunsAndWhatDoesNotIsCounted() throws IOException {
    Map<String, Integer> counts = new TreeMap<>();
    int messages = 0;
    for (List<VariantResult> variants : results.values()) {
      for (VariantResult result : variants) {
        counts.merge(kind(result.verdict()), 1, Integer::sum);
        messages += result.compared();
      }
    }
    StringBuilder census = new StringBuilder();
    counts.forEach((kind, count) -> census.append("%5d  %s%n".formatted(count, kind)));
    census.append("%5d  messages compared%n".formatted(messages));

    assertThat(census).hasToString(Files.readString(CORPUS.resolve("NATIVE.txt")));
  }

  private static String kind(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Passed ignored -> "passed";
      case Verdict.Failed ignored -> "failed";
      case Verdict.Skipped skipped ->
          "skipped: "
              + skipped
                  .reason()
                  .replaceFirst("^message \\d+: ", "")
                  .replaceFirst(" \\(f0\\d+\\)", "")
                  .replaceFirst("; called was its method \\d+", "")
                  .replaceFirst("manifest bafy\\w+", "manifest");
    };
  }

  @Test
  void everyFileIsTheOneThatWasRecorded() throws IOException {
    StringBuilder sums = new StringBuilder();
    for (Path file : results.keySet()) {
      byte[] digest = Hash.SHA2_256.digest(Files.readAllBytes(CORPUS.resolve(file)));
      sums.append(HexFormat.of().formatHex(digest)).append("  ").append(file).append('\n');
    }

    assertThat(sums).hasToString(Files.readString(CORPUS.resolve(SUMS)));
  }
}
