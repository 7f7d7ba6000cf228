// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.miner.proving;

import io.jfvm.actor.ActorRuntime;
import io.jfvm.actor.Exits;
import io.jfvm.builtin.miner.Controllers;
import io.jfvm.builtin.miner.MinerEditor;
import io.jfvm.builtin.miner.MinerInfo;
import io.jfvm.builtin.miner.MinerPolicy;
import io.jfvm.builtin.miner.deadline.Deadline;
import io.jfvm.builtin.miner.deadline.DeadlineEditor;
import io.jfvm.builtin.miner.deadline.DeadlineWindow;
import io.jfvm.builtin.miner.deadline.Deadlines;
import io.jfvm.builtin.miner.deadline.ProvingPeriod;
import io.jfvm.builtin.miner.deadline.Sectors;
import io.jfvm.builtin.miner.proving.ProvingParams.CompactPartitions;
import io.jfvm.ipld.bitfield.BitField;

/**
 * Rids partitions of their terminated sectors, which are forgotten, and fills new partitions with
 * those that live.
 *
 * <p>Source: builtin-actors {@code actors/miner/src/lib.rs} (compact_partitions).
 */
final class Compaction {
  private Compaction() {}

  static void compact(ActorRuntime rt, CompactPartitions params) {
    if (Long.compareUnsigned(params.deadline(), ProvingPeriod.DEADLINES) >= 0) {
      throw Exits.illegalArgument("invalid deadline " + Long.toUnsignedString(params.deadline()));
    }
    MinerEditor.update(rt, miner -> compact(rt, miner, params));
  }

  private static void compact(ActorRuntime rt, MinerEditor miner, CompactPartitions params) {
    MinerInfo info = Controllers.require(rt, miner);
    long index = params.deadline();
    if (!DeadlineWindow.isOpenToCompaction(miner.periodStartAt(rt.epoch()), index, rt.epoch())) {
      throw Exits.forbidden(
          "deadline %s is open or the next to open, or closed less than %s epochs ago"
              .formatted(index, ProvingPeriod.DISPUTE_WINDOW));
    }
    long count = params.partitions().cardinality();
    long limit = MinerPolicy.maxLoadedPartitions(info.partitionSectors());
    if (Long.compareUnsigned(count, limit) > 0) {
      throw Exits.illegalArgument(
          "too many partitions " + Long.toUnsignedString(count) + ", limit " + limit);
    }
    Deadlines deadlines = miner.loadDeadlines();
    Deadline before = deadlines.load(rt.store(), index);
    Sectors sectors = miner.loadSectors();
    DeadlineEditor deadline = new DeadlineEditor(before, rt.store(), miner.quantOf(index));
    BitField dead =
        deadline.compactPartitions(
            sectors, info.sectorSize(), info.partitionSectors(), params.partitions());
    sectors.deleteAll(dead);
    miner.replaceSectors(sectors);
    Deadline after = deadline.deadline();
    miner.replaceDeadlines(deadlines.with(rt.store(), index, after));
    if (!after.dailyFee().equals(before.dailyFee())) {
      throw Exits.illegalState("daily fee changed during partition compaction");
    }
  }
}
