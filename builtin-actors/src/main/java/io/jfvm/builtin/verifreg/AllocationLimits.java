// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.verifreg;

import io.jfvm.builtin.policy.Epochs;

/**
 * How long verified data may be stored, in epochs.
 *
 * <p>Source: builtin-actors {@code runtime/src/runtime/policy.rs}.
 */
public final class AllocationLimits {
  public static final long MINIMUM_TERM = 180 * Epochs.IN_DAY;
  public static final long MAXIMUM_TERM = 5 * Epochs.IN_YEAR;

  /** From its making to the epoch by which an allocation must be claimed. */
  public static final long MAXIMUM_EXPIRATION = 60 * Epochs.IN_DAY;

  private AllocationLimits() {}
}
