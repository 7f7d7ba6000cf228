// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.miner.deadline;

import io.jfvm.actor.Exits;
import io.jfvm.ipld.bitfield.BitField;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Sector numbers by the index of their partition, which is u64. Used by one thread.
 *
 * <p>Source: builtin-actors {@code actors/miner/src/sector_map.rs}.
 */
public final class PartitionSectorMap {
  private final SortedMap<Long, BitField> partitions = new TreeMap<>(Long::compareUnsigned);

  /** Adds sectors to those a partition has. */
  public void add(long partition, BitField sectors) {
    partitions.merge(partition, sectors, BitField::union);
  }

  /** The sectors, in the order of the partitions. A view. */
  public SortedMap<Long, BitField> sectors() {
    return Collections.unmodifiableSortedMap(partitions);
  }

  public boolean isEmpty() {
    return partitions.isEmpty();
  }

  /** How many partitions there are. */
  public int size() {
    return partitions.size();
  }

  /**
   * How many sectors there are, u64.
   *
   * @throws io.jfvm.actor.ActorException ILLEGAL_ARGUMENT if they are too many to count
   */
  public long sectorCount() {
    long count = 0;
    for (BitField sectors : partitions.values()) {
      count = sum(count, sectors.cardinality());
    }
    return count;
  }

  static long sum(long a, long b) {
    long sum = a + b;
    if (Long.compareUnsigned(sum, a) < 0) {
      throw Exits.illegalArgument("integer overflow when counting sectors");
    }
    return sum;
  }
}
