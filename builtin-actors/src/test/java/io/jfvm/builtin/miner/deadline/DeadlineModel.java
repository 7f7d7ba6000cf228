// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.miner.deadline;

import io.jfvm.builtin.sector.SectorSize;
import io.jfvm.ipld.bitfield.BitField;
import io.jfvm.types.ChainEpoch;
import io.jfvm.types.TokenAmount;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** A deadline that keeps every sector by itself and adds up what it is asked for. */
final class DeadlineModel {
  enum State {
    UNPROVEN,
    ACTIVE,
    FAULTY,
    RECOVERING,
    DEAD
  }

  static final Set<State> LIVE = EnumSet.complementOf(EnumSet.of(State.DEAD));
  static final Set<State> FAULTS = EnumSet.of(State.FAULTY, State.RECOVERING);
  static final Set<State> SOUND = EnumSet.of(State.UNPROVEN, State.ACTIVE);

  static final class Entry {
    Sector sector;
    State state = State.UNPROVEN;

    /** When it ends, and whether that is early. */
    long due;

    boolean early;
  }

  static final class Part {
    final SortedMap<Long, Entry> entries = new TreeMap<>();
    final SortedMap<Long, Set<Long>> earlyTerminations = new TreeMap<>();

    boolean has(Set<State> states) {
      return entries.values().stream().anyMatch(entry -> states.contains(entry.state));
    }
  }

  private final SectorSize size;
  private final QuantSpec quant;
  private final int partitionSize;
  final List<Part> parts = new ArrayList<>();

  DeadlineModel(SectorSize size, QuantSpec quant, int partitionSize) {
    this.size = size;
    this.quant = quant;
    this.partitionSize = partitionSize;
  }

  List<Entry> all() {
    return parts.stream().flatMap(part -> part.entries.values().stream()).toList();
  }

  BitField numbers(Set<State> states) {
    return numbersOf(
        all().stream().filter(entry -> states.contains(entry.state)).map(e -> e.sector).toList());
  }

  static BitField numbersOf(List<Sector> sectors) {
    return BitField.of(sectors.stream().mapToLong(Sector::number).toArray());
  }

  PowerPair power(Set<State> states) {
    return SectorPower.of(
        size,
        all().stream().filter(e -> states.contains(e.state)).map(entry -> entry.sector).toList());
  }

  PowerPair activePower() {
    return power(EnumSet.of(State.ACTIVE));
  }

  private PowerPair powerOf(Entry entry) {
    return SectorPower.of(size, entry.sector);
  }

  void add(List<Sector> sectors) {
    for (Sector sector : sectors) {
      Entry entry = new Entry();
      entry.sector = sector;
      put(entry);
      schedule(entry);
    }
  }

  private void put(Entry entry) {
    if (parts.isEmpty() || parts.getLast().entries.size() >= partitionSize) {
      parts.add(new Part());
    }
    parts.getLast().entries.put(entry.sector.number(), entry);
  }

  private void schedule(Entry entry) {
    entry.due = quant.up(entry.sector.expiration().value());
    entry.early = false;
  }

  /** Makes sectors faulty, and returns the power of those that were not. */
  PowerPair fault(Iterable<Entry> entries, long expiration) {
    PowerPair power = PowerPair.ZERO;
    for (Entry entry : entries) {
      if (SOUND.contains(entry.state)) {
        power = power.plus(powerOf(entry));
        if (entry.due > quant.up(expiration)) {
          entry.due = quant.up(expiration);
          entry.early = true;
        }
      }
      entry.state = entry.state == State.DEAD ? State.DEAD : State.FAULTY;
    }
    return power;
  }

  void declareRecovered(Iterable<Entry> entries) {
    for (Entry entry : entries) {
      entry.state = entry.state == State.FAULTY ? State.RECOVERING : entry.state;
    }
  }

  /** Gives sectors another form, those that are neither faulty nor dead. */
  void replace(Entry entry, Sector after) {
    entry.sector = after;
    schedule(entry);
  }

  /** Proves a partition, and returns the power of what recovers. */
  PowerPair prove(Part part) {
    PowerPair recovered = PowerPair.ZERO;
    for (Entry entry : part.entries.values()) {
      if (entry.state == State.RECOVERING) {
        recovered = recovered.plus(powerOf(entry));
        entry.state = State.ACTIVE;
        schedule(entry);
      } else if (entry.state == State.UNPROVEN) {
        entry.state = State.ACTIVE;
      }
    }
    return recovered;
  }

  void terminate(Part part, Iterable<Entry> entries, long epoch) {
    for (Entry entry : entries) {
      entry.state = State.DEAD;
      part.earlyTerminations
          .computeIfAbsent(epoch, key -> new TreeSet<>())
          .add(entry.sector.number());
    }
  }

  /** Ends what is due, and returns it. */
  ExpirationSet expire(long until) {
    List<ExpirationSet> ended = new ArrayList<>();
    for (Part part : parts) {
      for (Entry entry : part.entries.values()) {
        if (LIVE.contains(entry.state) && entry.due <= until) {
          ended.add(expiration(entry));
          if (entry.early) {
            terminate(part, List.of(entry), until);
          }
          entry.state = State.DEAD;
        }
      }
    }
    return ended.stream().reduce(ExpirationSet.EMPTY, ExpirationSet::plus);
  }

  private ExpirationSet expiration(Entry entry) {
    BitField number = BitField.of(entry.sector.number());
    boolean faulty = FAULTS.contains(entry.state);
    return new ExpirationSet(
        entry.early ? BitField.EMPTY : number,
        entry.early ? number : BitField.EMPTY,
        entry.early ? TokenAmount.ZERO : entry.sector.initialPledge(),
        faulty ? PowerPair.ZERO : powerOf(entry),
        faulty ? powerOf(entry) : PowerPair.ZERO,
        entry.sector.dailyFee());
  }

  boolean hasEarlyTerminations() {
    return parts.stream().anyMatch(part -> !part.earlyTerminations.isEmpty());
  }

  /** Takes early terminations one by one. */
  TerminationResult popEarlyTerminations(long maxPartitions, long maxSectors) {
    SortedMap<ChainEpoch, BitField> taken = new TreeMap<>();
    long partitions = 0;
    long sectors = 0;
    for (Part part : parts) {
      if (!part.earlyTerminations.isEmpty() && partitions < maxPartitions && sectors < maxSectors) {
        partitions++;
        while (sectors < maxSectors && !part.earlyTerminations.isEmpty()) {
          long epoch = part.earlyTerminations.firstKey();
          Set<Long> numbers = part.earlyTerminations.get(epoch);
          long number = numbers.iterator().next();
          numbers.remove(number);
          if (numbers.isEmpty()) {
            part.earlyTerminations.remove(epoch);
          }
          taken.merge(new ChainEpoch(epoch), BitField.of(number), BitField::union);
          sectors++;
        }
      }
    }
    return new TerminationResult(taken, partitions, sectors);
  }

  /** Removes partitions, adds what lives in them again, and returns what does not. */
  BitField compact(List<Part> removed) {
    parts.removeAll(removed);
    List<Sector> dead = new ArrayList<>();
    SortedMap<Long, Entry> live = new TreeMap<>();
    for (Part part : removed) {
      for (Entry entry : part.entries.values()) {
        if (entry.state == State.DEAD) {
          dead.add(entry.sector);
        } else {
          live.put(entry.sector.number(), entry);
        }
      }
    }
    live.values().forEach(this::put);
    return numbersOf(dead);
  }
}
