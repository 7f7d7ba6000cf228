// SPDX-License-Identifier: Apache-2.0
package io.jfvm.conformance.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jfvm.conformance.VectorException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Months of a network with miners, deals, faults and all else, made up from a seed: after every
 * message the Java actors and the official ones agree on exit code, return value, events and state.
 *
 * <p>{@code -Djfvm.bundles=DIR} says where the official bundle lies, {@code -Djfvm.histories=N} how
 * many histories there are to be, {@code -Djfvm.messages=M} how many messages each has, {@code
 * -Djfvm.seed=S} the seed of the first.
 */
class RandomHistoriesTest {
  private static final int HISTORIES = 3;
  private static final int MESSAGES = 1000;
  private static final int SHRINKING_RUNS = 600;

  /** What histories are for: each must happen, with success, in a run of the default size. */
  private static final List<String> ESSENTIAL =
      List.of(
          "power.CreateMiner",
          "miner.PreCommitSectorBatch2",
          "miner.ProveCommitSectors3",
          "miner.ProveCommitSectorsNI",
          "miner.ProveReplicaUpdates3",
          "miner.SubmitWindowedPoSt",
          "miner.DeclareFaults",
          "miner.DeclareFaultsRecovered",
          "miner.ExtendSectorExpiration2",
          "miner.TerminateSectors",
          "miner.WithdrawBalance",
          "reward.AwardBlockReward",
          "market.PublishStorageDeals",
          "market.SettleDealPayments",
          "datacap.Transfer",
          "verifreg.AddVerifiedClient",
          "multisig.Propose",
          "paych.UpdateChannelState",
          "evm.InvokeEVM",
          "cron.EpochTick");

  @Test
  void javaActorsAndOfficialActorsAgreeAfterEveryMessage() throws VectorException {
    String bundles = System.getProperty("jfvm.bundles");
    assumeTrue(bundles != null, "set -Djfvm.bundles=DIR, a folder with official bundles (.car)");
    int histories = Integer.getInteger("jfvm.histories", HISTORIES);
    int messages = Integer.getInteger("jfvm.messages", MESSAGES);
    long firstSeed = Long.getLong("jfvm.seed", 1);
    Setting setting = Setting.of(Path.of(bundles));
    Census census = new Census();
    for (long seed = firstSeed; seed < firstSeed + histories; seed++) {
      long began = census.total();
      try {
        new History(seed, setting, census).live(messages);
      } catch (Disagreement found) {
        fail("seed " + seed + ": " + told(shortest(setting, found)));
      }
      System.out.println("seed " + seed + ": " + (census.total() - began) + " messages agree");
    }
    System.out.println(histories + " histories, " + census.total() + " messages\n" + census);
    if (histories >= HISTORIES && messages >= MESSAGES) {
      assertThat(ESSENTIAL).allMatch(method -> census.of(method, 0) > 0);
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
