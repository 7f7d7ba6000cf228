// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.miner;

import io.jfvm.actor.Exits;
import io.jfvm.builtin.miner.deadline.Deadline;
import io.jfvm.builtin.miner.deadline.DeadlineAssignment;
import io.jfvm.builtin.miner.deadline.DeadlineEditor;
import io.jfvm.builtin.miner.deadline.DeadlineProving.WindowEnd;
import io.jfvm.builtin.miner.deadline.DeadlineSectorMap;
import io.jfvm.builtin.miner.deadline.DeadlineWindow;
import io.jfvm.builtin.miner.deadline.Deadlines;
import io.jfvm.builtin.miner.deadline.EarlyTerminations;
import io.jfvm.builtin.miner.deadline.ExpirationSet;
import io.jfvm.builtin.miner.deadline.Partition;
import io.jfvm.builtin.miner.deadline.PowerPair;
import io.jfvm.builtin.miner.deadline.ProvingPeriod;
import io.jfvm.builtin.miner.deadline.QuantSpec;
import io.jfvm.builtin.miner.deadline.Sector;
import io.jfvm.builtin.miner.deadline.Sectors;
import io.jfvm.builtin.miner.deadline.TerminationResult;
import io.jfvm.builtin.sector.SectorSize;
import io.jfvm.ipld.Blockstore;
import io.jfvm.ipld.bitfield.BitField;
import io.jfvm.types.ChainEpoch;
import io.jfvm.types.TokenAmount;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PrimitiveIterator;

/**
 * What a miner's deadlines go through as a whole: new sectors, ends of windows, early ends. Numbers
 * of sectors and indices of deadlines and partitions are u64. Used by one thread.
 *
 * <p>Source: builtin-actors {@code actors/miner/src/state.rs}.
 */
public final class MinerDeadlines {
  private static final Comparator<Sector> BY_NUMBER =
      (a, b) -> Long.compareUnsigned(a.number(), b.number());

  private final MinerEditor miner;
  private final Blockstore store;

  MinerDeadlines(MinerEditor miner, Blockstore store) {
    this.miner = miner;
    this.store = store;
  }

  // --- new sectors

  /**
   * Files new sectors under deadlines that are neither open nor the next to open.
   *
   * @param partitionSize how many sectors a partition takes
   */
  public void assign(ChainEpoch epoch, List<Sector> sectors, long partitionSize, SectorSize size) {
    Deadlines deadlines = miner.loadDeadlines();
    ChainEpoch periodStart = miner.periodStartAt(epoch);
    List<Optional<Deadline>> choice = new ArrayList<>();
    for (int index = 0; index < deadlines.due().size(); index++) {
      choice.add(
          DeadlineWindow.isMutable(periodStart, index, epoch)
              ? Optional.of(deadlines.load(store, index))
              : Optional.empty());
    }
    List<List<Sector>> assigned =
        new DeadlineAssignment(partitionSize, ProvingPeriod.MAX_PARTITIONS_PER_DEADLINE)
            .assign(choice, sorted(sectors));
    for (int index = 0; index < assigned.size(); index++) {
      List<Sector> some = assigned.get(index);
      if (!some.isEmpty()) {
        deadlines = add(deadlines, index, some, partitionSize, size);
      }
    }
    miner.replaceDeadlines(deadlines);
  }

  /**
   * Files new sectors under one deadline.
   *
   * @throws io.jfvm.actor.ActorException ILLEGAL_ARGUMENT if there is no such deadline, or it is
   *     open or the next to open
   */
  public void assignTo(
      long index, ChainEpoch epoch, List<Sector> sectors, long partitionSize, SectorSize size) {
    Deadlines deadlines = miner.loadDeadlines();
    deadlines.load(store, index);
    if (!DeadlineWindow.isMutable(miner.periodStartAt(epoch), index, epoch)) {
      throw Exits.illegalArgument(
          "proving deadline " + index + " must not be the current or next deadline");
    }
    miner.replaceDeadlines(add(deadlines, index, sorted(sectors), partitionSize, size));
  }

  private static List<Sector> sorted(List<Sector> sectors) {
    return sectors.stream().sorted(BY_NUMBER).toList();
  }

  private Deadlines add(
      Deadlines deadlines, long index, List<Sector> sectors, long partitionSize, SectorSize size) {
    DeadlineEditor editor =
        new DeadlineEditor(deadlines.load(store, index), store, miner.quantOf(index));
    boolean proven = false; // they count as soon as a proof has answered for them
    boolean newFees = true;
    editor.addSectors(partitionSize, proven, newFees, sectors, size);
    return deadlines.with(store, index, editor.deadline());
  }

  // --- ends

  /**
   * Lets sectors expire at the end of their deadline's next window. Those that are missing, faulty
   * or terminated are passed over.
   *
   * @return the sectors that were moved, as they were
   */
  public List<Sector> rescheduleExpirations(
      ChainEpoch epoch, SectorSize size, DeadlineSectorMap moving) {
    Deadlines deadlines = miner.loadDeadlines();
    Sectors sectors = miner.loadSectors();
    List<Sector> moved = new ArrayList<>();
    for (var entry : moving.partitions().entrySet()) {
      long index = entry.getKey();
      DeadlineWindow window =
          DeadlineWindow.of(miner.periodStartAt(epoch), index, epoch).nextNotElapsed();
      DeadlineEditor editor =
          new DeadlineEditor(deadlines.load(store, index), store, window.quant());
      moved.addAll(
          editor.rescheduleSectorExpirations(sectors, window.last(), entry.getValue(), size));
      deadlines = deadlines.with(store, index, editor.deadline());
    }
    miner.replaceDeadlines(deadlines);
    return moved;
  }

  /**
   * Takes sectors that ended early from the deadlines' queues until one of the limits is reached.
   *
   * @param maxPartitions u64, like the number of sectors
   */
  public EarlyTerminations popEarlyTerminations(long maxPartitions, long maxSectors) {
    if (miner.earlyTerminations.isEmpty()) {
      return new EarlyTerminations(TerminationResult.NONE, false);
    }
    Deadlines deadlines = miner.loadDeadlines();
    TerminationResult result = TerminationResult.NONE;
    BitField rest = miner.earlyTerminations;
    for (PrimitiveIterator.OfLong bits = miner.earlyTerminations.bits(); bits.hasNext(); ) {
      long index = bits.nextLong();
      DeadlineEditor editor =
          new DeadlineEditor(deadlines.load(store, index), store, QuantSpec.NONE);
      EarlyTerminations popped =
          editor.popEarlyTerminations(
              maxPartitions - result.partitionsProcessed(), maxSectors - result.sectorsProcessed());
      result = result.plus(popped.result());
      if (!popped.hasMore()) {
        rest = rest.without(index);
      }
      deadlines = deadlines.with(store, index, editor.deadline());
      if (!result.isBelowLimit(maxPartitions, maxSectors)) {
        break;
      }
    }
    miner.earlyTerminations = rest;
    miner.replaceDeadlines(deadlines);
    return new EarlyTerminations(result, !rest.isEmpty());
  }

  /**
   * What the end of a window brought.
   *
   * @param pledgeDelta initial pledge released, negative
   * @param powerDelta power that does not count any more, negative
   * @param previouslyFaultyPower what was faulty before, recovering power among it
   * @param detectedFaultyPower of new faults and of recoveries that failed
   * @param totalFaultyPower what was faulty before sectors expired
   * @param dailyFee what the deadline owes
   * @param livePower what the deadline has, faulty and unproven power among it
   */
  public record Advanced(
      TokenAmount pledgeDelta,
      PowerPair powerDelta,
      PowerPair previouslyFaultyPower,
      PowerPair detectedFaultyPower,
      PowerPair totalFaultyPower,
      TokenAmount dailyFee,
      PowerPair livePower) {

    /** Nothing but what was faulty before. */
    private static Advanced idle(PowerPair faultyPower) {
      return new Advanced(
          TokenAmount.ZERO,
          PowerPair.ZERO,
          faultyPower,
          PowerPair.ZERO,
          faultyPower,
          TokenAmount.ZERO,
          PowerPair.ZERO);
    }
  }

  /** Closes the window that an epoch falls into, and makes the next deadline the current one. */
  public Advanced advance(ChainEpoch epoch) {
    DeadlineWindow window = miner.deadlineAt(epoch);
    if (!window.isPeriodStarted()) {
      return Advanced.idle(PowerPair.ZERO);
    }
    miner.currentDeadline = (window.index() + 1) % ProvingPeriod.DEADLINES;
    if (miner.currentDeadline == 0) {
      miner.provingPeriodStart = window.nextPeriodStart();
    }
    Deadlines deadlines = miner.loadDeadlines();
    Deadline before = deadlines.load(store, window.index());
    if (!before.isLive()) {
      return Advanced.idle(before.faultyPower());
    }
    DeadlineEditor editor = new DeadlineEditor(before, store, window.quant());
    WindowEnd end = editor.proving().processDeadlineEnd(window.faultExpiration(), miner.sectors);
    PowerPair totalFaulty = editor.deadline().faultyPower();
    ExpirationSet expired = editor.popExpiredSectors(window.last());
    TokenAmount pledgeDelta = TokenAmount.ZERO.minus(expired.onTimePledge());
    miner.funds().addInitialPledge(pledgeDelta);
    if (!expired.earlySectors().isEmpty()) {
      miner.addEarlyTermination(window.index());
    }
    Deadline after = editor.deadline();
    miner.replaceDeadlines(deadlines.with(store, window.index(), after));
    return new Advanced(
        pledgeDelta,
        end.powerDelta().minus(expired.activePower()),
        before.faultyPower(),
        end.penalizedPower(),
        totalFaulty,
        after.dailyFee(),
        after.livePower());
  }

  // --- questions

  /**
   * Whether a sector counts: it is not faulty, not terminated and, if that is required, proven.
   *
   * @throws io.jfvm.actor.ActorException NOT_FOUND if it is not in the partition
   */
  public boolean isSectorActive(long deadline, long partition, long sector, boolean requireProven) {
    Partition found = partitionWith(deadline, partition, sector);
    return !found.faults().contains(sector)
        && !found.terminated().contains(sector)
        && !(requireProven && found.unproven().contains(sector));
  }

  /**
   * Checks that a sector is neither faulty nor terminated.
   *
   * @throws io.jfvm.actor.ActorException FORBIDDEN if it is faulty, NOT_FOUND if it is terminated
   *     or not in the partition
   */
  public void requireHealthy(long deadline, long partition, long sector) {
    Partition found = partitionWith(deadline, partition, sector);
    if (found.faults().contains(sector)) {
      throw Exits.forbidden("sector " + Long.toUnsignedString(sector) + " is faulty");
    }
    if (found.terminated().contains(sector)) {
      throw Exits.notFound("sector " + Long.toUnsignedString(sector) + " is terminated");
    }
  }

  private Partition partitionWith(long deadline, long partition, long sector) {
    Partition found = miner.loadDeadlines().load(store, deadline).loadPartition(store, partition);
    if (!found.sectors().contains(sector)) {
      throw Exits.notFound(
          "sector %s not a member of partition %s, deadline %s"
              .formatted(
                  Long.toUnsignedString(sector),
                  Long.toUnsignedString(partition),
                  Long.toUnsignedString(deadline)));
    }
    return found;
  }
}
