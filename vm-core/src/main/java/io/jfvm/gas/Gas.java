// SPDX-License-Identifier: Apache-2.0
package io.jfvm.gas;

/**
 * Arithmetic of gas. All accounting is in milligas, an unsigned 64-bit integer in a {@code long};
 * every operation saturates. Whole gas appears only in messages, receipts and what actors see.
 *
 * <p>Source: ref-fvm {@code fvm/src/gas/mod.rs}.
 */
public final class Gas {
  /** Milligas in one gas. */
  public static final long MILLI = 1000;

  /** The saturated amount, and "no limit" where a limit is asked for. */
  public static final long MAX = -1L;

  /** What a whole message may use at most, whatever its limit says. Unit: milligas. */
  public static final long MAX_LIMIT = Long.MAX_VALUE;

  private Gas() {}

  /** Whole gas (u64) in milligas. */
  public static long ofWhole(long gas) {
    return times(gas, MILLI);
  }

  public static long plus(long a, long b) {
    long sum = a + b;
    return Long.compareUnsigned(sum, a) < 0 ? MAX : sum;
  }

  /** The difference, or zero if it is negative. */
  public static long minus(long a, long b) {
    return Long.compareUnsigned(a, b) < 0 ? 0 : a - b;
  }

  public static long times(long a, long b) {
    return Math.unsignedMultiplyHigh(a, b) == 0 ? a * b : MAX;
  }

  public static long min(long a, long b) {
    return Long.compareUnsigned(a, b) <= 0 ? a : b;
  }

  public static long max(long a, long b) {
    return Long.compareUnsigned(a, b) >= 0 ? a : b;
  }

  /** Milligas in whole gas, rounded up. */
  public static long roundUp(long milligas) {
    long whole = Long.divideUnsigned(milligas, MILLI);
    return whole * MILLI == milligas ? whole : whole + 1;
  }

  /** Milligas in whole gas, rounded down. */
  public static long roundDown(long milligas) {
    return Long.divideUnsigned(milligas, MILLI);
  }
}
