// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.miner.deadline;

import io.jfvm.actor.Exits;
import io.jfvm.encoding.Codec;
import io.jfvm.ipld.bitfield.BitField;
import io.jfvm.types.TokenAmount;

/**
 * Sectors that expire together. On-time sectors end as planned and may be faulty; early ones are
 * faulty and end because they were so for too long. States from before FIP-0100 hold no fee; it is
 * read as zero.
 *
 * <p>Source: builtin-actors {@code actors/miner/src/expiration_queue.rs}.
 *
 * @param onTimePledge of the on-time sectors
 * @param activePower of the sectors that are not faulty
 * @param faultyPower of those that are
 * @param feeDeduction what the deadline's daily fee falls by
 */
public record ExpirationSet(
    BitField onTimeSectors,
    BitField earlySectors,
    TokenAmount onTimePledge,
    PowerPair activePower,
    PowerPair faultyPower,
    TokenAmount feeDeduction) {

  private static final int FIELDS = 6;

  public static final Codec<ExpirationSet> CODEC =
      Codec.of(
          (out, set) -> {
            out.array(FIELDS);
            BitField.CODEC.encode(out, set.onTimeSectors);
            BitField.CODEC.encode(out, set.earlySectors);
            TokenAmount.CODEC.encode(out, set.onTimePledge);
            PowerPair.CODEC.encode(out, set.activePower);
            PowerPair.CODEC.encode(out, set.faultyPower);
            TokenAmount.CODEC.encode(out, set.feeDeduction);
          },
          in -> {
            boolean hasFee = TrailingField.isPresent(in, FIELDS);
            return new ExpirationSet(
                BitField.CODEC.decode(in),
                BitField.CODEC.decode(in),
                TokenAmount.CODEC.decode(in),
                PowerPair.CODEC.decode(in),
                PowerPair.CODEC.decode(in),
                hasFee ? TokenAmount.CODEC.decode(in) : TokenAmount.ZERO);
          });

  public static final ExpirationSet EMPTY =
      new ExpirationSet(
          BitField.EMPTY,
          BitField.EMPTY,
          TokenAmount.ZERO,
          PowerPair.ZERO,
          PowerPair.ZERO,
          TokenAmount.ZERO);

  /** Whether it has no sectors. Its amounts are not looked at. */
  public boolean isEmpty() {
    return onTimeSectors.isEmpty() && earlySectors.isEmpty();
  }

  /** How many sectors it has, u64. */
  public long size() {
    return onTimeSectors.cardinality() + earlySectors.cardinality();
  }

  /** All its sectors. */
  public BitField sectors() {
    return onTimeSectors.union(earlySectors);
  }

  /** The sum, unchecked. */
  public ExpirationSet plus(ExpirationSet other) {
    return new ExpirationSet(
        onTimeSectors.union(other.onTimeSectors),
        earlySectors.union(other.earlySectors),
        onTimePledge.plus(other.onTimePledge),
        activePower.plus(other.activePower),
        faultyPower.plus(other.faultyPower),
        feeDeduction.plus(other.feeDeduction));
  }

  /**
   * The difference, unchecked but for the sectors.
   *
   * @throws io.jfvm.actor.ActorException ILLEGAL_STATE if it does not have the sectors
   */
  ExpirationSet minus(ExpirationSet other) {
    requireAll("on-time", onTimeSectors, other.onTimeSectors);
    requireAll("early", earlySectors, other.earlySectors);
    return new ExpirationSet(
        onTimeSectors.difference(other.onTimeSectors),
        earlySectors.difference(other.earlySectors),
        onTimePledge.minus(other.onTimePledge),
        activePower.minus(other.activePower),
        faultyPower.minus(other.faultyPower),
        feeDeduction.minus(other.feeDeduction));
  }

  private static void requireAll(String kind, BitField present, BitField removed) {
    if (!present.containsAll(removed)) {
      throw Exits.illegalState(
          "removing " + kind + " sectors " + removed + " not contained in " + present);
    }
  }

  /** The same with its active power turned faulty. */
  ExpirationSet allFaulty() {
    return withPower(PowerPair.ZERO, faultyPower.plus(activePower));
  }

  ExpirationSet withPower(PowerPair active, PowerPair faulty) {
    return new ExpirationSet(
        onTimeSectors, earlySectors, onTimePledge, active, faulty, feeDeduction);
  }

  /**
   * Returns this.
   *
   * @throws io.jfvm.actor.ActorException ILLEGAL_STATE if an amount is negative
   */
  ExpirationSet validated() {
    if (onTimePledge.isNegative()) {
      throw Exits.illegalState("expiration set left with negative pledge");
    }
    if (activePower.isNegative()) {
      throw Exits.illegalState("expiration set left with negative active power");
    }
    if (faultyPower.isNegative()) {
      throw Exits.illegalState("expiration set left with negative faulty power");
    }
    if (feeDeduction.isNegative()) {
      throw Exits.illegalState("expiration set left with negative fee deduction");
    }
    return this;
  }
}
