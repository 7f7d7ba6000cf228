// SPDX-License-Identifier: Apache-2.0
package io.jfvm.conformance.random;

import java.util.List;

/** Ends a history: the profiles differ after its last step. */
final class Disagreement extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient List<Step> steps;

  Disagreement(List<Step> steps, List<String> differences) {
    super(String.join("\n  ", differences));
    this.steps = List.copyOf(steps);
  }

  List<Step> steps() {
    return steps;
  }
}
