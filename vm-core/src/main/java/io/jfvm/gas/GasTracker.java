// SPDX-License-Identifier: Apache-2.0
package io.jfvm.gas;

import java.util.Arrays;

/**
 * The gas of one message: what it may use, what it has used, and the smaller limits of the calls
 * inside it. Unit: milligas; all amounts are at most {@link Gas#MAX_LIMIT} and never negative, but
 * for what {@link #refund} says.
 *
 * <p>Source: ref-fvm {@code fvm/src/gas/mod.rs}.
 */
public final class GasTracker {
  private final GasSink sink;
  private long limit;
  private long used;
  private long[] outer = new long[16];
  private int depth;

  /**
   * A tracker of which nothing is used.
   *
   * @param gasLimit in whole gas, u64
   */
  public GasTracker(long gasLimit, GasSink sink) {
    this.limit = Gas.min(Gas.ofWhole(gasLimit), Gas.MAX_LIMIT);
    this.sink = sink;
  }

  /**
   * Uses gas.
   *
   * @param name what for, as {@link PriceList} names it
   * @param milligas u64
   * @throws OutOfGas if there is less; then all of it is used
   */
  public void charge(String name, long milligas) {
    sink.charged(name, milligas);
    use(milligas);
  }

  /** Uses gas without telling who listens: for many small charges summed up elsewhere. */
  public void use(long milligas) {
    if (Long.compareUnsigned(milligas, limit - used) > 0) {
      used = limit;
      throw OutOfGas.INSTANCE;
    }
    used += milligas;
  }

  /** Gives gas back, in network version 17; {@link #used()} may become negative by that. */
  public void refund(String name, long milligas) {
    sink.charged(name, -milligas);
    used -= milligas;
  }

  /** Lowers the limit to what is available or {@code newLimit} (u64), whichever is less. */
  public void pushLimit(long newLimit) {
    if (depth == outer.length) {
      outer = Arrays.copyOf(outer, 2 * depth);
    }
    outer[depth++] = limit;
    outer[depth++] = used;
    limit = Gas.min(limit - used, newLimit);
    used = 0;
  }

  /** Restores the limit before the last push; what was used since stays used. */
  public void popLimit() {
    if (depth == 0) {
      throw new IllegalStateException("no gas limit to restore");
    }
    used += outer[--depth];
    limit = outer[--depth];
  }

  public long limit() {
    return limit;
  }

  /** Used since the last push. */
  public long used() {
    return used;
  }

  public long available() {
    return limit - used;
  }
}
