// SPDX-License-Identifier: Apache-2.0
package io.jfvm.conformance.random;

import io.jfvm.builtin.miner.deadline.DeadlineWindow;
import io.jfvm.builtin.miner.deadline.ProvingPeriod;
import io.jfvm.executor.ApplyResult;
import io.jfvm.types.ChainEpoch;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How time passes: busily, quietly, or without anybody there. */
final class Passage {
  private final World world;
  private final UpkeepMoves upkeep;
  private final OwnerMoves owners;

  Passage(World world, UpkeepMoves upkeep, OwnerMoves owners) {
    this.world = world;
    this.upkeep = upkeep;
    this.owners = owners;
  }

  void cron() throws Disagreement {
    ApplyResult unused = world.implicit("cron.EpochTick", 0, 3, 2, new byte[0]);
  }

  void post(int diligence) throws Disagreement {
    for (Miner miner : world.miners) {
      if (world.chance(diligence)) {
        upkeep.post(miner);
      }
    }
  }

  /**
   * Goes on to a later epoch: mostly one at which a deadline with sectors is open, or its last.
   *
   * @return whether cron is to run there
   */
  boolean goOn() {
    long soon = world.now() + 1 + world.random.nextInt(world.chance(10) ? 2000 : 30);
    long next = Long.MAX_VALUE;
    boolean closing = false;
    for (DeadlineWindow window : windows()) {
      long prove = window.open().value() + 2 + world.random.nextInt(40);
      long last = window.last().value();
      if (prove > world.now() && prove < next) {
        next = prove;
        closing = false;
      }
      if (last > world.now() && last < next) {
        next = last;
        closing = true;
      }
    }
    if (next == Long.MAX_VALUE || soon < next && world.chance(33)) {
      world.moveTo(soon);
      return world.chance(12);
    }
    world.moveTo(next);
    return closing;
  }

  /** Of deadlines with sectors, or those open now. */
  private List<DeadlineWindow> windows() {
    List<DeadlineWindow> windows = new ArrayList<>();
    for (Miner miner : world.miners) {
      Optional<MinerView> view = world.view(miner);
      if (view.isPresent()) {
        List<DeadlineWindow> live = view.get().windows(world.now());
        windows.addAll(live.isEmpty() ? List.of(open(view.get())) : live);
      }
    }
    return windows;
  }

  private DeadlineWindow open(MinerView view) {
    return view.state().deadlineAt(new ChainEpoch(world.now()));
  }

  /**
   * Days in which miners do no more than prove, with so much diligence, and declare what has
   * recovered. Cron runs at the end of every window, on time or in one go for all miners.
   */
  void quietly(long days, int diligence) throws Disagreement {
    long end = world.now() + days * World.DAY;
    boolean onTime = world.chance(25);
    world.mischief = false;
    while (world.now() < end) {
      window(onTime, diligence);
      if (world.random.nextInt(ProvingPeriod.DEADLINES) == 0) {
        owners.reward(world.any(world.miners));
        upkeep.declareRecoveries(world.any(world.miners));
      }
    }
    world.mischief = true;
  }

  /** Days in which miners prove all there is, pay their debts and declare all recoveries. */
  void carefully(long days) throws Disagreement {
    world.mischief = false;
    for (long day = 0; day < days; day++) {
      owners.reward(world.any(world.miners));
      for (Miner miner : world.miners) {
        owners.payDebt(miner);
        upkeep.recover(miner);
      }
      long end = world.now() + World.DAY;
      while (world.now() < end) {
        window(true, 100);
      }
    }
    world.mischief = true;
  }

  /** On to the end of a window. */
  private void window(boolean onTime, int diligence) throws Disagreement {
    world.moveTo(onTime ? nextClose() : world.now() + ProvingPeriod.CHALLENGE_WINDOW);
    post(diligence);
    cron();
  }

  private long nextClose() {
    world.moveTo(world.now() + 1);
    return world.miners.stream()
        .map(miner -> open(world.view(miner).orElseThrow()).last().value())
        .min(Long::compare)
        .orElseThrow();
  }

  /** Epochs without any message, not even cron's. */
  void leap(long epochs) {
    world.moveTo(world.now() + epochs);
  }
}
