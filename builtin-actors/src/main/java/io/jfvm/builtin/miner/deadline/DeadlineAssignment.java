// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.miner.deadline;

import io.jfvm.actor.Exits;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;

/**
 * Chooses deadlines for new sectors, so that no deadline has many more partitions than another,
 * compaction can wait, and runs of sectors stay together.
 *
 * <p>Source: builtin-actors {@code actors/miner/src/deadline_assignment.rs}.
 */
public final class DeadlineAssignment {
  private final long partitionSize;
  private final long maxPartitions;

  /**
   * @param partitionSize how many sectors a partition takes
   * @param maxPartitions how many partitions a deadline may have
   */
  public DeadlineAssignment(long partitionSize, long maxPartitions) {
    this.partitionSize = partitionSize;
    this.maxPartitions = maxPartitions;
  }

  /**
   * The sectors that each deadline is to get, in the order given; by index of the deadline.
   *
   * @param deadlines by index; an absent one gets nothing
   * @throws io.jfvm.actor.ActorException ILLEGAL_STATE if the deadline that is to have the next
   *     sector has no room; ASSERTION_FAILED if all deadlines are absent
   */
  public List<List<Sector>> assign(List<Optional<Deadline>> deadlines, List<Sector> sectors) {
    List<List<Sector>> assigned = new ArrayList<>();
    PriorityQueue<Load> queue = new PriorityQueue<>(Math.max(1, deadlines.size()), ORDER);
    for (int index = 0; index < deadlines.size(); index++) {
      assigned.add(new ArrayList<>());
      if (deadlines.get(index).isPresent()) {
        Deadline deadline = deadlines.get(index).get();
        queue.add(loadOf(index, deadline.liveSectors(), deadline.totalSectors()));
      }
    }
    if (queue.isEmpty()) {
      throw Exits.assertionFailed("no deadline to assign sectors to");
    }
    for (Sector sector : sectors) {
      Load next = queue.remove();
      if (next.total >= partitionSize * maxPartitions) {
        throw Exits.illegalState(
            "max partitions limit " + maxPartitions + " reached for all deadlines");
      }
      assigned.get(next.index).add(sector);
      queue.add(loadOf(next.index, next.live + 1, next.total + 1));
    }
    return assigned;
  }

  /**
   * Fewest partitions if they were compacted, then fewest partitions, each with one sector more;
   * then those that have begun a partition, the fullest first; then fewest live sectors; then the
   * lowest index.
   */
  private static final Comparator<Load> ORDER =
      Comparator.<Load>comparingLong(load -> load.compactPartitionsAfter)
          .thenComparingLong(load -> load.partitionsAfter)
          .thenComparing(load -> load.isFull)
          .thenComparingLong(load -> load.isFull ? 0 : -load.total)
          .thenComparingLong(load -> load.live)
          .thenComparingInt(load -> load.index);

  /** What a deadline holds, and how many partitions it would have with one sector more. */
  private record Load(
      int index,
      long live,
      long total,
      long compactPartitionsAfter,
      long partitionsAfter,
      boolean isFull) {}

  private Load loadOf(int index, long live, long total) {
    return new Load(
        index,
        live,
        total,
        live / partitionSize + 1,
        total / partitionSize + 1,
        total % partitionSize == 0);
  }
}
