// SPDX-License-Identifier: Apache-2.0
package io.jfvm.conformance.random;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;

/**
 * Finds a short list that still fails, by leaving out ever smaller parts (delta debugging). What it
 * finds may have shorter ones elsewhere; no single part can be left out of it unless the bound was
 * reached.
 */
final class Shrinker<T> {
  private final ToIntFunction<List<T>> firstFailure;
  private int runsLeft;

  /**
   * A shrinker.
   *
   * @param firstFailure the index of the first item of a list that fails, negative if none does
   */
  Shrinker(ToIntFunction<List<T>> firstFailure, int maxRuns) {
    this.firstFailure = firstFailure;
    this.runsLeft = maxRuns;
  }

  List<T> shrink(List<T> failing) {
    List<T> shortest = failing;
    int part = Math.max(1, shortest.size() / 2);
    while (runsLeft > 0) {
      List<T> shorter = withoutOnePart(shortest, part);
      if (shorter.size() < shortest.size()) {
        shortest = shorter;
        part = Math.min(part, Math.max(1, shortest.size() / 2));
      } else if (part == 1) {
        break;
      } else {
        part = (part + 1) / 2;
      }
    }
    return shortest;
  }

  /** One sweep from the end, each part left out if the rest still fails. */
  private List<T> withoutOnePart(List<T> items, int part) {
    List<T> kept = items;
    for (int end = items.size() - 1; end > 0 && runsLeft > 0; end -= part) {
      int start = Math.max(0, end - part);
      if (end >= kept.size()) {
        continue;
      }
      List<T> rest = new ArrayList<>(kept.subList(0, start));
      rest.addAll(kept.subList(end, kept.size()));
      runsLeft--;
      int failure = firstFailure.applyAsInt(rest);
      if (failure >= 0) {
        kept = List.copyOf(rest.subList(0, failure + 1));
      }
    }
    return kept;
  }
}
