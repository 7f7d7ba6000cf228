// SPDX-License-Identifier: Apache-2.0
package io.jfvm.examples.datadao;

import io.jfvm.types.ExitCode;
import io.jfvm.types.Message;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * One message and what must come of it.
 *
 * @param number from 1
 * @param epochsBefore how many epochs the chain goes on before it
 * @param title who does what
 * @param message what is sent, complete but for nonce and fees
 * @param afterwards what the stage learns from the receipt
 */
public record Step(
    int number,
    String chapter,
    String title,
    ToLongFunction<Stage> epochsBefore,
    Person sender,
    long gasLimit,
    Function<Stage, Call> message,
    Expectation expectation,
    List<Fact> facts,
    Consumer<Performance> afterwards) {

  public Step {
    facts = List.copyOf(facts);
  }

  /** The part of a message that a step decides: puts it into a message from the right sender. */
  @FunctionalInterface
  public interface Call {
    Message.Builder into(Message.Builder message);
  }

  /** How the message must end. */
  public sealed interface Expectation {
    /** With exit code 0 and exactly these events, by name and in order. */
    record Success(List<String> events) implements Expectation {
      public Success {
        events = List.copyOf(events);
      }
    }

    /**
     * With this exit code and reason; and nothing may change but the sender's nonce and who has the
     * fees.
     */
    record Failure(ExitCode exitCode, String reason) implements Expectation {}
  }

  /**
   * Something else that must be so afterwards.
   *
   * @param text as a statement
   */
  public record Fact(String text, Function<Performance, Object> actual, Object expected) {}

  @Override
  public String toString() {
    return number + " " + title;
  }
}
