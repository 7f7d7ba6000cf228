// SPDX-License-Identifier: Apache-2.0
package io.jfvm.conformance.random;

import java.util.Map;
import java.util.TreeMap;

/** How often each method ended with each exit code. */
final class Census {
  private final Map<String, Map<Integer, Integer>> counts = new TreeMap<>();

  void count(String name, int exitCode) {
    counts.computeIfAbsent(name, key -> new TreeMap<>()).merge(exitCode, 1, Integer::sum);
  }

  int of(String name, int exitCode) {
    return counts.getOrDefault(name, Map.of()).getOrDefault(exitCode, 0);
  }

  long total() {
    return counts.values().stream()
        .flatMap(codes -> codes.values().stream())
        .mapToLong(n -> n)
        .sum();
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("method: times by exit code\n");
    counts.forEach((name, codes) -> text.append(name).append(": ").append(codes).append('\n'));
    return text.toString();
  }
}
