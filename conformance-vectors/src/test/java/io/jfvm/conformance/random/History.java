// SPDX-License-Identifier: Apache-2.0
package io.jfvm.conformance.random;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Makes up a history as it happens, so that each message can know the state before it: hours full
 * of messages, and between them quiet days, days of neglect, and gaps.
 */
final class History {
  private static final int MAX_MINERS = 4;

  /** So many times the busy hours are interrupted. */
  private static final int PAUSES = 12;

  /** So many times the quiet days of others has a patient history. */
  private static final int PATIENCE = 8;

  private final World world;
  private final SplittableRandom random;
  private final Passage passage;
  private final OwnerMoves owners;
  private final SectorMoves sectors;
  private final DealMoves deals;
  private final DatacapMoves datacap;
  private final WalletMoves wallets;
  private final ContractMoves contracts;
  private final List<Weighted> moves = new ArrayList<>();

  /** How diligent the miners are in this history, in percent of the windows they prove in. */
  private final int diligence;

  /**
   * Whether miners take such care, and days are so many, that sectors and deals live to their end.
   */
  private final boolean patient;

  private int quietSteps;

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
    UpkeepMoves upkeep = new UpkeepMoves(world);
    this.owners = new OwnerMoves(world);
    this.passage = new Passage(world, upkeep, owners);
    this.deals = new DealMoves(world);
    this.datacap = new DatacapMoves(world);
    this.wallets = new WalletMoves(world);
    this.contracts = new ContractMoves(world, deals, datacap);
    this.diligence = 60 + random.nextInt(40);
    this.patient = random.nextInt(4) == 0;
    this.sectors = new SectorMoves(world);
    sectors();
    upkeep(upkeep);
    clients();
    StrangeMoves strange = new StrangeMoves(world);
    add(5, strange::call);
    add(2, strange::transfer);
  }

  private void sectors() {
    ofMiners(9, sectors::preCommit);
    ofMiners(16, sectors::prove);
    ofMiners(2, sectors::proveAlone);
    ofMiners(6, sectors::update);
    ofMiners(1, sectors::expireNumbers);
    ofMiners(3, sectors::fund);
  }

  private void upkeep(UpkeepMoves upkeep) {
    ofMiners(4, upkeep::declareFaults);
    ofMiners(6, upkeep::declareRecoveries);
    ofMiners(2, upkeep::terminate);
    ofMiners(6, upkeep::extend);
    ofMiners(3, upkeep::compact);
    ofMiners(10, upkeep::dispute);
    ofMiners(6, upkeep::look);
    ofMiners(4, owners::reward);
    ofMiners(5, owners::money);
    ofMiners(5, owners::settings);
    ofMiners(1, owners::report);
    add(3, owners::network);
  }

  private void clients() {
    ofMiners(8, deals::publish);
    add(5, deals::money);
    add(4, deals::settle);
    add(4, deals::look);
    ofMiners(6, datacap::allocate);
    ofMiners(2, datacap::allocateForAnother);
    add(2, datacap::addClient);
    add(5, datacap::registry);
    add(4, datacap::token);
    add(2, datacap::verifiers);
    add(4, contracts::play);
    add(5, wallets::wallet);
    add(5, wallets::channel);
  }

  private void add(int weight, Move move) {
    moves.add(new Weighted(weight, move));
  }

  private void ofMiners(int weight, MinerMove move) {
    add(weight, () -> move.play(miner()));
  }

  private Miner miner() {
    Miner miner = world.any(world.miners);
    world.view(miner);
    return miner;
  }

  /** The last message, or that before which one broke down. */
  Step lastStep() {
    return world.steps().getLast();
  }

  int messages() {
    return world.steps().size();
  }

  long days() {
    return (world.now() - Setting.FIRST_EPOCH) / World.DAY;
  }

  /**
   * Goes on until so many messages were applied, those of quiet days not counted.
   *
   * @param quietDays how many there are about
   */
  void live(int messages, long quietDays) throws Disagreement {
    passage.cron();
    wallets.hireSteward();
    datacap.begin();
    deals.begin();
    contracts.begin();
    while (world.miners.size() < 2) {
      createMiner();
    }
    for (int pause = 1; pause <= PAUSES; pause++) {
      while (world.steps().size() - quietSteps < messages * pause / PAUSES) {
        busyHour();
      }
      pause(quietDays);
    }
  }

  private void busyHour() throws Disagreement {
    if (world.miners.size() < MAX_MINERS && random.nextInt(40) == 0) {
      createMiner();
    }
    boolean closing = passage.goOn();
    passage.post(diligence);
    for (int n = random.nextInt(6); n > 0; n--) {
      draw().play();
    }
    if (closing) {
      passage.cron();
    }
  }

  private void pause(long quietDays) throws Disagreement {
    int before = world.steps().size();
    if (patient) {
      onboard();
      passage.carefully(random.nextLong(2 * PATIENCE * quietDays / PAUSES + 1));
      deals.settleAll();
      datacap.removeExpiredClaims();
    } else {
      long days = random.nextLong(2 * quietDays / PAUSES + 1);
      switch (random.nextInt(6)) {
        case 0 -> passage.leap(random.nextLong(10 * World.DAY));
        case 1 -> passage.quietly(days, 0);
        default -> passage.quietly(days, 95 + random.nextInt(6));
      }
    }
    quietSteps += world.steps().size() - before;
  }

  /** Every miner brings in sectors with deals and datacap, within a day. */
  private void onboard() throws Disagreement {
    for (Miner miner : world.miners) {
      deals.publish(miner);
      datacap.allocate(miner);
      sectors.preCommit(miner);
    }
    passage.carefully(1);
    for (Miner miner : world.miners) {
      sectors.prove(miner);
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
}
