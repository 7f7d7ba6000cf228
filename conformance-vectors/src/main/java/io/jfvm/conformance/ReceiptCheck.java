// SPDX-License-Identifier: Apache-2.0
package io.jfvm.conformance;

import io.jfvm.conformance.MessageVector.ExpectedReceipt;
import io.jfvm.conformance.VariantResult.Difference;
import io.jfvm.executor.ApplyResult;
import io.jfvm.types.ActorEvent;
import io.jfvm.types.Cid;
import io.jfvm.types.EventEntry;
import io.jfvm.types.Receipt;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Compares what became of a message with what the vector wants. */
final class ReceiptCheck {
  private final boolean gasCounts;
  private final List<Difference> differences = new ArrayList<>();

  /** A check that compares gas or does not. */
  ReceiptCheck(boolean gasCounts) {
    this.gasCounts = gasCounts;
  }

  List<Difference> differences() {
    return differences;
  }

  void message(String name, ExpectedReceipt expected, ApplyResult result) {
    Receipt wanted = expected.receipt();
    Receipt actual = result.receipt();
    if (!wanted.exitCode().equals(actual.exitCode())) {
      String why = result.failure().map(failure -> " (" + failure + ")").orElse("");
      add(name + ": exit code", wanted.exitCode().toString(), actual.exitCode() + why);
    }
    if (!Arrays.equals(wanted.returnData(), actual.returnData())) {
      add(name + ": return", hex(wanted.returnData()), hex(actual.returnData()));
    }
    if (gasCounts && wanted.gasUsed() != actual.gasUsed()) {
      add(name + ": gas used", Long.toString(wanted.gasUsed()), Long.toString(actual.gasUsed()));
    }
    if (expected.eventsRootKnown() && !wanted.eventsRoot().equals(actual.eventsRoot())) {
      add(name + ": events root", root(wanted.eventsRoot()), root(actual.eventsRoot()));
    }
    if (expected.events().isPresent() && !expected.events().get().equals(result.events())) {
      add(name + ": events", events(expected.events().get()), events(result.events()));
    }
  }

  void stateRoot(Cid expected, Cid actual) {
    if (!expected.equals(actual)) {
      add("state root", expected.toString(), actual.toString());
    }
  }

  void add(String what, String expected, String actual) {
    differences.add(new Difference(what, expected, actual));
  }

  private static String root(Optional<Cid> root) {
    return root.map(Cid::toString).orElse("none");
  }

  private static String events(List<ActorEvent> events) {
    return events.stream().map(ReceiptCheck::event).collect(Collectors.joining(", ", "[", "]"));
  }

  private static String event(ActorEvent event) {
    return event.entries().stream()
        .map(ReceiptCheck::entry)
        .collect(Collectors.joining(" ", event.emitter() + "{", "}"));
  }

  private static String entry(EventEntry entry) {
    return "%s=%s(flags %d, codec 0x%x)"
        .formatted(entry.key(), hex(entry.value()), entry.flags(), entry.codec());
  }

  private static String hex(byte[] bytes) {
    return bytes.length == 0 ? "nothing" : "0x" + HexFormat.of().formatHex(bytes);
  }
}
