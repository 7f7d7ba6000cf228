// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.miner.deadline;

import io.jfvm.actor.ActorException;
import io.jfvm.actor.Exits;
import io.jfvm.builtin.sector.SectorSize;
import io.jfvm.ipld.Blockstore;
import io.jfvm.ipld.amt.Amt;
import io.jfvm.ipld.bitfield.BitField;
import io.jfvm.types.ChainEpoch;
import io.jfvm.types.Cid;
import io.jfvm.types.TokenAmount;
import java.util.ArrayList;
import java.util.List;
import java.util.PrimitiveIterator;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Changes a deadline: how sectors come, move and end. What proofs and faults do to it is {@link
 * #proving}. Its collections are written at once; the deadline itself is what {@link #deadline}
 * returns. After an exception the editor is not to be used any more. Used by one thread.
 *
 * <p>Where nothing else is said, a method throws {@link ActorException} ILLEGAL_STATE if the state
 * does not hold what it should.
 *
 * <p>Source: builtin-actors {@code actors/miner/src/deadline_state.rs}.
 */
public final class DeadlineEditor {
  final Blockstore store;
  final QuantSpec quant;

  Cid partitions;
  private Cid expirationsEpochs;
  BitField partitionsPosted;
  private BitField earlyTerminations;
  private long liveSectors;
  private long totalSectors;
  PowerPair faultyPower;
  Cid optimisticPostSubmissions;
  Cid sectorsSnapshot;
  Cid partitionsSnapshot;
  Cid optimisticPostSubmissionsSnapshot;
  private PowerPair livePower;
  private TokenAmount dailyFee;

  /**
   * @param quant of the deadline
   */
  public DeadlineEditor(Deadline deadline, Blockstore store, QuantSpec quant) {
    this.store = store;
    this.quant = quant;
    this.partitions = deadline.partitions();
    this.expirationsEpochs = deadline.expirationsEpochs();
    this.partitionsPosted = deadline.partitionsPosted();
    this.earlyTerminations = deadline.earlyTerminations();
    this.liveSectors = deadline.liveSectors();
    this.totalSectors = deadline.totalSectors();
    this.faultyPower = deadline.faultyPower();
    this.optimisticPostSubmissions = deadline.optimisticPostSubmissions();
    this.sectorsSnapshot = deadline.sectorsSnapshot();
    this.partitionsSnapshot = deadline.partitionsSnapshot();
    this.optimisticPostSubmissionsSnapshot = deadline.optimisticPostSubmissionsSnapshot();
    this.livePower = deadline.livePower();
    this.dailyFee = deadline.dailyFee();
  }

  /** The deadline as it is now. */
  public Deadline deadline() {
    return new Deadline(
        partitions,
        expirationsEpochs,
        partitionsPosted,
        earlyTerminations,
        liveSectors,
        totalSectors,
        faultyPower,
        optimisticPostSubmissions,
        sectorsSnapshot,
        partitionsSnapshot,
        optimisticPostSubmissionsSnapshot,
        livePower,
        dailyFee);
  }

  /** What proofs, and their absence, do to this deadline. */
  public DeadlineProving proving() {
    return new DeadlineProving(this);
  }

  /** The partitions, to be changed by the caller and given back to {@link #replacePartitions}. */
  public Amt<Partition> loadPartitions() {
    return Amt.load(Deadline.PARTITIONS, store, partitions);
  }

  /**
   * An editor for a partition of {@link #loadPartitions}.
   *
   * @param index u64
   * @throws ActorException NOT_FOUND if there is none
   */
  public PartitionEditor editPartition(Amt<Partition> loaded, long index) {
    return edit(
        loaded
            .get(index)
            .orElseThrow(
                () -> Exits.notFound("no such partition " + Long.toUnsignedString(index))));
  }

  private PartitionEditor edit(Partition partition) {
    return new PartitionEditor(partition, store, quant);
  }

  /** Writes partitions that the caller has changed. */
  public void replacePartitions(Amt<Partition> changed) {
    partitions = changed.flush();
  }

  /** Adjusts the memoized sums after sectors were replaced. */
  public void adjust(PowerPair livePowerDelta, TokenAmount dailyFeeDelta) {
    livePower = livePower.plus(livePowerDelta);
    dailyFee = dailyFee.plus(dailyFeeDelta);
  }

  private BitFieldQueue expirations() {
    return BitFieldQueue.load(Deadline.EXPIRATIONS, store, expirationsEpochs, quant);
  }

  /** Notes that partitions may have sectors that expire at an epoch. */
  public void addExpirationPartitions(ChainEpoch expiration, BitField indices) {
    if (!indices.isEmpty()) {
      BitFieldQueue queue = expirations();
      queue.add(expiration, indices);
      expirationsEpochs = queue.flush();
    }
  }

  /** Ends the sectors that are due until an epoch, and returns them. */
  public ExpirationSet popExpiredSectors(ChainEpoch until) {
    BitFieldQueue queue = expirations();
    BitFieldQueue.Popped due = queue.popUntil(until);
    if (!due.isModified()) {
      return ExpirationSet.EMPTY;
    }
    expirationsEpochs = queue.flush();
    Amt<Partition> loaded = loadPartitions();
    ExpirationSet all = ExpirationSet.EMPTY;
    for (PrimitiveIterator.OfLong bits = due.numbers().bits(); bits.hasNext(); ) {
      long index = bits.nextLong();
      PartitionEditor partition =
          edit(
              loaded
                  .get(index)
                  .orElseThrow(() -> Exits.illegalState("missing expected partition " + index)));
      ExpirationSet expired = partition.popExpiredSectors(until);
      if (!expired.earlySectors().isEmpty()) {
        earlyTerminations = earlyTerminations.with(index);
      }
      all = all.plus(expired);
      loaded.set(index, partition.partition());
    }
    partitions = loaded.flush();
    liveSectors = difference(liveSectors, all.size());
    faultyPower = faultyPower.minus(all.faultyPower());
    livePower = livePower.minus(all.faultyPower()).minus(all.activePower());
    dailyFee = dailyFee.minus(all.feeDeduction());
    return all;
  }

  /** Of counts, which are u64. */
  private static long difference(long count, long less) {
    if (Long.compareUnsigned(count, less) < 0) {
      throw Exits.assertionFailed(
          Long.toUnsignedString(count) + " - " + Long.toUnsignedString(less) + " overflows");
    }
    return count - less;
  }

  /**
   * Adds sectors that are not faulty, to the last partition until it is full, then to new ones. The
   * window of the deadline must not be open.
   *
   * @param partitionSize how many sectors a partition takes
   * @param proven whether a proof has answered for them, so that they count
   * @param newFees whether the deadline is to pay their daily fees from now on
   * @return what came with them; no fee unless it is new
   */
  public PartitionEditor.Added addSectors(
      long partitionSize, boolean proven, boolean newFees, List<Sector> sectors, SectorSize size) {
    if (sectors.isEmpty()) {
      return new PartitionEditor.Added(PowerPair.ZERO, TokenAmount.ZERO);
    }
    liveSectors += sectors.size();
    totalSectors += sectors.size();
    Amt<Partition> loaded = loadPartitions();
    SortedMap<ChainEpoch, BitField> expiring = new TreeMap<>();
    PowerPair power = PowerPair.ZERO;
    TokenAmount fee = TokenAmount.ZERO;
    int done = 0;
    for (long index = Math.max(0, loaded.count() - 1); done < sectors.size(); index++) {
      Partition before = loaded.get(index).orElseGet(() -> Partition.empty(store));
      long room = partitionSize - before.sectors().cardinality();
      if (room > 0) {
        int end = (int) Math.min(done + room, sectors.size());
        List<Sector> some = sectors.subList(done, end);
        PartitionEditor partition = edit(before);
        PartitionEditor.Added added = partition.addSectors(proven, some, size);
        loaded.set(index, partition.partition());
        power = power.plus(added.power());
        fee = newFees ? fee.plus(added.dailyFee()) : fee;
        BitField self = BitField.of(index);
        for (Sector sector : some) {
          expiring.merge(sector.expiration(), self, BitField::union);
        }
        done = end;
      }
    }
    partitions = loaded.flush();
    BitFieldQueue queue = expirations();
    queue.addAll(expiring);
    expirationsEpochs = queue.flush();
    adjust(power, fee);
    return new PartitionEditor.Added(power, fee);
  }

  /** Takes early terminations from their queues until one of the limits is reached. */
  public EarlyTerminations popEarlyTerminations(long maxPartitions, long maxSectors) {
    Amt<Partition> loaded = loadPartitions();
    List<Long> finished = new ArrayList<>();
    TerminationResult result = TerminationResult.NONE;
    for (PrimitiveIterator.OfLong bits = earlyTerminations.bits(); bits.hasNext(); ) {
      long index = bits.nextLong();
      Partition before = loaded.get(index).orElse(null);
      if (before == null) {
        finished.add(index);
        continue;
      }
      PartitionEditor partition = edit(before);
      EarlyTerminations popped =
          partition.popEarlyTerminations(maxSectors - result.sectorsProcessed());
      result = result.plus(popped.result());
      if (!popped.hasMore()) {
        finished.add(index);
      }
      loaded.set(index, partition.partition());
      if (!result.isBelowLimit(maxPartitions, maxSectors)) {
        break;
      }
    }
    for (long index : finished) {
      earlyTerminations = earlyTerminations.without(index);
    }
    partitions = loaded.flush();
    return new EarlyTerminations(result, !earlyTerminations.isEmpty());
  }

  /**
   * Ends live sectors, and remembers that fees are due for it.
   *
   * @return the power that does not count any more
   * @throws ActorException NOT_FOUND if a partition is missing, or a sector is not among the
   *     miner's; ILLEGAL_ARGUMENT if a sector is not live
   */
  public PowerPair terminateSectors(
      Sectors all, ChainEpoch epoch, PartitionSectorMap ending, SectorSize size) {
    Amt<Partition> loaded = loadPartitions();
    PowerPair lost = PowerPair.ZERO;
    for (var entry : ending.sectors().entrySet()) {
      long index = entry.getKey();
      PartitionEditor partition = editPartition(loaded, index);
      PartitionEditor.Terminated terminated =
          partition.terminateSectors(all, epoch, entry.getValue(), size);
      loaded.set(index, partition.partition());
      ExpirationSet removed = terminated.removed();
      if (!removed.isEmpty()) {
        earlyTerminations = earlyTerminations.with(index);
        liveSectors = difference(liveSectors, removed.size());
      }
      faultyPower = faultyPower.minus(removed.faultyPower());
      livePower =
          livePower
              .minus(removed.activePower())
              .minus(removed.faultyPower())
              .minus(terminated.unprovenPower());
      dailyFee = dailyFee.minus(removed.feeDeduction());
      lost = lost.plus(removed.activePower());
    }
    partitions = loaded.flush();
    return lost;
  }

  /**
   * Removes partitions; those behind them close the gaps, and their live sectors are added again.
   * The daily fee is left to the caller, who removes the dead sectors.
   *
   * @param partitionSize how many sectors a partition takes
   * @return the terminated sectors of the partitions
   * @throws ActorException ILLEGAL_ARGUMENT if there is no such partition, one has faulty or
   *     unproven sectors, or any of the deadline has early terminations; NOT_FOUND if a live sector
   *     is not among the miner's
   */
  public BitField compactPartitions(
      Sectors all, SectorSize size, long partitionSize, BitField toRemove) {
    Amt<Partition> before = loadPartitions();
    if (Long.compareUnsigned(toRemove.cardinality(), before.count()) > 0) {
      throw Exits.illegalArgument("partitions to remove exceeds total");
    }
    if (toRemove.isEmpty()) {
      return BitField.EMPTY;
    }
    long last = toRemove.last().orElseThrow();
    if (Long.compareUnsigned(last, before.count()) >= 0) {
      throw Exits.illegalArgument(
          "partition index "
              + Long.toUnsignedString(last)
              + " out of range [0, "
              + before.count()
              + ")");
    }
    if (!earlyTerminations.isEmpty()) {
      throw Exits.illegalArgument("cannot remove partitions from deadline with early terminations");
    }
    Amt<Partition> kept = Amt.empty(Deadline.PARTITIONS, store);
    List<Partition> removed = new ArrayList<>();
    before.forEach(
        (index, partition) -> {
          if (toRemove.contains(index)) {
            requireRemovable(index, partition);
            removed.add(partition);
          } else {
            kept.set(kept.count(), partition);
          }
        });
    partitions = kept.flush();
    return replaceRemoved(removed, all, size, partitionSize, toRemove);
  }

  private static void requireRemovable(long index, Partition partition) {
    if (!partition.faults().isEmpty()) {
      throw Exits.illegalArgument("cannot remove partition " + index + ": has faults");
    }
    if (!partition.unproven().isEmpty()) {
      throw Exits.illegalArgument("cannot remove partition " + index + ": has unproven sectors");
    }
  }

  private BitField replaceRemoved(
      List<Partition> removed, Sectors all, SectorSize size, long partitionSize, BitField indices) {
    BitField dead = BitField.EMPTY;
    BitField live = BitField.EMPTY;
    PowerPair power = PowerPair.ZERO;
    for (Partition partition : removed) {
      dead = dead.union(partition.terminated());
      live = live.union(partition.liveSectors());
      power = power.plus(partition.livePower());
    }
    liveSectors = difference(liveSectors, live.cardinality());
    totalSectors = difference(totalSectors, live.cardinality() + dead.cardinality());
    livePower = livePower.minus(power);
    BitFieldQueue queue = expirations();
    queue.cut(indices);
    expirationsEpochs = queue.flush();

    PowerPair added = addSectors(partitionSize, true, false, all.loadAll(live), size).power();
    if (!added.equals(power)) {
      throw Exits.illegalState(
          "power changed when compacting partitions: was " + power + ", is now " + added);
    }
    return dead;
  }

  /**
   * Moves the expiration of sectors, whose power stays. Partitions that are not here are passed
   * over, and so are sectors that are not in them, faulty or terminated.
   *
   * @return the sectors that were moved, as they were
   * @throws ActorException NOT_FOUND if one is not among the miner's
   */
  public List<Sector> rescheduleSectorExpirations(
      Sectors all, ChainEpoch expiration, PartitionSectorMap moving, SectorSize size) {
    Amt<Partition> loaded = loadPartitions();
    BitField rescheduled = BitField.EMPTY;
    List<Sector> moved = new ArrayList<>();
    for (var entry : moving.sectors().entrySet()) {
      long index = entry.getKey();
      Partition before = loaded.get(index).orElse(null);
      if (before != null) {
        PartitionEditor partition = edit(before);
        List<Sector> some =
            partition.rescheduleExpirations(all, expiration, entry.getValue(), size);
        if (!some.isEmpty()) {
          moved.addAll(some);
          rescheduled = rescheduled.with(index);
          loaded.set(index, partition.partition());
        }
      }
    }
    if (!rescheduled.isEmpty()) {
      partitions = loaded.flush();
      addExpirationPartitions(expiration, rescheduled);
    }
    return moved;
  }
}
