// SPDX-License-Identifier: Apache-2.0
package io.jfvm.actor;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Function;

/** The calls of one kind that a test expects, in order, and what each returns. */
final class ExpectedCalls<C, R> {
  private final String kind;
  private final Function<C, String> description;
  private final Deque<Expectation<C, R>> pending = new ArrayDeque<>();

  private record Expectation<C, R>(C call, R result) {}

  ExpectedCalls(String kind, Function<C, String> description) {
    this.kind = kind;
    this.description = description;
  }

  void expect(C call, R result) {
    pending.addLast(new Expectation<>(call, result));
  }

  /** What the next expected call returns, if {@code actual} is that call. */
  R take(C actual) {
    if (pending.isEmpty()) {
      throw new AssertionError("unexpected " + kind + ": " + description.apply(actual));
    }
    Expectation<C, R> next = pending.removeFirst();
    if (!next.call.equals(actual)) {
      throw new AssertionError(
          kind
              + " differs\nexpected: "
              + description.apply(next.call)
              + "\n but was: "
              + description.apply(actual));
    }
    return next.result;
  }

  void verify() {
    if (!pending.isEmpty()) {
      throw new AssertionError(
          pending.size()
              + " expected, never seen "
              + kind
              + ": "
              + description.apply(pending.getFirst().call));
    }
  }

  void clear() {
    pending.clear();
  }
}
