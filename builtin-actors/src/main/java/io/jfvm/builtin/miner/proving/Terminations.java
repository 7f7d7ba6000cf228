// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.miner.proving;

import io.jfvm.actor.ActorRuntime;
import io.jfvm.actor.Exits;
import io.jfvm.builtin.math.FilterEstimate;
import io.jfvm.builtin.miner.Controllers;
import io.jfvm.builtin.miner.MinerEditor;
import io.jfvm.builtin.miner.MinerInfo;
import io.jfvm.builtin.miner.MinerSends;
import io.jfvm.builtin.miner.deadline.DeadlineEditor;
import io.jfvm.builtin.miner.deadline.DeadlineSectorMap;
import io.jfvm.builtin.miner.deadline.DeadlineWindow;
import io.jfvm.builtin.miner.deadline.Deadlines;
import io.jfvm.builtin.miner.deadline.PowerPair;
import io.jfvm.builtin.miner.deadline.Sectors;
import io.jfvm.builtin.miner.proving.ProvingParams.SectorDeclarations;
import io.jfvm.builtin.miner.proving.ProvingParams.TerminationProgress;

/**
 * Ends sectors before they expire. They stop to count at once; {@link EarlyTerminationWork} settles
 * what is owed for them, some now and the rest in epochs to come.
 *
 * <p>Source: builtin-actors {@code actors/miner/src/lib.rs} (terminate_sectors).
 */
final class Terminations {
  private Terminations() {}

  /**
   * What was ended.
   *
   * @param hadPending whether earlier ends were still to be settled
   */
  private record Ended(boolean hadPending, PowerPair powerDelta) {}

  static TerminationProgress terminate(ActorRuntime rt, SectorDeclarations params) {
    DeadlineSectorMap terminations = params.checked();
    Ended ended = MinerEditor.transaction(rt, miner -> end(rt, miner, terminations));
    FilterEstimate reward = MinerSends.currentReward(rt).rewardSmoothed();
    FilterEstimate networkPower = MinerSends.currentTotalPower(rt).qualityAdjPowerSmoothed();
    boolean hasMore = EarlyTerminationWork.process(rt, reward, networkPower);
    if (hasMore && !ended.hadPending) {
      MinerSends.scheduleEarlyTerminationWork(rt);
    }
    MinerSends.checkBalance(rt);
    MinerSends.requestUpdatePower(rt, ended.powerDelta);
    return new TerminationProgress(!hasMore);
  }

  private static Ended end(ActorRuntime rt, MinerEditor miner, DeadlineSectorMap terminations) {
    final boolean hadPending = !miner.earlyTerminations().isEmpty();
    MinerInfo info = Controllers.require(rt, miner);
    Deadlines deadlines = miner.loadDeadlines();
    Sectors sectors = miner.loadSectors();
    PowerPair powerDelta = PowerPair.ZERO;
    for (var entry : terminations.partitions().entrySet()) {
      long index = entry.getKey();
      if (!DeadlineWindow.isMutable(miner.periodStartAt(rt.epoch()), index, rt.epoch())) {
        throw Exits.illegalArgument("cannot terminate sectors in immutable deadline " + index);
      }
      DeadlineEditor deadline =
          new DeadlineEditor(deadlines.load(rt.store(), index), rt.store(), miner.quantOf(index));
      PowerPair lost =
          deadline.terminateSectors(sectors, rt.epoch(), entry.getValue(), info.sectorSize());
      miner.addEarlyTermination(index);
      powerDelta = powerDelta.minus(lost);
      deadlines = deadlines.with(rt.store(), index, deadline.deadline());
    }
    miner.replaceDeadlines(deadlines);
    return new Ended(hadPending, powerDelta);
  }
}
