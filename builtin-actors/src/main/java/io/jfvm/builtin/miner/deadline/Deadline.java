// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.miner.deadline;

import io.jfvm.actor.Exits;
import io.jfvm.builtin.EmptyCollections;
import io.jfvm.encoding.Codec;
import io.jfvm.ipld.Blockstore;
import io.jfvm.ipld.amt.Amt;
import io.jfvm.ipld.amt.AmtType;
import io.jfvm.ipld.bitfield.BitField;
import io.jfvm.types.Cid;
import io.jfvm.types.TokenAmount;
import java.util.ArrayList;
import java.util.List;
import java.util.PrimitiveIterator;

/**
 * The sectors whose proof is due in one window of every proving period. To change one, {@link
 * DeadlineEditor}.
 *
 * <p>Source: builtin-actors {@code actors/miner/src/deadline_state.rs}.
 *
 * @param partitions AMT of {@link Partition}, without gaps
 * @param expirationsEpochs AMT: by epoch, the partitions with sectors that may expire then; more
 *     than there are, since a partition stays until the epoch has passed
 * @param partitionsPosted those proven in the open window
 * @param earlyTerminations partitions with early terminations that are not paid for
 * @param liveSectors how many sectors are not terminated, u64
 * @param totalSectors how many there are, u64
 * @param faultyPower of all partitions
 * @param optimisticPostSubmissions AMT of {@link WindowedPost}: accepted unverified in the open
 *     window
 * @param sectorsSnapshot the miner's {@link Sectors} when the last window closed, if a proof of it
 *     may be disputed
 * @param partitionsSnapshot the partitions when the last window closed
 * @param optimisticPostSubmissionsSnapshot what was accepted unverified in the last window and has
 *     not been disproved
 * @param livePower of all partitions
 * @param dailyFee of all live sectors
 */
public record Deadline(
    Cid partitions,
    Cid expirationsEpochs,
    BitField partitionsPosted,
    BitField earlyTerminations,
    long liveSectors,
    long totalSectors,
    PowerPair faultyPower,
    Cid optimisticPostSubmissions,
    Cid sectorsSnapshot,
    Cid partitionsSnapshot,
    Cid optimisticPostSubmissionsSnapshot,
    PowerPair livePower,
    TokenAmount dailyFee) {

  public static final Codec<Deadline> CODEC =
      Codec.of(
          (out, deadline) -> {
            out.array(13);
            Cid.CODEC.encode(out, deadline.partitions);
            Cid.CODEC.encode(out, deadline.expirationsEpochs);
            BitField.CODEC.encode(out, deadline.partitionsPosted);
            BitField.CODEC.encode(out, deadline.earlyTerminations);
            out.u64(deadline.liveSectors).u64(deadline.totalSectors);
            PowerPair.CODEC.encode(out, deadline.faultyPower);
            Cid.CODEC.encode(out, deadline.optimisticPostSubmissions);
            Cid.CODEC.encode(out, deadline.sectorsSnapshot);
            Cid.CODEC.encode(out, deadline.partitionsSnapshot);
            Cid.CODEC.encode(out, deadline.optimisticPostSubmissionsSnapshot);
            PowerPair.CODEC.encode(out, deadline.livePower);
            TokenAmount.CODEC.encode(out, deadline.dailyFee);
          },
          in -> {
            in.tuple(13);
            return new Deadline(
                Cid.CODEC.decode(in),
                Cid.CODEC.decode(in),
                BitField.CODEC.decode(in),
                BitField.CODEC.decode(in),
                in.u64(),
                in.u64(),
                PowerPair.CODEC.decode(in),
                Cid.CODEC.decode(in),
                Cid.CODEC.decode(in),
                Cid.CODEC.decode(in),
                Cid.CODEC.decode(in),
                PowerPair.CODEC.decode(in),
                TokenAmount.CODEC.decode(in));
          });

  private static final int PARTITIONS_BIT_WIDTH = 3;
  private static final int EXPIRATIONS_BIT_WIDTH = 5;
  private static final int POSTS_BIT_WIDTH = 2;

  static final AmtType<Partition> PARTITIONS = AmtType.of(Partition.CODEC, PARTITIONS_BIT_WIDTH);
  static final AmtType<BitField> EXPIRATIONS = BitFieldQueue.type(EXPIRATIONS_BIT_WIDTH);
  static final AmtType<WindowedPost> POSTS = AmtType.of(WindowedPost.CODEC, POSTS_BIT_WIDTH);

  /** One without sectors. Writes its empty collections. */
  public static Deadline empty(Blockstore store) {
    Cid noPartitions = EmptyCollections.array(store, PARTITIONS_BIT_WIDTH);
    Cid noPosts = noPosts(store);
    return new Deadline(
        noPartitions,
        EmptyCollections.array(store, EXPIRATIONS_BIT_WIDTH),
        BitField.EMPTY,
        BitField.EMPTY,
        0,
        0,
        PowerPair.ZERO,
        noPosts,
        noSectors(store),
        noPartitions,
        noPosts,
        PowerPair.ZERO,
        TokenAmount.ZERO);
  }

  static Cid noPosts(Blockstore store) {
    return EmptyCollections.array(store, POSTS_BIT_WIDTH);
  }

  static Cid noSectors(Blockstore store) {
    return EmptyCollections.array(store, Sectors.BIT_WIDTH);
  }

  /** The partitions by their index. */
  public Amt<Partition> loadPartitions(Blockstore store) {
    return Amt.load(PARTITIONS, store, partitions);
  }

  /** The partitions when the last window closed. */
  public Amt<Partition> loadPartitionsSnapshot(Blockstore store) {
    return Amt.load(PARTITIONS, store, partitionsSnapshot);
  }

  /** What was accepted unverified in the last window, by index. */
  public Amt<WindowedPost> loadPostsSnapshot(Blockstore store) {
    return Amt.load(POSTS, store, optimisticPostSubmissionsSnapshot);
  }

  /**
   * A partition.
   *
   * @param index u64
   * @throws io.jfvm.actor.ActorException NOT_FOUND if there is none
   */
  public Partition loadPartition(Blockstore store, long index) {
    return loadPartitions(store)
        .get(index)
        .orElseThrow(() -> Exits.notFound("no partition " + Long.toUnsignedString(index)));
  }

  /**
   * What the proof of these partitions answered for when the last window closed.
   *
   * @throws io.jfvm.actor.ActorException ILLEGAL_STATE if a partition is missing
   */
  public DisputedPartitions loadForDispute(Blockstore store, BitField indices) {
    Amt<Partition> snapshot = loadPartitionsSnapshot(store);
    List<BitField> all = new ArrayList<>();
    List<BitField> ignored = new ArrayList<>();
    PartitionSectorMap disputed = new PartitionSectorMap();
    PowerPair power = PowerPair.ZERO;
    for (PrimitiveIterator.OfLong bits = indices.bits(); bits.hasNext(); ) {
      long index = bits.nextLong();
      Partition partition =
          snapshot
              .get(index)
              .orElseThrow(
                  () ->
                      Exits.illegalState(
                          "failed to find partition " + Long.toUnsignedString(index)));
      all.add(partition.sectors());
      ignored.add(partition.faults());
      ignored.add(partition.terminated());
      ignored.add(partition.unproven());
      disputed.add(index, partition.activeSectors());
      power = power.plus(partition.activePower());
    }
    return new DisputedPartitions(BitField.union(all), BitField.union(ignored), disputed, power);
  }

  /** Whether the end of its window has anything to do. */
  public boolean isLive() {
    return liveSectors != 0
        || !partitionsPosted.isEmpty()
        || !partitions.equals(partitionsSnapshot)
        || !optimisticPostSubmissions.equals(optimisticPostSubmissionsSnapshot);
  }

  /**
   * Returns this.
   *
   * @throws io.jfvm.actor.ActorException ILLEGAL_STATE if more sectors live than there are, or
   *     faulty power is negative
   */
  Deadline validated() {
    if (Long.compareUnsigned(liveSectors, totalSectors) > 0) {
      throw Exits.illegalState("deadline left with more live sectors than total");
    }
    if (faultyPower.isNegative()) {
      throw Exits.illegalState("deadline left with negative faulty power");
    }
    return this;
  }
}
