// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.miner.deadline;

import io.jfvm.builtin.sector.SectorSize;
import io.jfvm.ipld.bitfield.BitField;
import io.jfvm.types.TokenAmount;
import java.util.List;

/** Sectors by number, and what they add up to. */
record SectorTotals(BitField numbers, PowerPair power, TokenAmount pledge, TokenAmount dailyFee) {

  static final SectorTotals NONE =
      new SectorTotals(BitField.EMPTY, PowerPair.ZERO, TokenAmount.ZERO, TokenAmount.ZERO);

  static SectorTotals of(SectorSize size, List<Sector> sectors) {
    long[] numbers = new long[sectors.size()];
    TokenAmount pledge = TokenAmount.ZERO;
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = sectors.get(i).number();
      pledge = pledge.plus(sectors.get(i).initialPledge());
    }
    return new SectorTotals(
        BitField.of(numbers), SectorPower.of(size, sectors), pledge, SectorPower.dailyFee(sectors));
  }

  /** Expiring on time, without fault. */
  ExpirationSet asActive() {
    return new ExpirationSet(numbers, BitField.EMPTY, pledge, power, PowerPair.ZERO, dailyFee);
  }

  /** Expiring on time, faulty. */
  ExpirationSet asOnTimeFaults() {
    return new ExpirationSet(numbers, BitField.EMPTY, pledge, PowerPair.ZERO, power, dailyFee);
  }

  /** Expiring early, faulty; their pledge is not counted. */
  ExpirationSet asEarly() {
    return new ExpirationSet(
        BitField.EMPTY, numbers, TokenAmount.ZERO, PowerPair.ZERO, power, dailyFee);
  }

  SectorTotals plus(SectorTotals other) {
    return new SectorTotals(
        numbers.union(other.numbers),
        power.plus(other.power),
        pledge.plus(other.pledge),
        dailyFee.plus(other.dailyFee));
  }
}
