// SPDX-License-Identifier: Apache-2.0
package io.jfvm.machine;

/**
 * The memory of one message over all live instances. What a call took is given back when it ends.
 * Source: ref-fvm {@code fvm/src/machine/limiter.rs}.
 */
public final class MemoryLimiter {
  private static final long TABLE_ELEMENT_BYTES = 8;

  private final Limits limits;
  private long used;

  public MemoryLimiter(Limits limits) {
    this.limits = limits;
  }

  /** Limits of a single instance, which the engine keeps. */
  public Limits limits() {
    return limits;
  }

  /** Takes this many bytes of linear memory, or says that there are not so many. */
  public boolean grow(long bytes) {
    if (bytes > limits.memoryBytes() - used) {
      return false;
    }
    used += bytes;
    return true;
  }

  /** Takes memory for table elements. */
  public boolean growTable(long elements) {
    return grow(elements * TABLE_ELEMENT_BYTES);
  }

  public long used() {
    return used;
  }

  /** Goes back to what was used before a call. */
  public void restore(long before) {
    used = before;
  }
}
