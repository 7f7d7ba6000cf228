// SPDX-License-Identifier: Apache-2.0
package io.jfvm.conformance.random;

import static io.jfvm.conformance.random.Tree.list;

import io.jfvm.builtin.miner.MinerState;
import io.jfvm.builtin.miner.deadline.DeadlineWindow;
import io.jfvm.builtin.miner.deadline.Sector;
import io.jfvm.conformance.random.MinerView.Place;
import io.jfvm.conformance.random.MinerView.Slot;
import io.jfvm.ipld.bitfield.BitField;
import io.jfvm.types.Address;
import io.jfvm.types.ChainEpoch;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The life of sectors: proofs of spacetime, faults, recoveries, extensions, ends, compaction. */
final class UpkeepMoves {
  private static final long WINDOW_POST = 10;
  private static final int PROOF_BYTES = 192;

  private final World world;

  UpkeepMoves(World world) {
    this.world = world;
  }

  /** Proves what is due in the deadline that is open, if anything. */
  void post(Miner miner) throws Disagreement {
    Optional<MinerView> view = world.view(miner);
    if (view.isEmpty()) {
      return;
    }
    DeadlineWindow window = view.get().state().deadlineAt(new ChainEpoch(world.now()));
    List<Slot> due = new ArrayList<>();
    for (Slot slot : view.get().partitions()) {
      boolean useful = !slot.posted() && !slot.provable().isEmpty();
      if (slot.deadline() == window.index() && (useful || world.mischief && world.chance(2))) {
        due.add(slot);
      }
    }
    for (int from = 0; from < due.size(); from += 3) {
      List<Slot> part = due.subList(from, Math.min(due.size(), from + 3));
      post(miner, window, part.size() > 1 && world.chance(20) ? part.subList(0, 1) : part);
    }
  }

  private void post(Miner miner, DeadlineWindow window, List<Slot> slots) throws Disagreement {
    List<Object> partitions = new ArrayList<>();
    for (Slot slot : slots) {
      BitField skipped = BitField.EMPTY;
      if (world.chance(world.mischief ? 10 : 1) && slot.provable().first().isPresent()) {
        skipped = BitField.of(slot.provable().first().getAsLong());
      }
      partitions.add(list(slot.index(), skipped));
    }
    long latest = world.now() - 1;
    long commit =
        world.chance(80)
            ? Math.max(window.open().value(), latest - world.random.nextInt(3))
            : latest;
    boolean elsewhere = world.mischief && world.chance(3);
    long deadline = elsewhere ? (window.index() + 1) % 48 : window.index();
    byte[] proof = world.proof(PROOF_BYTES);
    boolean taken =
        world.say(
            "miner.SubmitWindowedPoSt",
            miner.worker,
            miner.id,
            5,
            list(
                deadline,
                partitions,
                list(list(WINDOW_POST, proof)),
                commit,
                PretendingChain.chainCommitment(commit)));
    if (taken && proof[0] == PretendingChain.BAD) {
      miner.doubtful.add(window);
    }
  }

  /** Some sectors by the place where they are. */
  private List<Object> somewhere(Miner miner, boolean faulty) {
    List<Object> groups = new ArrayList<>();
    List<Place> places =
        new ArrayList<>(world.view(miner).map(MinerView::sectors).orElse(List.of()));
    if (world.chance(90)) {
      places.removeIf(place -> place.faulty() != faulty);
    }
    for (int n = 1 + world.random.nextInt(4); n > 0 && !places.isEmpty(); n--) {
      Place place = world.any(places);
      places.remove(place);
      BitField numbers = BitField.of(place.number());
      for (Place other : List.copyOf(places)) {
        if (other.deadline() == place.deadline()
            && other.partition() == place.partition()
            && world.chance(50)) {
          numbers = numbers.with(other.number());
          places.remove(other);
        }
      }
      groups.add(list(place.deadline(), place.partition(), numbers));
    }
    return groups;
  }

  void declareFaults(Miner miner) throws Disagreement {
    List<Object> groups = somewhere(miner, false);
    world.say("miner.DeclareFaults", miner.worker, miner.id, 10, list(groups));
  }

  void declareRecoveries(Miner miner) throws Disagreement {
    List<Object> groups = somewhere(miner, true);
    world.say("miner.DeclareFaultsRecovered", miner.worker, miner.id, 11, list(groups));
  }

  /** Declares that all that is faulty has recovered. */
  void recover(Miner miner) throws Disagreement {
    List<Object> groups = new ArrayList<>();
    for (Slot slot : world.view(miner).map(MinerView::partitions).orElse(List.of())) {
      if (!slot.faulty().isEmpty()) {
        groups.add(list(slot.deadline(), slot.index(), slot.faulty()));
      }
    }
    if (!groups.isEmpty()) {
      world.say("miner.DeclareFaultsRecovered", miner.worker, miner.id, 11, list(groups));
    }
  }

  void terminate(Miner miner) throws Disagreement {
    List<Object> groups = somewhere(miner, world.chance(30));
    world.say("miner.TerminateSectors", miner.worker, miner.id, 9, list(groups));
  }

  void extend(Miner miner) throws Disagreement {
    List<Place> places =
        new ArrayList<>(world.view(miner).map(MinerView::sectors).orElse(List.of()));
    if (world.chance(85)) {
      places.removeIf(Place::faulty);
    }
    if (places.isEmpty()) {
      return;
    }
    List<Object> groups = new ArrayList<>();
    for (int n = 1 + world.random.nextInt(3); n > 0; n--) {
      groups.add(extension(miner, world.any(places)));
    }
    world.say("miner.ExtendSectorExpiration2", miner.worker, miner.id, 32, list(groups));
  }

  /** With the claims there may be on the sector, mostly; by little, by much, by too much. */
  private Object extension(Miner miner, Place place) {
    List<Object> kept = list();
    List<Object> dropped = list();
    for (Claim claim : world.claims) {
      Allocation made = claim.allocation();
      boolean here = made.provider() == miner && claim.sector() == place.number();
      if (here && world.claimed.contains(made.id()) && world.chance(97)) {
        (world.chance(80) ? kept : dropped).add(made.id());
      }
    }
    boolean plain = kept.isEmpty() && dropped.isEmpty();
    BitField numbers = plain ? BitField.of(place.number()) : BitField.EMPTY;
    List<Object> withClaims = plain ? list() : list(list(place.number(), kept, dropped));
    long days = world.random.nextInt(world.chance(70) ? 40 : 1300);
    long to = sector(miner, place).expiration().value() + days * World.DAY;
    return list(place.deadline(), place.partition(), numbers, withClaims, to);
  }

  private Sector sector(Miner miner, Place place) {
    MinerState state = world.view(miner).orElseThrow().state();
    return state.sector(world.twins().state().store(), place.number()).orElseThrow();
  }

  void compact(Miner miner) throws Disagreement {
    ChainEpoch now = new ChainEpoch(world.now());
    List<Slot> slots = new ArrayList<>();
    world
        .view(miner)
        .ifPresent(
            view -> {
              ChainEpoch period = view.state().periodStartAt(now);
              for (Slot slot : view.partitions()) {
                boolean open = DeadlineWindow.isOpenToCompaction(period, slot.deadline(), now);
                if (open && slot.sound() || world.chance(5)) {
                  slots.add(slot);
                }
              }
            });
    if (slots.isEmpty()) {
      return;
    }
    Slot slot = world.any(slots);
    BitField partitions = BitField.of(slot.index());
    if (world.chance(40)) {
      partitions = partitions.with(0);
    }
    world.say(
        "miner.CompactPartitions", miner.worker, miner.id, 19, list(slot.deadline(), partitions));
  }

  void dispute(Miner miner) throws Disagreement {
    List<Slot> slots = world.view(miner).map(MinerView::partitions).orElse(List.of());
    if (slots.isEmpty()) {
      return;
    }
    miner.doubtful.removeIf(window -> window.periodEnd().value() < world.now());
    List<DeadlineWindow> doubtful =
        miner.doubtful.stream().filter(window -> window.close().value() < world.now()).toList();
    boolean known = !doubtful.isEmpty();
    long deadline = known ? world.any(doubtful).index() : world.any(slots).deadline();
    long index = world.random.nextInt(known ? 2 : 3);
    Address anybody = world.any(world.keys.all());
    if (known || world.chance(30)) {
      world.say("miner.DisputeWindowedPoSt", anybody, miner.id, 24, list(deadline, index));
    }
  }

  void look(Miner miner) throws Disagreement {
    List<Place> places = world.view(miner).map(MinerView::sectors).orElse(List.of());
    long number = places.isEmpty() ? 1 : world.any(places).number();
    switch (world.random.nextInt(7)) {
      case 5 -> world.say("miner.ControlAddresses", world.keys.eve(), miner.id, 2, Tree.NOTHING);
      case 6 -> {
        Address anybody = world.any(world.keys.all());
        world.ask("miner.IsControllingAddress", world.keys.eve(), miner.id, anybody);
      }
      case 0 -> world.say("miner.CheckSectorProven", world.keys.eve(), miner.id, 13, list(number));
      case 1 -> world.ask("miner.GenerateSectorLocation", world.keys.eve(), miner.id, list(number));
      case 2 -> world.ask("miner.GetNominalSectorExpiration", world.keys.eve(), miner.id, number);
      case 3 -> {
        Place place = places.isEmpty() ? new Place(1, 0, 0, false, false) : world.any(places);
        byte[] aux = Tree.encode(list(place.deadline(), place.partition()));
        long status = world.random.nextInt(3);
        Object params = list(world.chance(80) ? place.number() : number, status, aux);
        world.ask("miner.ValidateSectorStatus", world.keys.eve(), miner.id, params);
      }
      default ->
          world.ask("miner." + world.any(QUESTIONS), world.keys.eve(), miner.id, Tree.NOTHING);
    }
  }

  private static final List<String> QUESTIONS =
      List.of(
          "InitialPledge",
          "GetAvailableBalance",
          "GetVestingFunds",
          "GetOwner",
          "GetPeerID",
          "GetBeneficiary",
          "GetSectorSize",
          "GetMultiaddrs",
          "MaxTerminationFee",
          "NoSuchMethod");
}
