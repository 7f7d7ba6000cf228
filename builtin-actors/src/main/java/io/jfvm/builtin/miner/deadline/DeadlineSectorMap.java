// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.miner.deadline;

import io.jfvm.actor.Exits;
import io.jfvm.ipld.bitfield.BitField;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Sector numbers by deadline and partition, as a message names them. Used by one thread.
 *
 * <p>Source: builtin-actors {@code actors/miner/src/sector_map.rs}.
 */
public final class DeadlineSectorMap {
  private final SortedMap<Long, PartitionSectorMap> deadlines = new TreeMap<>();

  /**
   * Adds sectors to those a partition of a deadline has.
   *
   * @param deadline u64, like the partition
   * @throws io.jfvm.actor.ActorException ILLEGAL_ARGUMENT if there is no such deadline
   */
  public void add(long deadline, long partition, BitField sectors) {
    if (Long.compareUnsigned(deadline, ProvingPeriod.DEADLINES) >= 0) {
      throw Exits.illegalArgument("invalid deadline " + Long.toUnsignedString(deadline));
    }
    deadlines.computeIfAbsent(deadline, key -> new PartitionSectorMap()).add(partition, sectors);
  }

  /** The partitions, in the order of the deadlines. A view. */
  public SortedMap<Long, PartitionSectorMap> partitions() {
    return Collections.unmodifiableSortedMap(deadlines);
  }

  /** How many partitions there are. */
  public long partitionCount() {
    long count = 0;
    for (PartitionSectorMap partitions : deadlines.values()) {
      count += partitions.size();
    }
    return count;
  }

  /**
   * How many sectors there are, u64.
   *
   * @throws io.jfvm.actor.ActorException ILLEGAL_ARGUMENT if they are too many to count
   */
  public long sectorCount() {
    long count = 0;
    for (PartitionSectorMap partitions : deadlines.values()) {
      count = PartitionSectorMap.sum(count, partitions.sectorCount());
    }
    return count;
  }

  /**
   * Checks that a message does not ask for too much.
   *
   * @throws io.jfvm.actor.ActorException ILLEGAL_ARGUMENT if there are more than so many partitions
   *     or sectors
   */
  public void check(long maxPartitions, long maxSectors) {
    long sectors = sectorCount();
    if (partitionCount() > maxPartitions) {
      throw Exits.illegalArgument(
          "too many partitions " + partitionCount() + ", max " + maxPartitions);
    }
    if (Long.compareUnsigned(sectors, maxSectors) > 0) {
      throw Exits.illegalArgument(
          "too many sectors " + Long.toUnsignedString(sectors) + ", max " + maxSectors);
    }
  }
}
