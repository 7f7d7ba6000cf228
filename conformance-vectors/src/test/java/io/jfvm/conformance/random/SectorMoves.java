// SPDX-License-Identifier: Apache-2.0
package io.jfvm.conformance.random;

import static io.jfvm.conformance.random.Tree.list;

import io.jfvm.builtin.miner.MinerState;
import io.jfvm.builtin.miner.deadline.DeadlineWindow;
import io.jfvm.builtin.miner.deadline.Sector;
import io.jfvm.conformance.random.MinerView.Place;
import io.jfvm.conformance.random.Pieces.Content;
import io.jfvm.ipld.bitfield.BitField;
import io.jfvm.types.ChainEpoch;
import io.jfvm.types.TokenAmount;
import java.util.ArrayList;
import java.util.List;

/** How data get into sectors: pre-commitment, proof, proof without interaction, replica updates. */
final class SectorMoves {
  private static final long SEAL = 5;
  private static final long SEAL_ALONE = 15;
  private static final long UPDATE = 0;
  private static final long AGGREGATE = 1;
  private static final int PROOF_BYTES = 192;
  private static final int AGGREGATE_BYTES = 400;
  private static final int CHALLENGE_DELAY = 10;

  private final World world;
  private final Pieces pieces;

  SectorMoves(World world) {
    this.world = world;
    this.pieces = new Pieces(world);
  }

  void preCommit(Miner miner) throws Disagreement {
    List<Object> sectors = new ArrayList<>();
    List<PreCommit> promised = new ArrayList<>();
    for (int n = 1 + world.random.nextInt(5); n > 0; n--) {
      long number = world.chance(3) ? world.random.nextInt(12) : miner.nextSector++;
      Content content = pieces.content(miner, number);
      sectors.add(
          list(
              SEAL,
              number,
              world.sealed(),
              world.now() - 1 - world.random.nextInt(world.chance(5) ? 4000 : 100),
              list(),
              expiration(),
              content.commitment().orElse(null)));
      promised.add(new PreCommit(number, world.now(), content.pieces()));
    }
    if (world.say("miner.PreCommitSectorBatch2", miner.worker, miner.id, 28, list(sectors))) {
      miner.pending.addAll(promised);
    }
  }

  private long expiration() {
    long days =
        world.chance(60) ? 212 + world.random.nextInt(30) : 205 + world.random.nextInt(1080);
    return world.now() + days * World.DAY + world.random.nextInt(3000);
  }

  void prove(Miner miner) throws Disagreement {
    List<PreCommit> ripe = new ArrayList<>();
    for (PreCommit one : miner.pending) {
      if (world.now() > one.epoch() + CHALLENGE_DELAY || world.chance(2)) {
        ripe.add(one);
      }
    }
    if (ripe.isEmpty()) {
      return;
    }
    boolean together = ripe.size() >= 4 && world.chance(40);
    List<Object> manifests = new ArrayList<>();
    List<Object> proofs = new ArrayList<>();
    for (PreCommit one : ripe) {
      manifests.add(list(one.number(), world.chance(4) ? list() : one.pieces()));
      proofs.add(world.proof(PROOF_BYTES));
    }
    Object params =
        list(
            manifests,
            together ? list() : proofs,
            together ? world.proof(AGGREGATE_BYTES) : new byte[0],
            together ? AGGREGATE : null,
            world.chance(50),
            world.chance(50));
    if (world.say("miner.ProveCommitSectors3", miner.worker, miner.id, 34, params)) {
      miner.pending.removeAll(ripe);
    } else if (world.chance(30)) {
      miner.pending.removeFirst();
    }
  }

  void proveAlone(Miner miner) throws Disagreement {
    List<Object> sectors = new ArrayList<>();
    for (int n = 1 + world.random.nextInt(6); n > 0; n--) {
      long number = miner.nextSector++;
      long sealedAt = world.now() - 10 - world.random.nextInt(60);
      sectors.add(list(number, miner.number(), world.sealed(), number, sealedAt, expiration()));
    }
    long deadline = world.random.nextInt(world.chance(10) ? 50 : 4) * 5L % 49;
    world.say(
        "miner.ProveCommitSectorsNI",
        miner.worker,
        miner.id,
        36,
        list(
            sectors,
            world.proof(AGGREGATE_BYTES),
            SEAL_ALONE,
            AGGREGATE,
            deadline,
            world.chance(50)));
  }

  void update(Miner miner) throws Disagreement {
    List<Place> places = world.view(miner).map(this::empty).orElse(List.of());
    if (places.isEmpty()) {
      return;
    }
    List<Object> updates = new ArrayList<>();
    List<Object> proofs = new ArrayList<>();
    for (int n = 1 + world.random.nextInt(3); n > 0; n--) {
      Place place = world.any(places);
      List<Object> manifest = pieces.content(miner, place.number()).pieces();
      if (manifest.isEmpty() && world.chance(90)) {
        long size = World.SECTOR_BYTES >> world.random.nextInt(3);
        manifest = list(list(world.unsealed(), size, null, list()));
      }
      updates.add(
          list(place.number(), place.deadline(), place.partition(), world.sealed(), manifest));
      proofs.add(world.proof(PROOF_BYTES));
    }
    world.say(
        "miner.ProveReplicaUpdates3",
        miner.worker,
        miner.id,
        35,
        list(updates, proofs, new byte[0], UPDATE, null, world.chance(40), world.chance(50)));
  }

  /** Mostly those that can be updated: active, without data, their deadline far enough. */
  private List<Place> empty(MinerView view) {
    if (world.chance(10)) {
      return view.sectors();
    }
    MinerState state = view.state();
    ChainEpoch now = new ChainEpoch(world.now());
    List<Place> empty = new ArrayList<>();
    for (Place place : view.sectors()) {
      boolean mutable = DeadlineWindow.isMutable(state.periodStartAt(now), place.deadline(), now);
      if (mutable && !place.faulty() && !place.unproven()) {
        Sector sector = state.sector(world.twins().state().store(), place.number()).orElseThrow();
        if (sector.dealWeight().signum() == 0 && sector.verifiedDealWeight().signum() == 0) {
          empty.add(place);
        }
      }
    }
    return empty;
  }

  void expireNumbers(Miner miner) throws Disagreement {
    BitField numbers = BitField.of(miner.nextSector + 1 + world.random.nextInt(3));
    if (world.say("miner.CompactSectorNumbers", miner.worker, miner.id, 20, list(numbers))) {
      miner.nextSector += 5;
    }
  }

  void fund(Miner miner) throws Disagreement {
    world.say(
        "miner.Send",
        miner.owner,
        miner.id,
        TokenAmount.ofFil(1 + world.random.nextInt(2000)),
        0,
        Tree.NOTHING);
  }
}
