// SPDX-License-Identifier: Apache-2.0
package io.jfvm.conformance.random;

import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;

/** What happened and how often: calls of methods by exit code, and other facts. */
final class Census {
  private final Map<String, Map<String, Integer>> messages = new TreeMap<>();
  private final Map<String, Map<String, Integer>> sends = new TreeMap<>();
  private final Map<String, Integer> facts = new TreeMap<>();

  /**
   * A call.
   *
   * @param send whether an actor made it
   * @param end the exit code, or how else it ended
   */
  void call(String method, boolean send, String end) {
    (send ? sends : messages)
        .computeIfAbsent(method, key -> new TreeMap<>())
        .merge(end, 1, Integer::sum);
  }

  void fact(String fact) {
    facts.merge(fact, 1, Integer::sum);
  }

  int of(String fact) {
    return facts.getOrDefault(fact, 0);
  }

  /** How often a method ended so, called by messages or by actors. */
  int of(String method, String end) {
    return messages.getOrDefault(method, Map.of()).getOrDefault(end, 0)
        + sends.getOrDefault(method, Map.of()).getOrDefault(end, 0);
  }

  /** Tables in Markdown. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("| what happened | times |\n|---|--:|\n");
    facts.forEach((fact, times) -> text.append("| %s | %d |\n".formatted(fact, times)));
    text.append("\n| method | messages by exit code | sends by exit code |\n|---|---|---|\n");
    Map<String, Map<String, Integer>> methods = new TreeMap<>(messages);
    sends.forEach(methods::putIfAbsent);
    for (String method : methods.keySet()) {
      text.append(
          "| %s | %s | %s |\n".formatted(method, ends(messages, method), ends(sends, method)));
    }
    return text.toString();
  }

  private static String ends(Map<String, Map<String, Integer>> calls, String method) {
    StringJoiner text = new StringJoiner(", ");
    calls.getOrDefault(method, Map.of()).forEach((end, times) -> text.add(end + ": " + times));
    return text.toString();
  }
}
