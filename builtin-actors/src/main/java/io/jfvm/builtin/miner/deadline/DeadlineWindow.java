// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.miner.deadline;

import static io.jfvm.builtin.CheckedArithmetic.add;
import static io.jfvm.builtin.CheckedArithmetic.subtract;

import io.jfvm.types.ChainEpoch;

/**
 * When proofs for a deadline are taken, in one proving period, as seen from an epoch. The window is
 * {@code [open, close)}; windows of a period follow each other.
 *
 * <p>Source: builtin-actors {@code actors/miner/src/deadline_info.rs}, {@code deadlines.rs}.
 *
 * @param currentEpoch from which it is seen
 * @param periodStart first epoch of the proving period
 * @param index of the deadline, u64
 * @param challenge at which the chain's randomness is drawn
 * @param faultCutoff from which on faults may no longer be declared
 */
public record DeadlineWindow(
    ChainEpoch currentEpoch,
    ChainEpoch periodStart,
    long index,
    ChainEpoch open,
    ChainEpoch close,
    ChainEpoch challenge,
    ChainEpoch faultCutoff) {

  /**
   * The window of a deadline in the period that starts at an epoch. Behind the last deadline it is
   * empty and stands at the end of the period.
   *
   * @param index u64
   */
  public static DeadlineWindow of(ChainEpoch periodStart, long index, ChainEpoch currentEpoch) {
    if (Long.compareUnsigned(index, ProvingPeriod.DEADLINES) >= 0) {
      ChainEpoch end = shifted(periodStart, ProvingPeriod.EPOCHS);
      return new DeadlineWindow(currentEpoch, periodStart, index, end, end, end, new ChainEpoch(0));
    }
    ChainEpoch open = shifted(periodStart, index * ProvingPeriod.CHALLENGE_WINDOW);
    return new DeadlineWindow(
        currentEpoch,
        periodStart,
        index,
        open,
        shifted(open, ProvingPeriod.CHALLENGE_WINDOW),
        shifted(open, -ProvingPeriod.CHALLENGE_LOOKBACK),
        shifted(open, -ProvingPeriod.FAULT_DECLARATION_CUTOFF));
  }

  /**
   * The window that an epoch falls into.
   *
   * @param periodOffset start of any proving period
   */
  public static DeadlineWindow at(ChainEpoch periodOffset, ChainEpoch currentEpoch) {
    ChainEpoch start =
        new QuantSpec(ProvingPeriod.EPOCHS, periodOffset.value()).quantizeDown(currentEpoch);
    long index = subtract(currentEpoch.value(), start.value()) / ProvingPeriod.CHALLENGE_WINDOW;
    return of(start, index, currentEpoch);
  }

  private static ChainEpoch shifted(ChainEpoch epoch, long by) {
    return new ChainEpoch(add(epoch.value(), by));
  }

  public boolean isPeriodStarted() {
    return currentEpoch.value() >= periodStart.value();
  }

  public boolean isPeriodElapsed() {
    return currentEpoch.value() >= nextPeriodStart().value();
  }

  /** The last epoch of the period. */
  public ChainEpoch periodEnd() {
    return shifted(nextPeriodStart(), -1);
  }

  public ChainEpoch nextPeriodStart() {
    return shifted(periodStart, ProvingPeriod.EPOCHS);
  }

  public boolean isOpen() {
    return currentEpoch.value() >= open.value() && currentEpoch.value() < close.value();
  }

  /** Whether the window has closed. */
  public boolean hasElapsed() {
    return currentEpoch.value() >= close.value();
  }

  /** The last epoch at which a proof is taken. */
  public ChainEpoch last() {
    return shifted(close, -1);
  }

  /** When the next deadline's window opens. */
  public ChainEpoch nextOpen() {
    return close;
  }

  public boolean isFaultCutoffPassed() {
    return currentEpoch.value() >= faultCutoff.value();
  }

  /** This deadline's next window that has not closed: this one, or that of a later period. */
  public DeadlineWindow nextNotElapsed() {
    if (!hasElapsed()) {
      return this;
    }
    long gap = subtract(currentEpoch.value(), close.value());
    long periods = 1 + gap / ProvingPeriod.EPOCHS;
    return of(shifted(periodStart, periods * ProvingPeriod.EPOCHS), index, currentEpoch);
  }

  /** To which epochs the deadline's queues round: the last of its windows. */
  public QuantSpec quant() {
    return new QuantSpec(ProvingPeriod.EPOCHS, last().value());
  }

  /** When a sector found faulty in this window is terminated if it does not recover. */
  public ChainEpoch faultExpiration() {
    return shifted(last(), ProvingPeriod.FAULT_MAX_AGE);
  }

  /** Whether sectors may be moved in and out: its next window is not open, nor the one after. */
  public static boolean isMutable(ChainEpoch periodStart, long index, ChainEpoch currentEpoch) {
    DeadlineWindow next = of(periodStart, index, currentEpoch).nextNotElapsed();
    return currentEpoch.value() < subtract(next.open.value(), ProvingPeriod.CHALLENGE_WINDOW);
  }

  /**
   * Whether proofs of its last window may be disputed: it has closed, and not so long ago that
   * partitions may have been compacted since.
   */
  public static boolean isOpenToDispute(
      ChainEpoch periodStart, long index, ChainEpoch currentEpoch) {
    if (periodStart.value() > currentEpoch.value()) {
      return false;
    }
    DeadlineWindow next = of(periodStart, index, currentEpoch).nextNotElapsed();
    long lastClose = subtract(next.close.value(), ProvingPeriod.EPOCHS);
    return !next.isOpen() && currentEpoch.value() < add(lastClose, ProvingPeriod.DISPUTE_WINDOW);
  }

  /** Whether partitions may be compacted: it may be changed, and nothing of it disputed. */
  public static boolean isOpenToCompaction(
      ChainEpoch periodStart, long index, ChainEpoch currentEpoch) {
    return isMutable(periodStart, index, currentEpoch)
        && !isOpenToDispute(periodStart, index, currentEpoch);
  }
}
