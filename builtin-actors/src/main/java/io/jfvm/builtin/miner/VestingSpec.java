// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.miner;

import io.jfvm.builtin.policy.Epochs;

/**
 * How locked funds become free: linearly over a period, in steps. All in epochs.
 *
 * <p>Source: builtin-actors {@code actors/miner/src/policy.rs} (VestSpec).
 *
 * @param initialDelay before the period begins
 * @param period at whose end all is free
 * @param step between two payments
 * @param quantization to which payments are rounded up, so that those of several rewards meet
 */
public record VestingSpec(long initialDelay, long period, long step, long quantization) {
  /** Of block rewards and of a new miner's deposit. */
  public static final VestingSpec REWARD =
      new VestingSpec(0, 180 * Epochs.IN_DAY, Epochs.IN_DAY, 12 * Epochs.IN_HOUR);
}
