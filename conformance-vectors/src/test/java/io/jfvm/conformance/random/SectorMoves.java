// SPDX-License-Identifier: Apache-2.0
package io.jfvm.conformance.random;

import static io.jfvm.conformance.random.Tree.list;

import io.jfvm.conformance.random.World.Allocation;
import io.jfvm.conformance.random.World.Claim;
import io.jfvm.conformance.random.World.Deal;
import io.jfvm.conformance.random.World.Miner;
import io.jfvm.conformance.random.World.PreCommit;
import io.jfvm.ipld.bitfield.BitField;
import io.jfvm.types.Address;
import io.jfvm.types.Cid;
import io.jfvm.types.TokenAmount;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** How data get into sectors: pre-commitment, proof, proof without interaction, replica updates. */
final class SectorMoves {
  private static final long SEAL = 5;
  private static final long SEAL_ALONE = 15;
  private static final long UPDATE = 0;
  private static final long AGGREGATE = 1;
  private static final int PROOF_BYTES = 192;
  private static final int AGGREGATE_BYTES = 400;
  private static final int CHALLENGE_DELAY = 10;
  private static final Address MARKET = Address.ofId(5);

  private final World world;

  SectorMoves(World world) {
    this.world = world;
  }

  /** Data for a sector, and the pieces to name when it is proven. */
  private record Content(Optional<Cid> data, List<Object> pieces) {}

  void preCommit(Miner miner) throws Disagreement {
    List<Object> sectors = new ArrayList<>();
    List<PreCommit> promised = new ArrayList<>();
    for (int n = 1 + world.random.nextInt(5); n > 0; n--) {
      long number = world.chance(3) ? world.random.nextInt(12) : miner.nextSector++;
      Content content = content(miner, number);
      sectors.add(
          list(
              SEAL,
              number,
              world.sealed(),
              world.now() - 1 - world.random.nextInt(world.chance(5) ? 4000 : 100),
              list(),
              expiration(),
              content.data.orElse(null)));
      promised.add(new PreCommit(number, world.now(), content.pieces));
    }
    if (world.say("miner.PreCommitSectorBatch2", miner.worker, miner.id, 28, list(sectors))) {
      miner.pending.addAll(promised);
    }
  }

  private long expiration() {
    long days =
        world.chance(60) ? 212 + world.random.nextInt(30) : 205 + world.random.nextInt(1200);
    return world.now() + days * World.DAY + world.random.nextInt(3000);
  }

  private Content content(Miner miner, long sector) {
    Optional<Deal> deal =
        take(world.deals, d -> d.provider() == miner && d.size() == World.SECTOR_BYTES);
    if (deal.isPresent() && world.chance(80)) {
      return new Content(Optional.of(deal.get().data()), list(piece(deal.get(), sector)));
    }
    Optional<Allocation> allocation =
        take(world.allocations, a -> a.provider() == miner && a.size() == World.SECTOR_BYTES);
    if (allocation.isPresent() && world.chance(80)) {
      return new Content(
          Optional.of(allocation.get().data()), list(piece(allocation.get(), sector)));
    }
    if (world.chance(15)) {
      Cid data = world.unsealed();
      return new Content(Optional.of(data), list(list(data, World.SECTOR_BYTES, null, list())));
    }
    return new Content(Optional.empty(), list());
  }

  private <T> Optional<T> take(List<T> items, Predicate<T> wanted) {
    Optional<T> found = items.stream().filter(wanted).findFirst();
    if (world.chance(95)) {
      found.ifPresent(items::remove);
    }
    return found;
  }

  private Object piece(Deal deal, long sector) {
    Object claim = null;
    if (deal.allocation() >= 0) {
      long client = world.idOf(deal.client());
      claim = list(client, deal.allocation());
      Allocation allocation =
          new Allocation(deal.allocation(), client, deal.provider(), deal.data(), deal.size());
      world.claims.add(new Claim(allocation, sector));
    }
    return list(deal.data(), deal.size(), claim, list(list(MARKET, Tree.encode(deal.id()))));
  }

  private Object piece(Allocation allocation, long sector) {
    world.claims.add(new Claim(allocation, sector));
    return list(
        allocation.data(), allocation.size(), list(allocation.client(), allocation.id()), list());
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
      List<Object> pieces = world.chance(4) ? list() : one.pieces();
      manifests.add(list(one.number(), pieces));
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
    List<MinerView.Place> places = world.view(miner).map(MinerView::sectors).orElse(List.of());
    if (places.isEmpty()) {
      return;
    }
    List<Object> updates = new ArrayList<>();
    List<Object> proofs = new ArrayList<>();
    for (int n = 1 + world.random.nextInt(3); n > 0; n--) {
      MinerView.Place place = world.any(places);
      List<Object> pieces = content(miner, place.number()).pieces;
      if (pieces.isEmpty()) {
        long half = World.SECTOR_BYTES / 2;
        pieces = list(list(world.unsealed(), half, null, list()));
        if (world.chance(50)) {
          pieces.add(list(world.unsealed(), half / (1 + world.random.nextInt(2)), null, list()));
        }
      }
      updates.add(
          list(place.number(), place.deadline(), place.partition(), world.sealed(), pieces));
      proofs.add(world.proof(PROOF_BYTES));
    }
    world.say(
        "miner.ProveReplicaUpdates3",
        miner.worker,
        miner.id,
        35,
        list(updates, proofs, new byte[0], UPDATE, null, world.chance(40), world.chance(50)));
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
