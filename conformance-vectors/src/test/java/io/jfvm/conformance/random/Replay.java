// SPDX-License-Identifier: Apache-2.0
package io.jfvm.conformance.random;

import java.util.List;
import java.util.Optional;

/** Messages as they stand, applied anew. */
final class Replay {
  private Replay() {}

  /** Where the profiles differ first, if they do. */
  static Optional<Disagreement> of(Setting setting, List<Step> steps) {
    Twins twins = setting.begin();
    for (int n = 0; n < steps.size(); n++) {
      Twins.Outcome outcome = twins.apply(steps.get(n));
      if (!outcome.differences().isEmpty()) {
        return Optional.of(new Disagreement(steps.subList(0, n + 1), outcome.differences()));
      }
    }
    return Optional.empty();
  }
}
