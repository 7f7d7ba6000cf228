// SPDX-License-Identifier: Apache-2.0
package io.jfvm.conformance;

import java.util.List;
import java.util.stream.Collectors;

/**
 * How a vector did under one of its variants.
 *
 * @param variant its id
 * @param compared how many of its messages were applied and compared
 */
public record VariantResult(String variant, int compared, Verdict verdict) {

  public sealed interface Verdict {
    /** Every receipt and the root are as expected. */
    record Passed() implements Verdict {}

    record Failed(List<Difference> differences) implements Verdict {
      public Failed {
        differences = List.copyOf(differences);
      }
    }

    /** It needs something the runner does not have. */
    record Skipped(String reason) implements Verdict {}
  }

  /**
   * Something that is not as expected.
   *
   * @param what such as {@code message 0: gas used}
   */
  public record Difference(String what, String expected, String actual) {
    @Override
    public String toString() {
      return what + ": expected " + expected + ", got " + actual;
    }
  }

  public boolean passed() {
    return verdict instanceof Verdict.Passed;
  }

  /** One line. */
  @Override
  public String toString() {
    return variant
        + " "
        + switch (verdict) {
          case Verdict.Passed ignored -> "passed";
          case Verdict.Failed failed ->
              failed.differences().stream()
                  .map(Difference::toString)
                  .collect(Collectors.joining("; ", "failed: ", ""));
          case Verdict.Skipped skipped -> "skipped: " + skipped.reason();
        };
  }
}
