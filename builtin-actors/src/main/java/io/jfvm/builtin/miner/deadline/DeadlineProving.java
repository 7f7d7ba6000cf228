// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.miner.deadline;

import io.jfvm.actor.ActorException;
import io.jfvm.actor.Exits;
import io.jfvm.builtin.sector.SectorSize;
import io.jfvm.ipld.amt.Amt;
import io.jfvm.ipld.bitfield.BitField;
import io.jfvm.proof.WindowPostProof;
import io.jfvm.types.ChainEpoch;
import io.jfvm.types.Cid;
import java.util.ArrayList;
import java.util.List;

/**
 * What proofs, faults and the end of its window do to a deadline, which is that of the {@link
 * DeadlineEditor} it comes from.
 *
 * <p>Where nothing else is said, a method throws {@link ActorException} ILLEGAL_STATE if the state
 * does not hold what it should.
 *
 * <p>Source: builtin-actors {@code actors/miner/src/deadline_state.rs}.
 */
public final class DeadlineProving {
  private final DeadlineEditor deadline;

  DeadlineProving(DeadlineEditor deadline) {
    this.deadline = deadline;
  }

  /**
   * Declares sectors faulty. Those that are so already or have ended are passed over; those about
   * to recover are no longer.
   *
   * @param faultExpiration when they end if they stay so
   * @return the power that does not count any more, negative
   * @throws ActorException NOT_FOUND if a partition is missing, or a sector is not among the
   *     miner's; ILLEGAL_ARGUMENT if a sector is not of its partition
   */
  public PowerPair recordFaults(
      Sectors all, SectorSize size, ChainEpoch faultExpiration, PartitionSectorMap faulty) {
    Amt<Partition> loaded = deadline.loadPartitions();
    BitField withFaults = BitField.EMPTY;
    PowerPair powerDelta = PowerPair.ZERO;
    for (var entry : faulty.sectors().entrySet()) {
      long index = entry.getKey();
      PartitionEditor partition = deadline.editPartition(loaded, index);
      PartitionEditor.NewFaults faults =
          partition.recordFaults(all, entry.getValue(), faultExpiration, size);
      deadline.faultyPower = deadline.faultyPower.plus(faults.newFaultyPower());
      powerDelta = powerDelta.plus(faults.powerDelta());
      if (!faults.numbers().isEmpty()) {
        withFaults = withFaults.with(index);
      }
      loaded.set(index, partition.partition());
    }
    deadline.partitions = loaded.flush();
    deadline.addExpirationPartitions(faultExpiration, withFaults);
    return powerDelta;
  }

  /**
   * Declares that the next proof will answer for faulty sectors. Others are passed over. No power
   * counts before that proof.
   *
   * @throws ActorException NOT_FOUND if a partition is missing, or a sector is not among the
   *     miner's; ILLEGAL_ARGUMENT if a sector is not of its partition
   */
  public void declareFaultsRecovered(Sectors all, SectorSize size, PartitionSectorMap recovering) {
    Amt<Partition> loaded = deadline.loadPartitions();
    for (var entry : recovering.sectors().entrySet()) {
      long index = entry.getKey();
      PartitionEditor partition = deadline.editPartition(loaded, index);
      partition.declareFaultsRecovered(all, size, entry.getValue());
      loaded.set(index, partition.partition());
    }
    deadline.partitions = loaded.flush();
  }

  /**
   * What the end of a window changed.
   *
   * @param powerDelta power that does not count any more, negative
   * @param penalizedPower newly faulty, or due to recover and still faulty
   */
  public record WindowEnd(PowerPair powerDelta, PowerPair penalizedPower) {}

  /**
   * Closes the window: partitions without proof become faulty, and what may be disputed until the
   * next is put aside.
   *
   * @param faultExpiration when sectors that become faulty end if they stay so
   * @param sectors root of the miner's sectors
   */
  public WindowEnd processDeadlineEnd(ChainEpoch faultExpiration, Cid sectors) {
    Amt<Partition> loaded = deadline.loadPartitions();
    boolean detectedAny = false;
    BitField rescheduled = BitField.EMPTY;
    PowerPair powerDelta = PowerPair.ZERO;
    PowerPair penalized = PowerPair.ZERO;
    for (long index = 0; Long.compareUnsigned(index, loaded.count()) < 0; index++) {
      if (deadline.partitionsPosted.contains(index)) {
        continue;
      }
      Partition before = expected(loaded, index);
      if (before.recoveringPower().isZero() && before.faultyPower().equals(before.livePower())) {
        continue; // nothing left that could become faulty
      }
      detectedAny = true;
      PartitionEditor partition = deadline.editPartition(loaded, index);
      PartitionEditor.MissedPost missed = partition.recordMissedPost(faultExpiration);
      if (!missed.newFaultyPower().isZero()) {
        rescheduled = rescheduled.with(index);
      }
      loaded.set(index, partition.partition());
      deadline.faultyPower = deadline.faultyPower.plus(missed.newFaultyPower());
      powerDelta = powerDelta.plus(missed.powerDelta());
      penalized = penalized.plus(missed.penalizedPower());
    }
    if (detectedAny) {
      deadline.partitions = loaded.flush();
    }
    deadline.addExpirationPartitions(faultExpiration, rescheduled);
    takeSnapshots(sectors);
    return new WindowEnd(powerDelta, penalized);
  }

  private static Partition expected(Amt<Partition> loaded, long index) {
    return loaded.get(index).orElseThrow(() -> Exits.illegalState("no partition " + index));
  }

  private void takeSnapshots(Cid sectors) {
    Cid noPosts = Deadline.noPosts(deadline.store);
    deadline.partitionsPosted = BitField.EMPTY;
    deadline.partitionsSnapshot = deadline.partitions;
    deadline.optimisticPostSubmissionsSnapshot = deadline.optimisticPostSubmissions;
    deadline.optimisticPostSubmissions = noPosts;
    deadline.sectorsSnapshot =
        deadline.optimisticPostSubmissionsSnapshot.equals(noPosts)
            ? Deadline.noSectors(deadline.store)
            : sectors;
  }

  /**
   * Takes partitions as proven, with sectors they skip becoming faulty and those that were to
   * recover recovering. The caller has the proof verified, or puts it aside for dispute.
   *
   * @param faultExpiration when skipped sectors end if they stay faulty
   * @throws ActorException ILLEGAL_ARGUMENT if a partition is named twice or has been proven, its
   *     index is too large, or a skipped sector is not of its partition; NOT_FOUND if a partition
   *     is missing, or a sector is not among the miner's
   */
  public PostResult recordProvenSectors(
      Sectors all, SectorSize size, ChainEpoch faultExpiration, List<PostPartition> posts) {
    BitField indices = newlyProven(posts);
    Amt<Partition> loaded = deadline.loadPartitions();
    List<BitField> sectors = new ArrayList<>();
    List<BitField> ignored = new ArrayList<>();
    PowerPair newFaulty = PowerPair.ZERO;
    PowerPair retracted = PowerPair.ZERO;
    PowerPair recovered = PowerPair.ZERO;
    PowerPair powerDelta = PowerPair.ZERO;
    BitField rescheduled = BitField.EMPTY;
    for (PostPartition post : posts) {
      PartitionEditor partition = deadline.editPartition(loaded, post.index());
      PartitionEditor.SkippedFaults skipped =
          partition.recordSkippedFaults(all, size, faultExpiration, post.skipped());
      if (!skipped.faults().numbers().isEmpty()) {
        rescheduled = rescheduled.with(post.index());
      }
      PowerPair recoveredHere = partition.recoverFaults(all, size);
      PowerPair activated = partition.activateUnproven();
      Partition after = partition.partition();
      sectors.add(after.sectors());
      ignored.add(after.faults());
      ignored.add(after.terminated());
      loaded.set(post.index(), after);
      newFaulty = newFaulty.plus(skipped.faults().newFaultyPower());
      retracted = retracted.plus(skipped.retractedRecoveryPower());
      recovered = recovered.plus(recoveredHere);
      powerDelta =
          powerDelta.plus(skipped.faults().powerDelta()).plus(activated).plus(recoveredHere);
    }
    deadline.partitionsPosted = deadline.partitionsPosted.union(indices);
    deadline.addExpirationPartitions(faultExpiration, rescheduled);
    deadline.faultyPower = deadline.faultyPower.minus(recovered).plus(newFaulty);
    deadline.partitions = loaded.flush();
    return new PostResult(
        powerDelta,
        newFaulty,
        retracted,
        recovered,
        BitField.union(sectors),
        BitField.union(ignored),
        indices);
  }

  private BitField newlyProven(List<PostPartition> posts) {
    long[] numbers = posts.stream().mapToLong(PostPartition::index).toArray();
    for (long number : numbers) {
      if (Long.compareUnsigned(number, BitField.MAX_BIT) > 0) {
        throw Exits.illegalArgument("partition index out of bitfield range");
      }
    }
    BitField indices = BitField.of(numbers);
    if (indices.cardinality() != posts.size()) {
      throw Exits.illegalArgument("duplicate partitions proven");
    }
    if (deadline.partitionsPosted.containsAny(indices)) {
      throw Exits.illegalArgument(
          "partition already proven: " + deadline.partitionsPosted.intersection(indices));
    }
    return indices;
  }

  /** Puts a proof that was not verified aside, so that it can be disputed. */
  public void recordPostProofs(BitField partitions, List<WindowPostProof.Proof> proofs) {
    Amt<WindowedPost> posts =
        Amt.load(Deadline.POSTS, deadline.store, deadline.optimisticPostSubmissions);
    posts.set(posts.count(), new WindowedPost(partitions, proofs));
    deadline.optimisticPostSubmissions = posts.flush();
  }

  /**
   * Removes a proof of the last window, leaving a gap, and returns it.
   *
   * @param index u64
   * @throws ActorException ILLEGAL_ARGUMENT if there is none
   */
  public WindowedPost takePostProofs(long index) {
    Amt<WindowedPost> posts =
        Amt.load(Deadline.POSTS, deadline.store, deadline.optimisticPostSubmissionsSnapshot);
    WindowedPost taken =
        posts
            .remove(index)
            .orElseThrow(
                () ->
                    Exits.illegalArgument("proof " + Long.toUnsignedString(index) + " not found"));
    deadline.optimisticPostSubmissionsSnapshot = posts.flush();
    return taken;
  }
}
