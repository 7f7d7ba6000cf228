// SPDX-License-Identifier: Apache-2.0
package io.jfvm.conformance.random;

import io.jfvm.builtin.miner.MinerState;
import io.jfvm.builtin.miner.deadline.Deadline;
import io.jfvm.builtin.miner.deadline.DeadlineWindow;
import io.jfvm.builtin.miner.deadline.Deadlines;
import io.jfvm.builtin.miner.deadline.Partition;
import io.jfvm.builtin.miner.deadline.ProvingPeriod;
import io.jfvm.ipld.Blockstore;
import io.jfvm.ipld.bitfield.BitField;
import io.jfvm.types.ChainEpoch;
import java.util.ArrayList;
import java.util.List;
import java.util.PrimitiveIterator;
import java.util.TreeSet;

/**
 * What a miner's state says about its sectors.
 *
 * @param sectors those alive
 * @param partitions with sectors, ended ones among them
 */
record MinerView(MinerState state, List<Place> sectors, List<Slot> partitions) {

  /** Where a sector is, and how it is. */
  record Place(long number, long deadline, long partition, boolean faulty, boolean unproven) {}

  /**
   * A partition.
   *
   * @param posted whether it was proven in the deadline that is open
   * @param sound whether it may be compacted: all is proven and nothing faulty
   * @param provable sectors whose proof counts: without faults, or recovering
   * @param faulty those that nobody has said to have recovered
   */
  record Slot(
      long deadline,
      long index,
      boolean posted,
      boolean sound,
      BitField provable,
      BitField faulty) {}

  static MinerView of(MinerState state, Blockstore store) {
    List<Place> sectors = new ArrayList<>();
    List<Slot> partitions = new ArrayList<>();
    Deadlines deadlines = state.loadDeadlines(store);
    for (long index = 0; index < ProvingPeriod.DEADLINES; index++) {
      Deadline deadline = deadlines.load(store, index);
      if (deadline.totalSectors() == 0) {
        continue;
      }
      long at = index;
      deadline
          .loadPartitions(store)
          .forEach(
              (number, partition) -> {
                boolean posted = deadline.partitionsPosted().contains(number);
                BitField faults = partition.faults().difference(partition.recoveries());
                BitField provable = partition.liveSectors().difference(faults);
                boolean sound = partition.faults().isEmpty() && partition.unproven().isEmpty();
                partitions.add(new Slot(at, number, posted, sound, provable, faults));
                add(sectors, at, number, partition);
              });
    }
    return new MinerView(state, sectors, partitions);
  }

  private static void add(List<Place> sectors, long deadline, long index, Partition partition) {
    PrimitiveIterator.OfLong live = partition.liveSectors().bits();
    while (live.hasNext()) {
      long number = live.nextLong();
      boolean faulty = partition.faults().contains(number);
      boolean unproven = partition.unproven().contains(number);
      sectors.add(new Place(number, deadline, index, faulty, unproven));
    }
  }

  /** The windows, open or to come next, of deadlines with live sectors. */
  List<DeadlineWindow> windows(long now) {
    TreeSet<Long> live = new TreeSet<>();
    sectors.forEach(sector -> live.add(sector.deadline()));
    ChainEpoch epoch = new ChainEpoch(now);
    return live.stream()
        .map(index -> DeadlineWindow.of(state.periodStartAt(epoch), index, epoch).nextNotElapsed())
        .toList();
  }
}
