// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.miner.deadline;

import io.jfvm.ipld.bitfield.BitField;
import io.jfvm.types.ChainEpoch;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Early terminations taken from their queues.
 *
 * <p>Source: builtin-actors {@code actors/miner/src/termination.rs}.
 *
 * @param sectors their numbers by the epoch at which they were terminated
 */
public record TerminationResult(
    SortedMap<ChainEpoch, BitField> sectors, long partitionsProcessed, long sectorsProcessed) {

  public static final TerminationResult NONE =
      new TerminationResult(Collections.emptySortedMap(), 0, 0);

  public TerminationResult {
    sectors = Collections.unmodifiableSortedMap(new TreeMap<>(sectors));
  }

  public TerminationResult plus(TerminationResult other) {
    SortedMap<ChainEpoch, BitField> all = new TreeMap<>(sectors);
    other.sectors.forEach((epoch, numbers) -> all.merge(epoch, numbers, BitField::union));
    return new TerminationResult(
        all,
        partitionsProcessed + other.partitionsProcessed,
        sectorsProcessed + other.sectorsProcessed);
  }

  /** Whether neither limit has been reached. */
  public boolean isBelowLimit(long maxPartitions, long maxSectors) {
    return partitionsProcessed < maxPartitions && sectorsProcessed < maxSectors;
  }

  public boolean isEmpty() {
    return sectorsProcessed == 0;
  }
}
