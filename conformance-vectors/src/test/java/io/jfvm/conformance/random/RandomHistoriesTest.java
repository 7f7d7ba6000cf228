// SPDX-License-Identifier: Apache-2.0
package io.jfvm.conformance.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jfvm.conformance.VectorException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Months of a network with miners, deals, faults and all else, made up from a seed: after every
 * message the Java actors and the official ones agree on exit code, return value, events and state.
 *
 * <p>{@code -Djfvm.bundles=DIR} says where the official bundle lies, {@code -Djfvm.histories=N} how
 * many histories there are to be, {@code -Djfvm.messages=M} how many messages each has, {@code
 * -Djfvm.seed=S} the seed of the first, {@code -Djfvm.days=D} about how many quiet days it has
 * besides, {@code -Djfvm.report=FILE} where to write what was counted after each.
 */
class RandomHistoriesTest {
  private static final int HISTORIES = 3;
  private static final int MESSAGES = 1000;
  private static final int SHRINKING_RUNS = 600;

  private static final long DAYS = 20;

  /** So many histories with so many quiet days: in some, sectors and deals live to their end. */
  private static final int MANY = 12;

  private static final long LONG_DAYS = 60;

  @Test
  void javaActorsAndOfficialActorsAgreeAfterEveryMessage() throws VectorException, IOException {
    String bundles = System.getProperty("jfvm.bundles");
    assumeTrue(bundles != null, "set -Djfvm.bundles=DIR, a folder with official bundles (.car)");
    int histories = Integer.getInteger("jfvm.histories", HISTORIES);
    int messages = Integer.getInteger("jfvm.messages", MESSAGES);
    long days = Long.getLong("jfvm.days", DAYS);
    long firstSeed = Long.getLong("jfvm.seed", 1);
    Setting setting = Setting.of(Path.of(bundles));
    Census census = new Census();
    long allMessages = 0;
    long allDays = 0;
    for (long seed = firstSeed; seed < firstSeed + histories; seed++) {
      History history = new History(seed, setting, census);
      live(history, seed, setting, messages, days);
      allMessages += history.messages();
      allDays += history.days();
      String sum =
          "%d histories of %d messages in %d days; processor time %s\n"
              .formatted(seed - firstSeed + 1, allMessages, allDays, processorTime());
      System.out.printf(
          "seed %d: %d messages in %d days agree%n", seed, history.messages(), history.days());
      report(sum + census);
    }
    System.out.println(census);
    if (histories >= HISTORIES && messages >= MESSAGES && days >= DAYS) {
      assertThat(Essentials.missing(census)).as("what must happen and did not").isEmpty();
    }
    if (histories >= MANY && messages >= MESSAGES && days >= LONG_DAYS) {
      assertThat(Essentials.missingOfMany(census)).as("what should happen in many").isEmpty();
    }
  }

  private static void live(History history, long seed, Setting setting, int messages, long days) {
    boolean ended = false;
    try {
      history.live(messages, days);
      ended = true;
    } catch (Disagreement found) {
      ended = true;
      fail("seed " + seed + ": " + told(shortest(setting, found)));
    } finally {
      if (!ended) {
        System.out.println("seed " + seed + " broke down at " + history.lastStep());
      }
    }
  }

  private static String processorTime() {
    return ProcessHandle.current().info().totalCpuDuration().map(Duration::toString).orElse("?");
  }

  /** Keeps what was counted until now, for those who stop a long run. */
  private static void report(String text) throws IOException {
    String file = System.getProperty("jfvm.report");
    if (file != null) {
      Files.writeString(Path.of(file), text);
    }
  }

  private static Disagreement shortest(Setting setting, Disagreement found) {
    String last = found.steps().getLast().name();
    List<Step> steps =
        new Shrinker<Step>(tried -> failure(setting, tried, last), SHRINKING_RUNS)
            .shrink(found.steps());
    return Replay.of(setting, steps).orElse(found);
  }

  /** Where a message of that name fails, and none before it. */
  private static int failure(Setting setting, List<Step> steps, String name) {
    return Replay.of(setting, steps)
        .map(Disagreement::steps)
        .filter(failed -> failed.getLast().name().equals(name))
        .map(failed -> failed.size() - 1)
        .orElse(-1);
  }

  private static String told(Disagreement found) {
    StringBuilder text = new StringBuilder("after " + found.steps().size() + " messages\n  ");
    text.append(found.getMessage());
    found.steps().forEach(step -> text.append("\n  ").append(step));
    return text.toString();
  }
}
