// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.miner.proving;

import io.jfvm.actor.ActorRuntime;
import io.jfvm.actor.Exits;
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
import io.jfvm.types.TokenAmount;

/**
 * What a miner says of its sectors before their window opens: that some are faulty, or that the
 * next proof will answer for faulty ones again.
 *
 * <p>Source: builtin-actors {@code actors/miner/src/lib.rs} (declare_faults,
 * declare_faults_recovered).
 */
final class FaultDeclarations {
  private FaultDeclarations() {}

  /** The penalty is due when the deadline's window closes. */
  static void declareFaults(ActorRuntime rt, SectorDeclarations params) {
    DeadlineSectorMap faults = params.checked();
    PowerPair powerDelta = MinerEditor.transaction(rt, miner -> recordFaults(rt, miner, faults));
    MinerSends.requestUpdatePower(rt, powerDelta);
  }

  private static PowerPair recordFaults(
      ActorRuntime rt, MinerEditor miner, DeadlineSectorMap faults) {
    MinerInfo info = Controllers.require(rt, miner);
    Deadlines deadlines = miner.loadDeadlines();
    Sectors sectors = miner.loadSectors();
    PowerPair powerDelta = PowerPair.ZERO;
    for (var entry : faults.partitions().entrySet()) {
      long index = entry.getKey();
      DeadlineWindow window = declarable(rt, miner, index);
      DeadlineEditor deadline =
          new DeadlineEditor(deadlines.load(rt.store(), index), rt.store(), window.quant());
      powerDelta =
          powerDelta.plus(
              deadline
                  .proving()
                  .recordFaults(
                      sectors, info.sectorSize(), window.faultExpiration(), entry.getValue()));
      deadlines = deadlines.with(rt.store(), index, deadline.deadline());
    }
    miner.replaceDeadlines(deadlines);
    return powerDelta;
  }

  /** No power returns before the proof. All that the miner owes is paid first. */
  static void declareRecoveries(ActorRuntime rt, SectorDeclarations params) {
    DeadlineSectorMap recoveries = params.checked();
    TokenAmount toBurn =
        MinerEditor.transaction(
            rt,
            miner -> {
              TokenAmount repaid = miner.funds().repayDebt(rt.currentBalance());
              recordRecoveries(rt, miner, recoveries);
              return repaid;
            });
    MinerSends.burnFunds(rt, toBurn);
    MinerSends.checkBalance(rt);
  }

  private static void recordRecoveries(
      ActorRuntime rt, MinerEditor miner, DeadlineSectorMap recoveries) {
    MinerInfo info = Controllers.require(rt, miner);
    if (info.isConsensusFaultActive(rt.epoch())) {
      throw Exits.forbidden("recovery not allowed during active consensus fault");
    }
    Deadlines deadlines = miner.loadDeadlines();
    Sectors sectors = miner.loadSectors();
    for (var entry : recoveries.partitions().entrySet()) {
      long index = entry.getKey();
      DeadlineWindow window = declarable(rt, miner, index);
      DeadlineEditor deadline =
          new DeadlineEditor(deadlines.load(rt.store(), index), rt.store(), window.quant());
      deadline.proving().declareFaultsRecovered(sectors, info.sectorSize(), entry.getValue());
      deadlines = deadlines.with(rt.store(), index, deadline.deadline());
    }
    miner.replaceDeadlines(deadlines);
  }

  /** The window that a declaration is for: the deadline's next to close. */
  private static DeadlineWindow declarable(ActorRuntime rt, MinerEditor miner, long index) {
    DeadlineWindow window =
        DeadlineWindow.of(miner.periodStartAt(rt.epoch()), index, rt.epoch()).nextNotElapsed();
    if (window.isFaultCutoffPassed()) {
      throw Exits.illegalArgument("late fault or recovery declaration at deadline " + index);
    }
    return window;
  }
}
