// SPDX-License-Identifier: Apache-2.0
package io.jfvm.conformance;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Prices, none negative, with which the samples' relative errors are smallest: coordinate descent
 * on the squares, reweighted towards the absolute values so that a few strange messages do not
 * decide.
 */
final class GasFit {
  private static final int ROUNDS = 60;
  private static final int ROUNDS_BETWEEN_WEIGHTS = 6;

  /** Errors below this are as good as none. */
  private static final double SMALL = 0.005;

  private record Term(int sample, double times) {}

  private final List<GasSample> samples;
  private final Map<String, List<Term>> terms = new TreeMap<>();
  private final Map<String, Double> prices = new TreeMap<>();
  private final double[] rest;
  private final double[] weights;

  private GasFit(List<GasSample> samples) {
    this.samples = samples;
    rest = samples.stream().mapToDouble(GasSample::wanted).toArray();
    weights = samples.stream().mapToDouble(sample -> 1.0 / sample.reference()).toArray();
    for (int i = 0; i < samples.size(); i++) {
      int sample = i;
      samples
          .get(i)
          .paid()
          .forEach(
              (name, times) ->
                  terms
                      .computeIfAbsent(name, key -> new ArrayList<>())
                      .add(new Term(sample, times)));
    }
    terms.keySet().forEach(name -> prices.put(name, 0.0));
  }

  /** In milligas, by name. */
  static Map<String, Double> prices(List<GasSample> samples) {
    GasFit fit = new GasFit(samples);
    for (int round = 0; round < ROUNDS; round++) {
      if (round > 0 && round % ROUNDS_BETWEEN_WEIGHTS == 0) {
        fit.reweight();
      }
      fit.terms.forEach(fit::improve);
    }
    return fit.prices;
  }

  private void reweight() {
    Arrays.setAll(
        weights,
        i -> {
          double weight = 1.0 / samples.get(i).reference();
          return weight / Math.sqrt(Math.max(Math.abs(rest[i] * weight), SMALL));
        });
  }

  private void improve(String name, List<Term> uses) {
    double old = prices.get(name);
    double above = 0;
    double below = 0;
    for (Term use : uses) {
      double part = weights[use.sample] * weights[use.sample] * use.times;
      above += part * (rest[use.sample] + use.times * old);
      below += part * use.times;
    }
    double better = Math.max(0, above / below);
    for (Term use : uses) {
      rest[use.sample] -= use.times * (better - old);
    }
    prices.put(name, better);
  }
}
