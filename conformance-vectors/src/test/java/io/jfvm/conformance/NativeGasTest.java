// SPDX-License-Identifier: Apache-2.0
package io.jfvm.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.jfvm.conformance.MessageVector.ExpectedReceipt;
import io.jfvm.embed.Jfvm;
import io.jfvm.embed.Profile;
import io.jfvm.executor.ApplyResult;
import io.jfvm.externs.ProofPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** How near the declared gas of the Java actors comes to what the reference charged. */
class NativeGasTest {
  private static final String REPORT = "jfvm.gasReport";

  @Test
  void isUsuallyWithinThreePercentOfTheReferences() throws VectorException {
    List<Double> errors = errors(samples("corpus/nv28-devnet"));

    assertThat(errors).hasSizeGreaterThan(500);
    assertThat(quantile(errors, 0.5)).isLessThan(0.03);
    assertThat(quantile(errors, 0.95)).isLessThan(0.15);
  }

  /** Writes a report and the prices that a fit to every other message suggests. */
  @Test
  @EnabledIfSystemProperty(named = REPORT, matches = ".+")
  void report() throws VectorException, IOException {
    List<GasSample> all = samples("corpus/nv28-mainnet");
    all.addAll(samples("corpus/nv28-devnet"));
    List<GasSample> fitted = everyOther(all, 0);
    StringBuilder out = new StringBuilder();
    out.append("relative error of gas used: messages, median, 95 %%, worst%n".formatted());
    line(out, "all", all);
    line(out, "not fitted to", everyOther(all, 1));
    Map<String, List<GasSample>> byMethod = new TreeMap<>();
    for (GasSample sample : all) {
      byMethod.computeIfAbsent(sample.method(), method -> new ArrayList<>()).add(sample);
    }
    byMethod.forEach((method, samples) -> line(out, method, samples));
    out.append("%nsuggested prices, in gas%n".formatted());
    GasFit.prices(fitted)
        .forEach((name, price) -> out.append("%-28s %9.0f%n".formatted(name, price / 1000)));
    Path file = Path.of(System.getProperty(REPORT));
    Files.writeString(file, out);

    assertThat(file).isNotEmptyFile();
  }

  private static void line(StringBuilder out, String name, List<GasSample> samples) {
    List<Double> errors = errors(samples);
    out.append(
        "%-28s %5d %6.1f %% %6.1f %% %6.1f %%%n"
            .formatted(
                name,
                errors.size(),
                100 * quantile(errors, 0.5),
                100 * quantile(errors, 0.95),
                100 * quantile(errors, 1)));
  }

  private static List<GasSample> everyOther(List<GasSample> samples, int from) {
    List<GasSample> chosen = new ArrayList<>();
    for (int i = from; i < samples.size(); i += 2) {
      chosen.add(samples.get(i));
    }
    return chosen;
  }

  /** Without sign, in order. */
  private static List<Double> errors(List<GasSample> samples) {
    return samples.stream().map(sample -> Math.abs(sample.error())).sorted().toList();
  }

  private static double quantile(List<Double> sorted, double part) {
    return sorted.get(Math.min(sorted.size() - 1, (int) (sorted.size() * part)));
  }

  /** Of the messages of vectors that pass. */
  private static List<GasSample> samples(String folder) throws VectorException {
    Jfvm jfvm = new Jfvm(Profile.NATIVE);
    List<GasSample> samples = new ArrayList<>();
    for (Path file : VectorFiles.at(Path.of(folder))) {
      MessageVector vector = VectorReader.read(file);
      Results results = new Results();
      VectorRunner runner =
          new VectorRunner(jfvm, ActorBundles.OFFICIAL_MANIFESTS, ProofPolicy.REFUSE)
              .tracing()
              .watchedBy(results);
      if (runner.run(vector).stream().allMatch(VariantResult::passed)) {
        results.addTo(samples, vector.receipts());
      }
    }
    return samples;
  }

  private static final class Results implements VectorRunner.Watch {
    private final List<ApplyResult> results = new ArrayList<>();

    @Override
    public void begins() {}

    @Override
    public void ended(ApplyResult result) {
      results.add(result);
    }

    void addTo(List<GasSample> samples, List<ExpectedReceipt> receipts) {
      assertThat(results).hasSameSizeAs(receipts);
      for (int i = 0; i < results.size(); i++) {
        GasSample.of(receipts.get(i).receipt().gasUsed(), results.get(i)).ifPresent(samples::add);
      }
    }
  }
}
