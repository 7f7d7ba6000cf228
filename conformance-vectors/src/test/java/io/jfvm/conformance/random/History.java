// SPDX-License-Identifier: Apache-2.0
package io.jfvm.conformance.random;

import io.jfvm.builtin.miner.deadline.DeadlineWindow;
import io.jfvm.conformance.random.World.Miner;
import io.jfvm.executor.ApplyResult;
import io.jfvm.types.ChainEpoch;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** Makes up a history as it happens, so that each message can know the state before it. */
final class History {
  private static final int MAX_MINERS = 4;

  private final World world;
  private final SplittableRandom random;
  private final SectorMoves sectors;
  private final UpkeepMoves upkeep;
  private final OwnerMoves owners;
  private final DealMoves deals;
  private final ClientMoves clients;
  private final List<Weighted> moves = new ArrayList<>();

  /** How diligent the miners are in this history, in percent of the windows they prove in. */
  private final int diligence;

  private interface Move {
    void play() throws Disagreement;
  }

  private interface MinerMove {
    void play(Miner miner) throws Disagreement;
  }

  private record Weighted(int weight, Move move) {}

  History(long seed, Setting setting, Census census) {
    this.random = new SplittableRandom(seed);
    this.world = new World(random, setting.chain, setting.keys, setting.begin(), census);
    this.sectors = new SectorMoves(world);
    this.upkeep = new UpkeepMoves(world);
    this.owners = new OwnerMoves(world);
    this.deals = new DealMoves(world);
    this.clients = new ClientMoves(world);
    this.diligence = 60 + random.nextInt(40);
    ofMiners(9, sectors::preCommit);
    ofMiners(16, sectors::prove);
    ofMiners(2, sectors::proveAlone);
    ofMiners(5, sectors::update);
    ofMiners(1, sectors::expireNumbers);
    ofMiners(3, sectors::fund);
    ofMiners(4, upkeep::declareFaults);
    ofMiners(6, upkeep::declareRecoveries);
    ofMiners(2, upkeep::terminate);
    ofMiners(6, upkeep::extend);
    ofMiners(3, upkeep::compact);
    ofMiners(3, upkeep::dispute);
    ofMiners(6, upkeep::look);
    ofMiners(4, owners::reward);
    ofMiners(5, owners::money);
    ofMiners(5, owners::settings);
    ofMiners(1, owners::report);
    ofMiners(9, deals::publish);
    ofMiners(7, deals::allocate);
    moves.add(new Weighted(2, owners::power));
    moves.add(new Weighted(2, deals::addClient));
    moves.add(new Weighted(5, deals::money));
    moves.add(new Weighted(4, deals::settle));
    moves.add(new Weighted(4, deals::look));
    moves.add(new Weighted(5, deals::registry));
    moves.add(new Weighted(4, deals::token));
    moves.add(new Weighted(4, clients::contract));
    moves.add(new Weighted(5, clients::wallet));
    moves.add(new Weighted(5, clients::channel));
  }

  private void ofMiners(int weight, MinerMove move) {
    moves.add(new Weighted(weight, () -> move.play(world.any(world.miners))));
  }

  /** Goes on until so many messages were applied. */
  void live(int messages) throws Disagreement {
    cron();
    deals.begin();
    while (world.miners.size() < 2) {
      createMiner();
    }
    while (world.steps().size() < messages) {
      if (world.miners.size() < MAX_MINERS && random.nextInt(40) == 0) {
        createMiner();
      }
      boolean closing = goOn();
      for (Miner miner : world.miners) {
        if (world.chance(diligence)) {
          upkeep.post(miner);
        }
      }
      for (int n = random.nextInt(6); n > 0; n--) {
        draw().play();
      }
      if (closing) {
        cron();
      }
    }
  }

  private void createMiner() throws Disagreement {
    owners.createMiner();
    deals.welcome(world.miners.getLast());
  }

  private Move draw() {
    int ticket = random.nextInt(moves.stream().mapToInt(Weighted::weight).sum());
    for (Weighted one : moves) {
      ticket -= one.weight;
      if (ticket < 0) {
        return one.move;
      }
    }
    throw new AssertionError("the weights were summed");
  }

  /**
   * Goes on to a later epoch: mostly one at which a deadline with sectors is open, or its last.
   *
   * @return whether cron is to run there
   */
  private boolean goOn() {
    if (random.nextInt(100) == 0) {
      world.moveTo(world.now() + random.nextLong(30 * World.DAY));
    }
    long soon = world.now() + 1 + random.nextInt(random.nextInt(10) == 0 ? 2000 : 30);
    long next = Long.MAX_VALUE;
    boolean closing = false;
    for (Miner miner : world.miners) {
      Optional<MinerView> view = world.view(miner);
      if (view.isEmpty()) {
        continue;
      }
      List<DeadlineWindow> windows = new ArrayList<>(view.get().windows(world.now()));
      if (windows.isEmpty()) {
        windows.add(view.get().state().deadlineAt(new ChainEpoch(world.now())));
      }
      for (DeadlineWindow window : windows) {
        long prove = window.open().value() + 2 + random.nextInt(40);
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
    }
    if (next == Long.MAX_VALUE || soon < next && random.nextInt(3) == 0) {
      world.moveTo(soon);
      return random.nextInt(8) == 0;
    }
    world.moveTo(next);
    return closing;
  }

  private void cron() throws Disagreement {
    ApplyResult unused = world.implicit("cron.EpochTick", 0, 3, 2, new byte[0]);
  }
}
