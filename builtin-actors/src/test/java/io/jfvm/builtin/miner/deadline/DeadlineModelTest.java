// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.miner.deadline;

import static io.jfvm.builtin.miner.deadline.TestSectors.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.jfvm.builtin.Violations;
import io.jfvm.builtin.miner.deadline.DeadlineModel.Entry;
import io.jfvm.builtin.miner.deadline.DeadlineModel.Part;
import io.jfvm.builtin.miner.deadline.DeadlineModel.State;
import io.jfvm.builtin.sector.SectorSize;
import io.jfvm.ipld.Blockstore;
import io.jfvm.ipld.MemoryBlockstore;
import io.jfvm.ipld.amt.Amt;
import io.jfvm.ipld.bitfield.BitField;
import io.jfvm.proof.WindowPostProof;
import io.jfvm.types.TokenAmount;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random histories of a deadline, beside a model that keeps each sector by itself: after each step
 * both hold the same, and so does what must always hold.
 */
class DeadlineModelTest {
  private static final SectorSize SIZE = SectorSize.SIZE_32_GIB;
  private static final int PARTITION_SIZE = 4;
  private static final long PERIOD = ProvingPeriod.EPOCHS;

  /** Shorter than on any network, so that faults last often enough. */
  private static final long FAULT_MAX_AGE = 4 * PERIOD;

  private static final int STEPS = 120;

  private final Blockstore store = new MemoryBlockstore();
  private final QuantSpec quant = new QuantSpec(PERIOD, 59);
  private final DeadlineModel model = new DeadlineModel(SIZE, quant, PARTITION_SIZE);
  private Sectors sectors = TestSectors.array(store, List.of());
  private Deadline deadline = Deadline.empty(store);
  private SplittableRandom random;
  private long windowEnd = 59 + 10 * PERIOD;
  private long nextNumber;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16})
  void everyHistoryHoldsWhatTheModelHolds(long seed) {
    random = new SplittableRandom(seed);
    for (int i = 0; i < STEPS; i++) {
      step();
      check("seed " + seed + ", step " + i);
    }
    assertThat(nextNumber).isGreaterThan(PARTITION_SIZE);
  }

  private void step() {
    switch (random.nextInt(11)) {
      case 0, 1 -> add();
      case 2 -> declareFaults();
      case 3 -> declareRecovered();
      case 4 -> reschedule();
      case 5 -> replace();
      case 6 -> terminate();
      case 7 -> popEarlyTerminations();
      case 8 -> compact();
      default -> closeWindow();
    }
  }

  private DeadlineEditor edit() {
    return new DeadlineEditor(deadline, store, quant);
  }

  private long now() {
    return windowEnd - random.nextLong(PERIOD - 61);
  }

  private Sector randomSector(long number) {
    boolean verified = number % 3 == 0;
    long expiration = windowEnd + 1 + random.nextLong(12 * PERIOD);
    return TestSectors.sector(
        number,
        expiration,
        verified ? random.nextLong(expiration) << 20 : 0,
        random.nextLong(1, 1000),
        random.nextLong(100));
  }

  private void add() {
    List<Sector> added = new ArrayList<>();
    for (int count = random.nextInt(7); count > 0; count--) {
      added.add(randomSector(nextNumber++));
    }
    sectors.store(added);
    DeadlineEditor editor = edit();
    assertThat(editor.addSectors(PARTITION_SIZE, false, true, added, SIZE))
        .isEqualTo(
            new PartitionEditor.Added(SectorPower.of(SIZE, added), SectorPower.dailyFee(added)));
    deadline = editor.deadline();
    model.add(added);
  }

  /** Some of a partition's sectors, in one of the states. */
  private List<Entry> some(Part part, EnumSet<State> states) {
    return part.entries.values().stream()
        .filter(entry -> states.contains(entry.state) && random.nextBoolean())
        .toList();
  }

  private static BitField numbers(List<Entry> entries) {
    return DeadlineModel.numbersOf(entries.stream().map(entry -> entry.sector).toList());
  }

  /** Some sectors of some partitions; the model's are collected in the lists. */
  private PartitionSectorMap someSectors(EnumSet<State> states, List<List<Entry>> chosen) {
    PartitionSectorMap map = new PartitionSectorMap();
    for (int i = 0; i < model.parts.size(); i++) {
      List<Entry> some = random.nextInt(3) == 0 ? some(model.parts.get(i), states) : List.of();
      if (!some.isEmpty()) {
        map.add(i, numbers(some));
      }
      chosen.add(some);
    }
    return map;
  }

  private void declareFaults() {
    List<List<Entry>> chosen = new ArrayList<>();
    PartitionSectorMap faulty = someSectors(EnumSet.allOf(State.class), chosen);
    PowerPair before = model.activePower();
    chosen.forEach(some -> model.fault(some, windowEnd + FAULT_MAX_AGE));
    DeadlineEditor editor = edit();
    PowerPair delta =
        editor.proving().recordFaults(sectors, SIZE, at(windowEnd + FAULT_MAX_AGE), faulty);
    assertThat(delta).isEqualTo(model.activePower().minus(before));
    deadline = editor.deadline();
  }

  private void declareRecovered() {
    List<List<Entry>> chosen = new ArrayList<>();
    PartitionSectorMap recovering = someSectors(EnumSet.allOf(State.class), chosen);
    chosen.forEach(model::declareRecovered);
    DeadlineEditor editor = edit();
    editor.proving().declareFaultsRecovered(sectors, SIZE, recovering);
    deadline = editor.deadline();
  }

  private void reschedule() {
    long expiration = windowEnd + 1 + random.nextLong(6 * PERIOD);
    List<List<Entry>> chosen = new ArrayList<>();
    PartitionSectorMap moving = new PartitionSectorMap();
    for (int i = 0; i < model.parts.size(); i++) {
      List<Entry> some =
          some(model.parts.get(i), EnumSet.allOf(State.class)).stream()
              .filter(entry -> entry.sector.verifiedDealWeight().signum() == 0)
              .toList();
      moving.add(i, numbers(some));
      chosen.add(some);
    }
    moving.add(model.parts.size(), BitField.of(nextNumber)); // not there: passed over
    DeadlineEditor editor = edit();
    List<Sector> moved = editor.rescheduleSectorExpirations(sectors, at(expiration), moving, SIZE);
    deadline = editor.deadline();
    List<Sector> expected = new ArrayList<>();
    for (List<Entry> some : chosen) {
      for (Entry entry : some) {
        if (DeadlineModel.SOUND.contains(entry.state)) {
          expected.add(entry.sector);
          model.replace(entry, TestSectors.expiringAt(entry.sector, expiration));
          sectors.store(List.of(entry.sector));
        }
      }
    }
    assertThat(moved).isEqualTo(expected);
  }

  private void replace() {
    for (int i = 0; i < model.parts.size(); i++) {
      for (Entry entry : some(model.parts.get(i), EnumSet.of(State.ACTIVE))) {
        Sector before = entry.sector;
        Sector after = randomSector(before.number());
        DeadlineEditor editor = edit();
        Amt<Partition> partitions = editor.loadPartitions();
        PartitionEditor partition = editor.editPartition(partitions, i);
        PartitionEditor.Replaced replaced =
            partition.replaceSectors(List.of(before), List.of(after), SIZE);
        PowerPair powerDelta = SectorPower.of(SIZE, after).minus(SectorPower.of(SIZE, before));
        TokenAmount feeDelta = after.dailyFee().minus(before.dailyFee());
        assertThat(replaced)
            .isEqualTo(
                new PartitionEditor.Replaced(
                    powerDelta, after.initialPledge().minus(before.initialPledge()), feeDelta));
        partitions.set(i, partition.partition());
        editor.replacePartitions(partitions);
        editor.adjust(powerDelta, feeDelta);
        editor.addExpirationPartitions(after.expiration(), BitField.of(i));
        deadline = editor.deadline();
        model.replace(entry, after);
        sectors.store(List.of(after));
      }
    }
  }

  private void terminate() {
    long epoch = now();
    List<List<Entry>> chosen = new ArrayList<>();
    PartitionSectorMap ending = someSectors(EnumSet.copyOf(DeadlineModel.LIVE), chosen);
    PowerPair before = model.activePower();
    for (int i = 0; i < chosen.size(); i++) {
      model.terminate(model.parts.get(i), chosen.get(i), epoch);
    }
    DeadlineEditor editor = edit();
    assertThat(editor.terminateSectors(sectors, at(epoch), ending, SIZE))
        .isEqualTo(before.minus(model.activePower()));
    deadline = editor.deadline();
  }

  private void popEarlyTerminations() {
    long maxPartitions = random.nextLong(1, 4);
    long maxSectors = random.nextLong(1, 8);
    DeadlineEditor editor = edit();
    EarlyTerminations popped = editor.popEarlyTerminations(maxPartitions, maxSectors);
    deadline = editor.deadline();
    assertThat(popped.result()).isEqualTo(model.popEarlyTerminations(maxPartitions, maxSectors));
    assertThat(popped.hasMore()).isEqualTo(model.hasEarlyTerminations());
  }

  private void compact() {
    if (model.hasEarlyTerminations()) {
      return;
    }
    List<Part> removed = new ArrayList<>();
    List<Long> indices = new ArrayList<>();
    for (int i = 0; i < model.parts.size(); i++) {
      Part part = model.parts.get(i);
      boolean clean = !part.has(EnumSet.of(State.UNPROVEN, State.FAULTY, State.RECOVERING));
      if (clean && random.nextBoolean()) {
        removed.add(part);
        indices.add((long) i);
      }
    }
    BitField toRemove = BitField.of(indices.stream().mapToLong(Long::longValue).toArray());
    DeadlineEditor editor = edit();
    BitField dead = editor.compactPartitions(sectors, SIZE, PARTITION_SIZE, toRemove);
    deadline = editor.deadline();
    assertThat(dead).isEqualTo(model.compact(removed));
    sectors.deleteAll(dead);
    sectors = Sectors.load(store, sectors.flush());
  }

  private void closeWindow() {
    long faultExpiration = windowEnd + FAULT_MAX_AGE;
    DeadlineEditor editor = edit();
    List<Part> missed = new ArrayList<>(model.parts);
    post(editor, faultExpiration, missed);

    PowerPair active = model.activePower();
    PowerPair penalized = PowerPair.ZERO;
    PowerPair recovering = model.power(EnumSet.of(State.RECOVERING));
    for (Part part : missed) {
      penalized = penalized.plus(model.fault(part.entries.values(), faultExpiration));
    }
    penalized = penalized.plus(recovering).minus(model.power(EnumSet.of(State.RECOVERING)));
    assertThat(editor.proving().processDeadlineEnd(at(faultExpiration), sectors.flush()))
        .isEqualTo(new DeadlineProving.WindowEnd(model.activePower().minus(active), penalized));
    assertThat(editor.popExpiredSectors(at(windowEnd))).isEqualTo(model.expire(windowEnd));
    deadline = editor.deadline();
    windowEnd += PERIOD;
  }

  private void post(DeadlineEditor editor, long faultExpiration, List<Part> missed) {
    List<PostPartition> posts = new ArrayList<>();
    PowerPair active = model.activePower();
    PowerPair newFaulty = PowerPair.ZERO;
    PowerPair retracted = PowerPair.ZERO;
    PowerPair recovered = PowerPair.ZERO;
    List<Entry> proven = new ArrayList<>();
    List<Long> indices = new ArrayList<>();
    for (int i = 0; i < model.parts.size(); i++) {
      if (random.nextInt(4) != 0) {
        Part part = model.parts.get(i);
        List<Entry> skipped =
            random.nextInt(3) == 0 ? some(part, EnumSet.allOf(State.class)) : List.of();
        posts.add(new PostPartition(i, numbers(skipped)));
        PowerPair recovering = model.power(EnumSet.of(State.RECOVERING));
        newFaulty = newFaulty.plus(model.fault(skipped, faultExpiration));
        retracted = retracted.plus(recovering).minus(model.power(EnumSet.of(State.RECOVERING)));
        recovered = recovered.plus(model.prove(part));
        proven.addAll(part.entries.values());
        indices.add((long) i);
        missed.remove(part);
      }
    }
    List<Entry> ignored = proven.stream().filter(entry -> entry.state != State.ACTIVE).toList();
    PostResult result =
        editor.proving().recordProvenSectors(sectors, SIZE, at(faultExpiration), posts);
    assertThat(result)
        .isEqualTo(
            new PostResult(
                model.activePower().minus(active),
                newFaulty,
                retracted,
                recovered,
                numbers(proven),
                numbers(ignored),
                BitField.of(indices.stream().mapToLong(Long::longValue).toArray())));
    if (!posts.isEmpty() && random.nextBoolean()) {
      editor
          .proving()
          .recordPostProofs(
              result.partitions(), List.of(new WindowPostProof.Proof(8, new byte[] {1})));
    }
  }

  private void check(String when) {
    TreeMap<Long, Sector> all = new TreeMap<>();
    sectors.forEach(all::put);
    Violations violations = new Violations();
    SectorSummary summary =
        new DeadlineInvariants(store, SIZE, all).check(deadline, quant, violations);
    assertThat(violations.toList()).as(when).isEmpty();
    assertThat(summary)
        .as(when)
        .isEqualTo(
            new SectorSummary(
                model.numbers(EnumSet.allOf(State.class)),
                model.numbers(DeadlineModel.LIVE),
                model.numbers(DeadlineModel.FAULTS),
                model.numbers(EnumSet.of(State.RECOVERING)),
                model.numbers(EnumSet.of(State.UNPROVEN)),
                model.numbers(EnumSet.of(State.DEAD)),
                model.power(DeadlineModel.LIVE),
                model.activePower(),
                model.power(DeadlineModel.FAULTS),
                SectorPower.dailyFee(
                    model.all().stream()
                        .filter(entry -> DeadlineModel.LIVE.contains(entry.state))
                        .map(entry -> entry.sector)
                        .toList())));
    List<BitField> partitions = new ArrayList<>();
    deadline.loadPartitions(store).forEach((index, part) -> partitions.add(part.sectors()));
    assertThat(partitions)
        .as(when)
        .isEqualTo(
            model.parts.stream().map(part -> numbers(List.copyOf(part.entries.values()))).toList());
  }
}
