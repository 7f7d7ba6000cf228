// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.miner.deadline;

import io.jfvm.builtin.Violations;
import io.jfvm.builtin.sector.SectorSize;
import io.jfvm.ipld.Blockstore;
import io.jfvm.ipld.IpldException;
import io.jfvm.ipld.amt.Amt;
import io.jfvm.ipld.bitfield.BitField;
import io.jfvm.types.TokenAmount;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.PrimitiveIterator;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What holds of the deadlines of a miner.
 *
 * <p>Source: builtin-actors {@code actors/miner/src/testing.rs}.
 */
public final class DeadlineInvariants {
  private final Blockstore store;
  private final SectorSize size;
  private final SortedMap<Long, Sector> sectors;

  /**
   * @param sectors those of the miner, by number
   */
  public DeadlineInvariants(Blockstore store, SectorSize size, Map<Long, Sector> sectors) {
    this.store = store;
    this.size = size;
    this.sectors = new TreeMap<>(sectors);
  }

  /**
   * Checks one deadline and returns what it has.
   *
   * @param violations gets what is wrong
   */
  public SectorSummary check(Deadline deadline, QuantSpec quant, Violations violations) {
    try {
      return checkReadable(deadline, quant, violations);
    } catch (IpldException e) {
      violations.add("cannot be read: " + e.getMessage());
      return SectorSummary.NONE;
    }
  }

  private SectorSummary checkReadable(Deadline deadline, QuantSpec quant, Violations violations) {
    Partitions partitions = checkPartitions(deadline, quant, violations);
    SectorSummary summary = partitions.sum;
    checkPosted(deadline, partitions.count, violations);
    checkSnapshots(deadline, violations);
    requireEqual("live sectors", deadline.liveSectors(), summary.live().cardinality(), violations);
    requireEqual("total sectors", deadline.totalSectors(), summary.all().cardinality(), violations);
    requireEqual("faulty power", deadline.faultyPower(), summary.faultyPower(), violations);
    requireEqual("live power", deadline.livePower(), summary.livePower(), violations);
    TokenAmount fee = summary.dailyFee();
    requireEqual("daily fee", deadline.dailyFee(), fee, violations);
    requireEqual(
        "partitions with early terminations",
        deadline.earlyTerminations(),
        partitions.early,
        violations);
    checkExpirations(deadline, quant, partitions.byExpiration, violations);
    return summary;
  }

  private static <T> void requireEqual(String what, T recorded, T computed, Violations violations) {
    violations.require(
        recorded.equals(computed),
        "deadline's " + what + " is " + recorded + ", should be " + computed);
  }

  /** What the partitions of a deadline have, summed up. */
  private static final class Partitions {
    long count;
    SectorSummary sum = SectorSummary.NONE;
    BitField early = BitField.EMPTY;
    final SortedMap<Long, BitField> byExpiration = new TreeMap<>();
  }

  private Partitions checkPartitions(Deadline deadline, QuantSpec quant, Violations violations) {
    Partitions seen = new Partitions();
    deadline
        .loadPartitions(store)
        .forEach(
            (index, partition) -> {
              violations.require(
                  index == seen.count,
                  "partition " + index + " where " + seen.count + " should be");
              seen.count++;
              Violations here = new Violations();
              PartitionInvariants.Summary summary =
                  new PartitionInvariants(store, size, sectors, quant, partition, here).check();
              here.require(
                  !seen.sum.all().containsAny(summary.sectors().all()),
                  "has sectors of a partition before it");
              violations.addAll("partition " + index, here.toList());
              for (long epoch : summary.expirationEpochs()) {
                seen.byExpiration.merge(epoch, BitField.of(index), BitField::union);
              }
              if (summary.hasEarlyTerminations()) {
                seen.early = seen.early.with(index);
              }
              seen.sum = seen.sum.plus(summary.sectors());
            });
    return seen;
  }

  private static void checkPosted(Deadline deadline, long partitions, Violations violations) {
    OptionalLong last = deadline.partitionsPosted().last();
    if (last.isPresent()) {
      violations.require(
          last.getAsLong() < partitions,
          "partition " + last.getAsLong() + " of " + partitions + " has been proven");
      violations.require(deadline.liveSectors() > 0, "proven without live sectors");
    }
  }

  private void checkSnapshots(Deadline deadline, Violations violations) {
    Amt<Partition> partitions = deadline.loadPartitionsSnapshot(store);
    partitions.forEach(
        (index, partition) ->
            violations.require(
                partition.recoveringPower().isZero()
                    && partition.recoveries().isEmpty()
                    && partition.unprovenPower().isZero()
                    && partition.unproven().isEmpty(),
                "snapshot of partition " + index + " has recovering or unproven sectors"));
    List<BitField> proven = new ArrayList<>();
    deadline.loadPostsSnapshot(store).forEach((index, post) -> proven.add(post.partitions()));
    PrimitiveIterator.OfLong bits = BitField.union(proven).bits();
    while (bits.hasNext()) {
      long index = bits.nextLong();
      violations.require(
          partitions.get(index).isPresent(),
          "proof in the snapshot names partition " + index + ", which is not there");
    }
  }

  /** The queue may name more partitions than expire, for none is removed from it. */
  private void checkExpirations(
      Deadline deadline,
      QuantSpec quant,
      SortedMap<Long, BitField> expected,
      Violations violations) {
    Amt<BitField> queue =
        BitFieldQueue.load(Deadline.EXPIRATIONS, store, deadline.expirationsEpochs(), quant).amt();
    expected.forEach(
        (epoch, indices) ->
            violations.require(
                queue.get(epoch).orElse(BitField.EMPTY).containsAll(indices),
                "deadline's expirations at " + epoch + " lack some of partitions " + indices));
  }
}
