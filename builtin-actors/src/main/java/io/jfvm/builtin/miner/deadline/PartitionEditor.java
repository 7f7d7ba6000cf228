// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.miner.deadline;

import io.jfvm.actor.Exits;
import io.jfvm.builtin.sector.SectorSize;
import io.jfvm.ipld.Blockstore;
import io.jfvm.ipld.bitfield.BitField;
import io.jfvm.types.ChainEpoch;
import io.jfvm.types.Cid;
import io.jfvm.types.TokenAmount;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Changes a partition. Its queues are written at once; the partition itself is what {@link
 * #partition} returns. After an exception the editor is not to be used any more. Used by one
 * thread.
 *
 * <p>Where nothing else is said, a method throws {@link io.jfvm.actor.ActorException} ILLEGAL_STATE
 * if the state does not hold what it should.
 *
 * <p>Source: builtin-actors {@code actors/miner/src/partition_state.rs}.
 */
public final class PartitionEditor {
  private final Blockstore store;
  private final QuantSpec quant;

  private BitField sectors;
  private BitField unproven;
  private BitField faults;
  private BitField recoveries;
  private BitField terminated;
  private Cid expirationsEpochs;
  private Cid earlyTerminated;
  private PowerPair livePower;
  private PowerPair unprovenPower;
  private PowerPair faultyPower;
  private PowerPair recoveringPower;

  /**
   * @param quant of the deadline
   */
  public PartitionEditor(Partition partition, Blockstore store, QuantSpec quant) {
    this.store = store;
    this.quant = quant;
    this.sectors = partition.sectors();
    this.unproven = partition.unproven();
    this.faults = partition.faults();
    this.recoveries = partition.recoveries();
    this.terminated = partition.terminated();
    this.expirationsEpochs = partition.expirationsEpochs();
    this.earlyTerminated = partition.earlyTerminated();
    this.livePower = partition.livePower();
    this.unprovenPower = partition.unprovenPower();
    this.faultyPower = partition.faultyPower();
    this.recoveringPower = partition.recoveringPower();
  }

  /** The partition as it is now. */
  public Partition partition() {
    return new Partition(
        sectors,
        unproven,
        faults,
        recoveries,
        terminated,
        expirationsEpochs,
        earlyTerminated,
        livePower,
        unprovenPower,
        faultyPower,
        recoveringPower);
  }

  private void validate() {
    partition().validated();
  }

  private ExpirationQueue expirations() {
    return ExpirationQueue.load(store, expirationsEpochs, quant);
  }

  /** Power and daily fee that came with sectors. */
  public record Added(PowerPair power, TokenAmount dailyFee) {}

  /**
   * Adds sectors that are not faulty, to expire when they say.
   *
   * @param proven whether a proof has answered for them, so that they count
   */
  public Added addSectors(boolean proven, List<Sector> added, SectorSize size) {
    ExpirationQueue expirations = expirations();
    SectorTotals totals = expirations.addActive(added, size);
    expirationsEpochs = expirations.flush();
    if (sectors.containsAny(totals.numbers())) {
      throw Exits.illegalState("not all added sectors are new");
    }
    sectors = sectors.union(totals.numbers());
    livePower = livePower.plus(totals.power());
    if (!proven) {
      unprovenPower = unprovenPower.plus(totals.power());
      unproven = unproven.union(totals.numbers());
    }
    validate();
    return new Added(totals.power(), totals.dailyFee());
  }

  /**
   * What faults changed.
   *
   * @param numbers sectors that are faulty now and were not before
   * @param powerDelta power that does not count any more, negative
   * @param newFaultyPower of those sectors, whether it counted or not
   */
  public record NewFaults(BitField numbers, PowerPair powerDelta, PowerPair newFaultyPower) {
    static final NewFaults NONE = new NewFaults(BitField.EMPTY, PowerPair.ZERO, PowerPair.ZERO);
  }

  /** Sectors that are neither faulty nor terminated become faulty. */
  private NewFaults addFaults(
      BitField numbers, List<Sector> faulty, ChainEpoch faultExpiration, SectorSize size) {
    ExpirationQueue expirations = expirations();
    PowerPair newFaultyPower = expirations.rescheduleAsFaults(faultExpiration, faulty, size);
    expirationsEpochs = expirations.flush();
    faults = faults.union(numbers);
    faultyPower = faultyPower.plus(newFaultyPower);

    BitField neverProven = numbers.intersection(unproven);
    unproven = unproven.difference(neverProven);
    PowerPair neverCounted = SectorPower.of(size, Sectors.select(faulty, neverProven));
    unprovenPower = unprovenPower.minus(neverCounted);
    validate();
    return new NewFaults(numbers, neverCounted.minus(newFaultyPower), newFaultyPower);
  }

  /**
   * Declares sectors faulty. Those that are so already or have ended are passed over; those about
   * to recover are no longer.
   *
   * @param faultExpiration when they end if they stay so
   * @throws io.jfvm.actor.ActorException ILLEGAL_ARGUMENT if a sector is not of this partition;
   *     NOT_FOUND if one is not among the miner's
   */
  public NewFaults recordFaults(
      Sectors all, BitField numbers, ChainEpoch faultExpiration, SectorSize size) {
    requirePresent(numbers);
    BitField retracted = recoveries.intersection(numbers);
    BitField fresh = numbers.difference(retracted).difference(terminated).difference(faults);
    List<Sector> freshSectors = all.loadAll(fresh);
    NewFaults added =
        freshSectors.isEmpty()
            ? NewFaults.NONE
            : addFaults(fresh, freshSectors, faultExpiration, size);
    removeRecoveries(retracted, SectorPower.of(size, all.loadAll(retracted)));
    validate();
    return added;
  }

  private void requirePresent(BitField numbers) {
    if (!sectors.containsAll(numbers)) {
      throw Exits.illegalArgument(
          "failed fault declaration: not all sectors are assigned to the partition");
    }
  }

  private void removeRecoveries(BitField numbers, PowerPair power) {
    if (!numbers.isEmpty()) {
      recoveries = recoveries.difference(numbers);
      recoveringPower = recoveringPower.minus(power);
    }
  }

  /**
   * Sectors declared recovered are not faulty any more, and expire when they say.
   *
   * @return their power
   * @throws io.jfvm.actor.ActorException NOT_FOUND if one is not among the miner's
   */
  public PowerPair recoverFaults(Sectors all, SectorSize size) {
    if (recoveries.isEmpty()) {
      validate();
      return PowerPair.ZERO;
    }
    List<Sector> recovered = all.loadAll(recoveries);
    ExpirationQueue expirations = expirations();
    PowerPair power = expirations.rescheduleRecovered(recovered, size);
    expirationsEpochs = expirations.flush();
    faults = faults.difference(recoveries);
    recoveries = BitField.EMPTY;
    faultyPower = faultyPower.minus(power);
    recoveringPower = recoveringPower.minus(power);
    validate();
    return power;
  }

  /** A proof has answered for all sectors. Returns the power that counts from now on. */
  public PowerPair activateUnproven() {
    PowerPair activated = unprovenPower;
    unproven = BitField.EMPTY;
    unprovenPower = PowerPair.ZERO;
    return activated;
  }

  /**
   * Declares that the next proof will answer for faulty sectors. Others are passed over.
   *
   * @throws io.jfvm.actor.ActorException ILLEGAL_ARGUMENT if a sector is not of this partition;
   *     NOT_FOUND if one is not among the miner's
   */
  public void declareFaultsRecovered(Sectors all, SectorSize size, BitField numbers) {
    requirePresent(numbers);
    BitField recovering = numbers.intersection(faults).difference(recoveries);
    PowerPair power = SectorPower.of(size, all.loadAll(recovering));
    recoveries = recoveries.union(recovering);
    recoveringPower = recoveringPower.plus(power);
    validate();
  }

  /**
   * Moves the expiration of sectors, whose power stays. Those that are not here, faulty or
   * terminated are passed over.
   *
   * @return the sectors that were moved, as they were
   * @throws io.jfvm.actor.ActorException NOT_FOUND if one is not among the miner's
   */
  public List<Sector> rescheduleExpirations(
      Sectors all, ChainEpoch newExpiration, BitField numbers, SectorSize size) {
    BitField active = numbers.intersection(sectors).difference(terminated).difference(faults);
    List<Sector> moved = all.loadAll(active);
    ExpirationQueue expirations = expirations();
    expirations.rescheduleExpirations(newExpiration, moved, size);
    expirationsEpochs = expirations.flush();
    validate();
    return moved;
  }

  /** By how much replacements differ from what they replace. */
  public record Replaced(
      PowerPair powerDelta, TokenAmount pledgeDelta, TokenAmount dailyFeeDelta) {}

  /** Puts sectors in the place of active ones; power and expiration may differ. */
  public Replaced replaceSectors(List<Sector> before, List<Sector> after, SectorSize size) {
    ExpirationQueue expirations = expirations();
    SectorTotals removed = expirations.removeActive(before, size);
    SectorTotals added = expirations.addActive(after, size);
    expirationsEpochs = expirations.flush();
    BitField active = partition().activeSectors();
    if (!active.containsAll(removed.numbers())) {
      throw Exits.illegalState(
          "refusing to replace inactive sectors in " + removed.numbers() + ", active " + active);
    }
    PowerPair powerDelta = added.power().minus(removed.power());
    sectors = sectors.difference(removed.numbers()).union(added.numbers());
    livePower = livePower.plus(powerDelta);
    validate();
    return new Replaced(
        powerDelta,
        added.pledge().minus(removed.pledge()),
        added.dailyFee().minus(removed.dailyFee()));
  }

  private void recordEarlyTermination(ChainEpoch epoch, BitField numbers) {
    BitFieldQueue queue = earlyTerminations();
    queue.add(epoch, numbers);
    earlyTerminated = queue.flush();
  }

  private BitFieldQueue earlyTerminations() {
    return BitFieldQueue.load(Partition.EARLY_TERMINATIONS, store, earlyTerminated, QuantSpec.NONE);
  }

  /**
   * What termination removed.
   *
   * @param removed the sectors; their active power is what counted
   * @param unprovenPower of those that never counted
   */
  public record Terminated(ExpirationSet removed, PowerPair unprovenPower) {}

  /**
   * Ends live sectors, and remembers that fees are due for it.
   *
   * @throws io.jfvm.actor.ActorException ILLEGAL_ARGUMENT if a sector is not live; NOT_FOUND if one
   *     is not among the miner's
   */
  public Terminated terminateSectors(
      Sectors all, ChainEpoch epoch, BitField numbers, SectorSize size) {
    if (!sectors.difference(terminated).containsAll(numbers)) {
      throw Exits.illegalArgument("can only terminate live sectors");
    }
    List<Sector> ending = all.loadAll(numbers);
    ExpirationQueue expirations = expirations();
    ExpirationQueue.Removed found = expirations.remove(ending, faults, recoveries, size);
    expirationsEpochs = expirations.flush();
    ExpirationSet removed = found.set();
    BitField ended = removed.sectors();
    recordEarlyTermination(epoch, ended);

    BitField neverProven = ended.intersection(unproven);
    faults = faults.difference(ended);
    recoveries = recoveries.difference(ended);
    terminated = terminated.union(ended);
    livePower = livePower.minus(removed.activePower()).minus(removed.faultyPower());
    faultyPower = faultyPower.minus(removed.faultyPower());
    recoveringPower = recoveringPower.minus(found.recoveringPower());
    unproven = unproven.difference(neverProven);
    PowerPair neverCounted = SectorPower.of(size, Sectors.select(ending, neverProven));
    unprovenPower = unprovenPower.minus(neverCounted);
    validate();
    return new Terminated(
        removed.withPower(removed.activePower().minus(neverCounted), removed.faultyPower()),
        neverCounted);
  }

  /** Ends the sectors that are due until an epoch, and returns them. */
  public ExpirationSet popExpiredSectors(ChainEpoch until) {
    if (!unproven.isEmpty()) {
      throw Exits.illegalState("cannot pop expired sectors from a partition with unproven sectors");
    }
    ExpirationQueue expirations = expirations();
    ExpirationSet popped = expirations.popUntil(until);
    expirationsEpochs = expirations.flush();
    if (!recoveries.isEmpty()) {
      throw Exits.illegalState("unexpected recoveries while processing expirations");
    }
    if (!recoveringPower.isZero()) {
      throw Exits.illegalState("unexpected recovering power while processing expirations");
    }
    BitField expired = popped.sectors();
    if (terminated.containsAny(expired)) {
      throw Exits.illegalState("expiring sectors already terminated");
    }
    terminated = terminated.union(expired);
    faults = faults.difference(expired);
    livePower = livePower.minus(popped.activePower()).minus(popped.faultyPower());
    faultyPower = faultyPower.minus(popped.faultyPower());
    recordEarlyTermination(until, popped.earlySectors());
    validate();
    return popped;
  }

  /**
   * What a missed proof changed.
   *
   * @param powerDelta power that does not count any more, negative
   * @param penalizedPower newly faulty, or due to recover
   * @param newFaultyPower whether it counted or not
   */
  public record MissedPost(
      PowerPair powerDelta, PowerPair penalizedPower, PowerPair newFaultyPower) {}

  /** All live sectors become faulty, and none is to recover. */
  public MissedPost recordMissedPost(ChainEpoch faultExpiration) {
    ExpirationQueue expirations = expirations();
    expirations.rescheduleAllAsFaults(faultExpiration);
    expirationsEpochs = expirations.flush();
    PowerPair newFaultyPower = livePower.minus(faultyPower);
    MissedPost missed =
        new MissedPost(
            unprovenPower.minus(newFaultyPower),
            recoveringPower.plus(newFaultyPower),
            newFaultyPower);
    faults = sectors.difference(terminated);
    recoveries = BitField.EMPTY;
    unproven = BitField.EMPTY;
    faultyPower = livePower;
    recoveringPower = PowerPair.ZERO;
    unprovenPower = PowerPair.ZERO;
    validate();
    return missed;
  }

  /** Takes up to so many early terminations from their queue, oldest first. */
  public EarlyTerminations popEarlyTerminations(long maxSectors) {
    BitFieldQueue queue = earlyTerminations();
    SortedMap<ChainEpoch, BitField> taken = new TreeMap<>();
    List<Long> finished = new ArrayList<>();
    SortedMap<Long, BitField> rest = new TreeMap<>();
    long[] count = {0};
    queue
        .amt()
        .forEachWhile(
            (index, numbers) -> {
              ChainEpoch epoch = new ChainEpoch(EpochIndex.of(index));
              long limit = maxSectors - count[0];
              if (limit < numbers.cardinality()) {
                BitField first = numbers.slice(0, limit).orElseThrow();
                rest.put(index, numbers.difference(first));
                taken.put(epoch, first);
                count[0] += limit;
              } else {
                finished.add(index);
                taken.put(epoch, numbers);
                count[0] += numbers.cardinality();
              }
              return count[0] < maxSectors;
            });
    EpochIndex.removeAll(queue.amt(), finished);
    rest.forEach(queue.amt()::set);
    earlyTerminated = queue.flush();
    validate();
    return new EarlyTerminations(
        new TerminationResult(taken, 1, count[0]), queue.amt().count() != 0);
  }

  /**
   * What sectors left out of a proof changed.
   *
   * @param faults those that were not faulty before
   * @param retractedRecoveryPower of those that were to recover
   */
  public record SkippedFaults(NewFaults faults, PowerPair retractedRecoveryPower) {
    static final SkippedFaults NONE = new SkippedFaults(NewFaults.NONE, PowerPair.ZERO);
  }

  /**
   * Sectors that a proof leaves out become faulty. Those that are so already or have ended are
   * passed over; those about to recover are no longer.
   *
   * @throws io.jfvm.actor.ActorException ILLEGAL_ARGUMENT if a sector is not of this partition;
   *     NOT_FOUND if one is not among the miner's
   */
  public SkippedFaults recordSkippedFaults(
      Sectors all, SectorSize size, ChainEpoch faultExpiration, BitField skipped) {
    if (skipped.isEmpty()) {
      return SkippedFaults.NONE;
    }
    if (!sectors.containsAll(skipped)) {
      throw Exits.illegalArgument("skipped faults contains sectors outside partition");
    }
    BitField retracted = recoveries.intersection(skipped);
    PowerPair retractedPower = SectorPower.of(size, all.loadAll(retracted));
    BitField fresh = skipped.difference(terminated).difference(faults);
    NewFaults added = addFaults(fresh, all.loadAll(fresh), faultExpiration, size);
    removeRecoveries(retracted, retractedPower);
    validate();
    return new SkippedFaults(added, retractedPower);
  }
}
