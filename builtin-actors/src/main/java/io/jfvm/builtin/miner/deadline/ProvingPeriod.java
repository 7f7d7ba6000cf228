// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.miner.deadline;

import io.jfvm.builtin.policy.Epochs;

/**
 * How a miner's day is divided, and how much of it one message may touch. Epochs and counts.
 *
 * <p>Source: builtin-actors {@code runtime/src/runtime/policy.rs}.
 */
public final class ProvingPeriod {
  /** Within which every sector is to be proven once. */
  public static final long EPOCHS = Epochs.IN_DAY;

  public static final int DEADLINES = 48;

  /** How long the window for proofs of a deadline is open. */
  public static final long CHALLENGE_WINDOW = EPOCHS / DEADLINES;

  /** How long before a window opens its challenge is drawn. */
  public static final long CHALLENGE_LOOKBACK = 20;

  /** How long before a window opens faults must have been declared. */
  public static final long FAULT_DECLARATION_CUTOFF = CHALLENGE_LOOKBACK + 50;

  /** How long after its window closed an optimistically accepted proof may be disputed. */
  public static final long DISPUTE_WINDOW = 2 * Epochs.CHAIN_FINALITY;

  /** How old the chain commitment of a proof may be. */
  public static final long MAX_CHAIN_COMMIT_AGE = CHALLENGE_WINDOW;

  /** How long a sector may be faulty before it is terminated. */
  public static final long FAULT_MAX_AGE = 42 * EPOCHS;

  public static final long MAX_PARTITIONS_PER_DEADLINE = 3000;

  /** Partitions that the declarations of one message may name. */
  public static final long MAX_ADDRESSED_PARTITIONS = MAX_PARTITIONS_PER_DEADLINE;

  /** Sectors that the declarations of one message may name. */
  public static final long MAX_ADDRESSED_SECTORS = 25_000;

  /** Partitions that one window PoSt may prove. */
  public static final long MAX_POSTED_PARTITIONS = 3;

  private ProvingPeriod() {}
}
