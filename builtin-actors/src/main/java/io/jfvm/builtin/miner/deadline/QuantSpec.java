// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.miner.deadline;

import io.jfvm.builtin.CheckedArithmetic;
import io.jfvm.types.ChainEpoch;

/**
 * To which epochs a queue rounds: those that differ from the offset by a multiple of the unit.
 *
 * <p>Source: builtin-actors {@code actors/miner/src/quantize.rs}.
 *
 * @param unit in epochs, positive
 * @param offset any epoch of the kind
 */
public record QuantSpec(long unit, long offset) {

  /** Rounds nothing. */
  public static final QuantSpec NONE = new QuantSpec(1, 0);

  public QuantSpec {
    if (unit <= 0) {
      throw new IllegalArgumentException("unit of quantization is " + unit);
    }
  }

  /** The first epoch of the kind that is not before this one. */
  public ChainEpoch quantizeUp(ChainEpoch epoch) {
    return new ChainEpoch(up(epoch.value()));
  }

  /** The last epoch of the kind that is not after this one. */
  public ChainEpoch quantizeDown(ChainEpoch epoch) {
    long next = up(epoch.value());
    return new ChainEpoch(next == epoch.value() ? next : CheckedArithmetic.subtract(next, unit));
  }

  long up(long epoch) {
    long shift = offset % unit;
    long distance = CheckedArithmetic.subtract(epoch, shift);
    long towardShift = epoch - distance % unit; // up already if the distance is negative
    return distance % unit == 0 || distance < 0
        ? towardShift
        : CheckedArithmetic.add(towardShift, unit);
  }
}
