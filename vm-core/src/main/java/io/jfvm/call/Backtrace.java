// SPDX-License-Identifier: Apache-2.0
package io.jfvm.call;

import io.jfvm.types.ActorId;
import io.jfvm.types.ExitCode;
import io.jfvm.types.MethodNum;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The actors through which the last failure went, and what began it; for people. Source: ref-fvm
 * {@code fvm/src/call_manager/backtrace.rs}.
 */
final class Backtrace {
  private final List<String> frames = new ArrayList<>();
  private Optional<String> cause = Optional.empty();

  /** A new failure; what there was of an earlier one is forgotten. */
  void begin(String newCause) {
    frames.clear();
    cause = Optional.of(newCause);
  }

  /** The failure passes through an actor. */
  void pass(ActorId actor, MethodNum method, ExitCode code, String message) {
    frames.add(actor + " (method " + method + ") -- " + message + " (" + code + ")");
  }

  /** What finally ended the message. */
  void conclude(String finalCause) {
    cause = Optional.of(finalCause);
  }

  /** The outermost actor first. */
  String text() {
    StringBuilder text = new StringBuilder();
    for (int i = frames.size() - 1; i >= 0; i--) {
      text.append("%02d: %s\n".formatted(frames.size() - 1 - i, frames.get(i)));
    }
    cause.ifPresent(what -> text.append("--> caused by: ").append(what).append('\n'));
    return text.toString().stripTrailing();
  }
}
