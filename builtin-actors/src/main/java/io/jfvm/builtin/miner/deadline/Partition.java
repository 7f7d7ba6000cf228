// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.miner.deadline;

import io.jfvm.actor.Exits;
import io.jfvm.builtin.EmptyCollections;
import io.jfvm.encoding.Codec;
import io.jfvm.ipld.Blockstore;
import io.jfvm.ipld.amt.AmtType;
import io.jfvm.ipld.bitfield.BitField;
import io.jfvm.types.Cid;

/**
 * Sectors of a deadline that one proof answers for, by number. To change one, {@link
 * PartitionEditor}.
 *
 * <p>Source: builtin-actors {@code actors/miner/src/partition_state.rs}.
 *
 * @param sectors all of them, terminated ones too
 * @param unproven those that no proof has answered for yet; never faulty
 * @param faults those declared or found faulty, and not yet recovered
 * @param recoveries faulty ones that the next proof is to answer for
 * @param terminated those that ended, on time or early
 * @param expirationsEpochs AMT of {@link ExpirationSet} by the last epoch of a deadline's window
 * @param earlyTerminated AMT of sector numbers by the epoch at which they were terminated, for
 *     which no fee has been paid yet
 * @param livePower of the sectors not terminated
 */
public record Partition(
    BitField sectors,
    BitField unproven,
    BitField faults,
    BitField recoveries,
    BitField terminated,
    Cid expirationsEpochs,
    Cid earlyTerminated,
    PowerPair livePower,
    PowerPair unprovenPower,
    PowerPair faultyPower,
    PowerPair recoveringPower) {

  public static final Codec<Partition> CODEC =
      Codec.of(
          (out, partition) -> {
            out.array(11);
            BitField.CODEC.encode(out, partition.sectors);
            BitField.CODEC.encode(out, partition.unproven);
            BitField.CODEC.encode(out, partition.faults);
            BitField.CODEC.encode(out, partition.recoveries);
            BitField.CODEC.encode(out, partition.terminated);
            Cid.CODEC.encode(out, partition.expirationsEpochs);
            Cid.CODEC.encode(out, partition.earlyTerminated);
            PowerPair.CODEC.encode(out, partition.livePower);
            PowerPair.CODEC.encode(out, partition.unprovenPower);
            PowerPair.CODEC.encode(out, partition.faultyPower);
            PowerPair.CODEC.encode(out, partition.recoveringPower);
          },
          in -> {
            in.tuple(11);
            return new Partition(
                BitField.CODEC.decode(in),
                BitField.CODEC.decode(in),
                BitField.CODEC.decode(in),
                BitField.CODEC.decode(in),
                BitField.CODEC.decode(in),
                Cid.CODEC.decode(in),
                Cid.CODEC.decode(in),
                PowerPair.CODEC.decode(in),
                PowerPair.CODEC.decode(in),
                PowerPair.CODEC.decode(in),
                PowerPair.CODEC.decode(in));
          });

  private static final int EARLY_TERMINATIONS_BIT_WIDTH = 3;

  static final AmtType<BitField> EARLY_TERMINATIONS =
      BitFieldQueue.type(EARLY_TERMINATIONS_BIT_WIDTH);

  /** One without sectors. Writes its empty queues. */
  public static Partition empty(Blockstore store) {
    return new Partition(
        BitField.EMPTY,
        BitField.EMPTY,
        BitField.EMPTY,
        BitField.EMPTY,
        BitField.EMPTY,
        EmptyCollections.array(store, ExpirationQueue.BIT_WIDTH),
        EmptyCollections.array(store, EARLY_TERMINATIONS_BIT_WIDTH),
        PowerPair.ZERO,
        PowerPair.ZERO,
        PowerPair.ZERO,
        PowerPair.ZERO);
  }

  /** Those not terminated, faulty or not. */
  public BitField liveSectors() {
    return sectors.difference(terminated);
  }

  /** Those that count: neither terminated nor faulty nor unproven. */
  public BitField activeSectors() {
    return liveSectors().difference(faults).difference(unproven);
  }

  public PowerPair activePower() {
    return livePower.minus(faultyPower).minus(unprovenPower);
  }

  /**
   * Returns this.
   *
   * @throws io.jfvm.actor.ActorException ILLEGAL_STATE if a power is negative or larger than the
   *     one that includes it, or a sector is in two states at once, or in one of its own
   */
  Partition validated() {
    validatePower();
    validateSectors();
    return this;
  }

  private void validatePower() {
    requireNotNegative("live", livePower);
    requireNotNegative("unproven", unprovenPower);
    requireNotNegative("faulty", faultyPower);
    requireNotNegative("recovering", recoveringPower);
    requireAtMost("unproven", unprovenPower, livePower);
    requireAtMost("faulty", faultyPower, livePower);
    requireAtMost("recovering", recoveringPower, faultyPower);
  }

  private static void requireNotNegative(String name, PowerPair power) {
    if (power.isNegative()) {
      throw Exits.illegalState("partition left with negative " + name + " power");
    }
  }

  private static void requireAtMost(String name, PowerPair power, PowerPair limit) {
    if (power.raw().compareTo(limit.raw()) > 0) {
      throw Exits.illegalState("partition left with invalid " + name + " power");
    }
  }

  private void validateSectors() {
    BitField open = unproven.union(faults);
    if (terminated.containsAny(open)) {
      throw Exits.illegalState("partition left with terminated sectors in multiple states");
    }
    if (!sectors.containsAll(open.union(terminated))) {
      throw Exits.illegalState("partition left with invalid sector state");
    }
    if (!faults.containsAll(recoveries)) {
      throw Exits.illegalState("partition left with invalid recovery state");
    }
  }
}
