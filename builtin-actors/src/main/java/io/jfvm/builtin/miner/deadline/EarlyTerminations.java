// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.miner.deadline;

/**
 * What a partition, a deadline or a miner gave of its early terminations.
 *
 * @param hasMore whether some are left
 */
public record EarlyTerminations(TerminationResult result, boolean hasMore) {}
