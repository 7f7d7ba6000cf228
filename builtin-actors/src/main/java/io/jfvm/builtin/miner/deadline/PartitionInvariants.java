// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.miner.deadline;

import io.jfvm.builtin.Violations;
import io.jfvm.builtin.sector.SectorSize;
import io.jfvm.ipld.Blockstore;
import io.jfvm.ipld.bitfield.BitField;
import io.jfvm.types.TokenAmount;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.PrimitiveIterator;

/**
 * What holds of a partition and its queues.
 *
 * <p>Source: builtin-actors {@code actors/miner/src/testing.rs}.
 */
final class PartitionInvariants {
  private final Blockstore store;
  private final SectorSize size;
  private final Map<Long, Sector> sectors;
  private final QuantSpec quant;
  private final Partition partition;
  private final Violations violations;

  /**
   * @param sectors those of the miner, by number
   * @param quant of the deadline
   * @param violations gets what is wrong
   */
  PartitionInvariants(
      Blockstore store,
      SectorSize size,
      Map<Long, Sector> sectors,
      QuantSpec quant,
      Partition partition,
      Violations violations) {
    this.store = store;
    this.size = size;
    this.sectors = sectors;
    this.quant = quant;
    this.partition = partition;
    this.violations = violations;
  }

  /**
   * What a partition has.
   *
   * @param expirationEpochs at which sectors expire
   * @param hasEarlyTerminations whether fees are due
   */
  record Summary(
      SectorSummary sectors, List<Long> expirationEpochs, boolean hasEarlyTerminations) {}

  Summary check() {
    checkSets();
    BitField live = partition.liveSectors();
    PowerPair livePower = checkPower("live", live, partition.livePower());
    checkPower("unproven", partition.unproven(), partition.unprovenPower());
    checkPower("faulty", partition.faults(), partition.faultyPower());
    checkPower("recovering", partition.recoveries(), partition.recoveringPower());
    checkPower("active", partition.activeSectors(), partition.activePower());
    TokenAmount dailyFee = SectorPower.dailyFee(select("live", live));
    List<Long> epochs = checkExpirations(dailyFee);
    boolean early = checkEarlyTerminations();
    return new Summary(
        new SectorSummary(
            partition.sectors(),
            live,
            partition.faults(),
            partition.recoveries(),
            partition.unproven(),
            partition.terminated(),
            livePower,
            partition.activePower(),
            partition.faultyPower(),
            dailyFee),
        epochs,
        early);
  }

  private void checkSets() {
    BitField live = partition.liveSectors();
    BitField active = partition.activeSectors();
    requireAll("live", live, "active", active);
    requireAll("live", live, "faults", partition.faults());
    requireAll("live", live, "unproven", partition.unproven());
    requireNone("active", active, "faults", partition.faults());
    requireNone("active", active, "unproven", partition.unproven());
    requireAll("faults", partition.faults(), "recoveries", partition.recoveries());
    requireNone("live", live, "terminated", partition.terminated());
    requireNone("faults", partition.faults(), "unproven", partition.unproven());
    requireAll("sectors", partition.sectors(), "terminated", partition.terminated());
  }

  private void requireAll(String name, BitField set, String otherName, BitField other) {
    violations.require(
        set.containsAll(other), name + " " + set + " lacks some of " + otherName + " " + other);
  }

  private void requireNone(String name, BitField set, String otherName, BitField other) {
    violations.require(
        !set.containsAny(other), name + " " + set + " has some of " + otherName + " " + other);
  }

  private <T> void requireEqual(String what, T recorded, T computed) {
    violations.require(
        recorded.equals(computed), what + " is " + recorded + ", should be " + computed);
  }

  private PowerPair checkPower(String name, BitField numbers, PowerPair recorded) {
    PowerPair computed = SectorPower.of(size, select(name, numbers));
    requireEqual(name + " power", recorded, computed);
    return computed;
  }

  /** The miner's sectors of these numbers. */
  private List<Sector> select(String name, BitField numbers) {
    List<Sector> selected = new ArrayList<>();
    for (PrimitiveIterator.OfLong bits = numbers.bits(); bits.hasNext(); ) {
      long number = bits.nextLong();
      Sector sector = sectors.get(number);
      if (sector == null) {
        violations.add(name + " sector " + number + " is not among the miner's");
      } else {
        selected.add(sector);
      }
    }
    return selected;
  }

  private List<Long> checkExpirations(TokenAmount dailyFee) {
    List<Long> epochs = new ArrayList<>();
    List<ExpirationSet> sets = new ArrayList<>();
    ExpirationQueue.load(store, partition.expirationsEpochs(), quant)
        .amt()
        .forEach(
            (epoch, set) -> {
              epochs.add(epoch);
              sets.add(set);
              checkEntry(epoch, set);
            });
    BitField seen = BitField.EMPTY;
    TokenAmount deductions = TokenAmount.ZERO;
    for (ExpirationSet set : sets) {
      requireNone("expirations before", seen, "on time", set.onTimeSectors());
      seen = seen.union(set.onTimeSectors());
      requireNone("expirations before", seen, "early", set.earlySectors());
      seen = seen.union(set.earlySectors());
      deductions = deductions.plus(set.feeDeduction());
    }
    requireEqual("union of expirations", seen, partition.liveSectors());
    requireEqual("sum of fee deductions", deductions, dailyFee);
    return epochs;
  }

  private void checkEntry(long epoch, ExpirationSet set) {
    String where = "expiration epoch " + epoch + ": ";
    violations.require(quant.up(epoch) == epoch, where + "not quantized");
    List<Sector> onTime = select(where + "on-time", set.onTimeSectors());
    TokenAmount pledge = TokenAmount.ZERO;
    for (Sector sector : onTime) {
      long target = quant.up(sector.expiration().value());
      violations.require(
          epoch == target, where + "sector " + sector.number() + " expires at " + target);
      pledge = pledge.plus(sector.initialPledge());
    }
    List<Sector> early = select(where + "early", set.earlySectors());
    for (Sector sector : early) {
      long target = quant.up(sector.expiration().value());
      violations.require(
          epoch < target, where + "early sector " + sector.number() + " expires at " + target);
    }
    requireAll("faults", partition.faults(), where + "early sectors", set.earlySectors());
    BitField all = set.sectors();
    requireAll("live", partition.liveSectors(), where + "sectors", all);
    requireEqual(
        where + "active power",
        set.activePower(),
        SectorPower.of(size, select(where, all.difference(partition.faults()))));
    requireEqual(
        where + "faulty power",
        set.faultyPower(),
        SectorPower.of(size, select(where, all.intersection(partition.faults()))));
    requireEqual(where + "on-time pledge", set.onTimePledge(), pledge);
    requireEqual(
        where + "fee deduction",
        set.feeDeduction(),
        SectorPower.dailyFee(onTime).plus(SectorPower.dailyFee(early)));
  }

  private boolean checkEarlyTerminations() {
    List<BitField> fields = new ArrayList<>();
    BitFieldQueue.load(
            Partition.EARLY_TERMINATIONS, store, partition.earlyTerminated(), QuantSpec.NONE)
        .amt()
        .forEach((epoch, field) -> fields.add(field));
    BitField seen = BitField.EMPTY;
    for (BitField field : fields) {
      requireNone("early terminations before", seen, "early terminations", field);
      seen = seen.union(field);
    }
    requireAll("terminated", partition.terminated(), "early terminations", seen);
    return !seen.isEmpty();
  }
}
