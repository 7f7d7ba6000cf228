// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.miner.deadline;

import io.jfvm.ipld.bitfield.BitField;
import io.jfvm.types.TokenAmount;

/** The sectors of a partition, a deadline or a miner by state, and what they add up to. */
public record SectorSummary(
    BitField all,
    BitField live,
    BitField faulty,
    BitField recovering,
    BitField unproven,
    BitField terminated,
    PowerPair livePower,
    PowerPair activePower,
    PowerPair faultyPower,
    TokenAmount dailyFee) {

  public static final SectorSummary NONE =
      new SectorSummary(
          BitField.EMPTY,
          BitField.EMPTY,
          BitField.EMPTY,
          BitField.EMPTY,
          BitField.EMPTY,
          BitField.EMPTY,
          PowerPair.ZERO,
          PowerPair.ZERO,
          PowerPair.ZERO,
          TokenAmount.ZERO);

  public SectorSummary plus(SectorSummary other) {
    return new SectorSummary(
        all.union(other.all),
        live.union(other.live),
        faulty.union(other.faulty),
        recovering.union(other.recovering),
        unproven.union(other.unproven),
        terminated.union(other.terminated),
        livePower.plus(other.livePower),
        activePower.plus(other.activePower),
        faultyPower.plus(other.faultyPower),
        dailyFee.plus(other.dailyFee));
  }
}
