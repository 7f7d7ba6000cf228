// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.miner.deadline;

import io.jfvm.actor.Exits;
import io.jfvm.builtin.sector.SectorSize;
import io.jfvm.ipld.Blockstore;
import io.jfvm.ipld.amt.Amt;
import io.jfvm.ipld.amt.AmtType;
import io.jfvm.ipld.bitfield.BitField;
import io.jfvm.types.ChainEpoch;
import io.jfvm.types.Cid;
import io.jfvm.types.TokenAmount;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Sectors of a partition by the epoch at which they expire, on time or early. Epochs are rounded
 * up. Changes stay here until {@link #flush}. Used by one thread.
 *
 * <p>Source: builtin-actors {@code actors/miner/src/expiration_queue.rs}.
 */
final class ExpirationQueue {
  static final int BIT_WIDTH = 4;

  /** The most sectors an entry may have where it is walked sector by sector. */
  private static final long MAX_ENTRY_SECTORS = 10_000;

  private static final AmtType<ExpirationSet> TYPE = AmtType.of(ExpirationSet.CODEC, BIT_WIDTH);

  private final Amt<ExpirationSet> amt;
  private final QuantSpec quant;

  private ExpirationQueue(Amt<ExpirationSet> amt, QuantSpec quant) {
    this.amt = amt;
    this.quant = quant;
  }

  static ExpirationQueue load(Blockstore store, Cid root, QuantSpec quant) {
    return new ExpirationQueue(Amt.load(TYPE, store, root), quant);
  }

  Amt<ExpirationSet> amt() {
    return amt;
  }

  Cid flush() {
    return amt.flush();
  }

  /** Adds sectors that are not faulty, to expire when they say. Returns what was added. */
  SectorTotals addActive(List<Sector> sectors, SectorSize size) {
    SortedMap<Long, List<Sector>> byEpoch = new TreeMap<>();
    for (Sector sector : sectors) {
      long epoch = quant.up(sector.expiration().value());
      byEpoch.computeIfAbsent(epoch, key -> new ArrayList<>()).add(sector);
    }
    SectorTotals all = SectorTotals.NONE;
    for (var entry : byEpoch.entrySet()) {
      SectorTotals some = SectorTotals.of(size, entry.getValue());
      add(entry.getKey(), some.asActive());
      all = all.plus(some);
    }
    return all;
  }

  /** Removes sectors that are not faulty. Returns what was removed. */
  SectorTotals removeActive(List<Sector> sectors, SectorSize size) {
    SectorTotals all = SectorTotals.NONE;
    for (Group group : findActive(sectors, size)) {
      update(group.epoch, group.set.minus(group.totals.asActive()));
      all = all.plus(group.totals);
    }
    return all;
  }

  /** Moves sectors that are not faulty to another epoch. Their power stays. */
  void rescheduleExpirations(ChainEpoch newExpiration, List<Sector> sectors, SectorSize size) {
    if (!sectors.isEmpty()) {
      SectorTotals moved = removeActive(sectors, size);
      add(quant.up(newExpiration.value()), moved.asActive());
    }
  }

  /**
   * Sectors become faulty: they expire early at the given epoch, without pledge, unless they would
   * on time before.
   *
   * @return their power
   */
  PowerPair rescheduleAsFaults(ChainEpoch faultExpiration, List<Sector> sectors, SectorSize size) {
    long early = quant.up(faultExpiration.value());
    SectorTotals moved = SectorTotals.NONE;
    PowerPair staying = PowerPair.ZERO;
    for (Group group : findActive(sectors, size)) {
      PowerPair power = group.totals.power();
      if (group.epoch <= early) {
        staying = staying.plus(power);
        update(
            group.epoch,
            group.set.withPower(
                group.set.activePower().minus(power), group.set.faultyPower().plus(power)));
      } else {
        moved = moved.plus(group.totals);
        update(group.epoch, group.set.minus(group.totals.asActive()));
      }
    }
    if (!moved.numbers().isEmpty()) {
      add(early, moved.asEarly());
    }
    return moved.power().plus(staying);
  }

  /**
   * All sectors become faulty: those that would expire after the given epoch do so early, at it.
   */
  void rescheduleAllAsFaults(ChainEpoch faultExpiration) {
    long early = quant.up(faultExpiration.value());
    SortedMap<Long, ExpirationSet> staying = new TreeMap<>();
    SortedMap<Long, ExpirationSet> moving = new TreeMap<>();
    amt.forEach((epoch, set) -> (EpochIndex.of(epoch) <= early ? staying : moving).put(epoch, set));
    ExpirationSet moved = ExpirationSet.EMPTY;
    for (ExpirationSet set : moving.values()) {
      if (!set.earlySectors().isEmpty()) {
        throw Exits.illegalState("attempted to re-schedule early expirations to an earlier epoch");
      }
      moved = moved.plus(set);
    }
    staying.forEach((epoch, set) -> amt.set(epoch, set.allFaulty().validated()));
    if (!moving.isEmpty()) {
      add(
          early,
          new ExpirationSet(
              BitField.EMPTY,
              moved.onTimeSectors(),
              TokenAmount.ZERO,
              PowerPair.ZERO,
              moved.activePower().plus(moved.faultyPower()),
              moved.feeDeduction()));
      EpochIndex.removeAll(amt, List.copyOf(moving.keySet()));
    }
  }

  /**
   * Faulty sectors are so no longer: those that were to expire early do when they say.
   *
   * @return their power
   */
  PowerPair rescheduleRecovered(List<Sector> sectors, SectorSize size) {
    List<Sector> moved = new ArrayList<>();
    findFaulty(
        new SectorSearch(sectors),
        (set, onTime, early) -> {
          SectorTotals staying = SectorTotals.of(size, onTime);
          SectorTotals leaving = SectorTotals.of(size, early);
          moved.addAll(early);
          return new ExpirationSet(
              set.onTimeSectors(),
              set.earlySectors().difference(leaving.numbers()),
              set.onTimePledge(),
              set.activePower().plus(staying.power()),
              set.faultyPower().minus(staying.power()).minus(leaving.power()),
              set.feeDeduction().minus(leaving.dailyFee()));
        });
    addActive(moved, size);
    return SectorPower.of(size, sectors);
  }

  /** What was removed, and the power of those sectors of it that were to recover. */
  record Removed(ExpirationSet set, PowerPair recoveringPower) {}

  /** Removes sectors, faulty or not. */
  Removed remove(List<Sector> sectors, BitField faults, BitField recovering, SectorSize size) {
    requireAtMost("faults", faults, ProvingPeriod.MAX_ADDRESSED_SECTORS);
    requireAtMost("recoveries", recovering, ProvingPeriod.MAX_ADDRESSED_SECTORS);
    List<Sector> active = new ArrayList<>();
    List<Sector> faulty = new ArrayList<>();
    List<Sector> recoveringSectors = new ArrayList<>();
    for (Sector sector : sectors) {
      (faults.contains(sector.number()) ? faulty : active).add(sector);
    }
    for (Sector sector : faulty) {
      if (recovering.contains(sector.number())) {
        recoveringSectors.add(sector);
      }
    }
    List<ExpirationSet> removed = new ArrayList<>();
    removed.add(removeActive(active, size).asActive());
    findFaulty(
        new SectorSearch(faulty),
        (set, onTime, early) -> {
          requireAtMost("on-time sectors", set.onTimeSectors(), MAX_ENTRY_SECTORS);
          requireAtMost("early sectors", set.earlySectors(), MAX_ENTRY_SECTORS);
          ExpirationSet leaving =
              SectorTotals.of(size, onTime)
                  .asOnTimeFaults()
                  .plus(SectorTotals.of(size, early).asEarly());
          removed.add(leaving);
          return set.minus(leaving);
        });
    return new Removed(sum(removed), SectorPower.of(size, recoveringSectors));
  }

  private static void requireAtMost(String what, BitField field, long max) {
    if (Long.compareUnsigned(field.cardinality(), max) > 0) {
      throw Exits.illegalState("too many " + what + " to expand");
    }
  }

  /** Removes all up to and including an epoch, and returns their sum. */
  ExpirationSet popUntil(ChainEpoch until) {
    List<Long> epochs = new ArrayList<>();
    List<ExpirationSet> sets = new ArrayList<>();
    amt.forEachWhile(
        (epoch, set) -> {
          boolean due = epoch <= until.value();
          if (due) {
            epochs.add(epoch);
            sets.add(set);
          }
          return due;
        });
    EpochIndex.removeAll(amt, epochs);
    return sum(sets);
  }

  private static ExpirationSet sum(List<ExpirationSet> sets) {
    ExpirationSet all = ExpirationSet.EMPTY;
    for (ExpirationSet set : sets) {
      all = all.plus(set);
    }
    return all;
  }

  /** Adds to the entry of an epoch of the kind. */
  private void add(long epoch, ExpirationSet more) {
    amt.set(epoch, entry(epoch).plus(more).validated());
  }

  /** Replaces an entry, or removes it if no sector is left. */
  private void update(long epoch, ExpirationSet set) {
    if (set.validated().isEmpty()) {
      amt.remove(epoch);
    } else {
      amt.set(epoch, set);
    }
  }

  private ExpirationSet entry(long epoch) {
    return amt.get(EpochIndex.of(epoch)).orElse(ExpirationSet.EMPTY);
  }

  /** Sectors looked for, and the entry that has them. */
  private record Group(long epoch, SectorTotals totals, ExpirationSet set) {}

  /**
   * Finds the entries in which sectors expire on time, in ascending order: those that the sectors
   * name, or, for sectors that were moved, the first others that have them.
   */
  private List<Group> findActive(List<Sector> sectors, SectorSize size) {
    SectorSearch search = new SectorSearch(sectors);
    SortedMap<Long, Group> groups = new TreeMap<>();
    SortedSet<Long> declared = new TreeSet<>();
    for (Sector sector : sectors) {
      declared.add(quant.up(sector.expiration().value()));
    }
    for (long epoch : declared) {
      collect(groups, epoch, entry(epoch), search, size);
    }
    if (!search.isDone()) {
      amt.forEachWhile(
          (epoch, set) -> {
            if (!declared.contains(epoch)) {
              if (set.earlySectors().containsAny(search.remaining())) {
                throw Exits.illegalState("sectors to be grouped expire early at " + epoch);
              }
              collect(groups, epoch, set, search, size);
            }
            return !search.isDone();
          });
    }
    requireDone(search);
    return List.copyOf(groups.values());
  }

  private static void collect(
      Map<Long, Group> groups,
      long epoch,
      ExpirationSet set,
      SectorSearch search,
      SectorSize size) {
    List<Sector> found = search.take(set.onTimeSectors());
    if (!found.isEmpty()) {
      groups.put(epoch, new Group(epoch, SectorTotals.of(size, found), set));
    }
  }

  private static void requireDone(SectorSearch search) {
    if (!search.isDone()) {
      throw Exits.illegalState("sectors not found in expiration queue: " + search.remaining());
    }
  }

  /** Changes an entry that has some of the sectors looked for. */
  @FunctionalInterface
  private interface Change {
    ExpirationSet apply(ExpirationSet set, List<Sector> onTime, List<Sector> early);
  }

  /**
   * Changes the entries in which sectors expire, on time or early, from the first on until all are
   * found. Faulty ones are among the first 42, the days a fault may last.
   */
  private void findFaulty(SectorSearch search, Change change) {
    if (search.isDone()) {
      return;
    }
    List<Long> emptied = new ArrayList<>();
    amt.updateWhile(
        (epoch, slot) -> {
          ExpirationSet set = slot.value();
          List<Sector> onTime = search.take(set.onTimeSectors());
          List<Sector> early = search.take(set.earlySectors());
          if (!onTime.isEmpty() || !early.isEmpty()) {
            ExpirationSet changed = change.apply(set, onTime, early).validated();
            slot.replace(changed);
            if (changed.isEmpty()) {
              emptied.add(EpochIndex.of(epoch));
            }
          }
          return !search.isDone();
        });
    EpochIndex.removeAll(amt, emptied);
    requireDone(search);
  }
}
