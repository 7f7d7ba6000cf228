// SPDX-License-Identifier: Apache-2.0
/**
 * How a miner keeps its sectors: proofs that they are still there, faults and recoveries, longer
 * lives and early ends.
 *
 * <p>Start reading at {@link io.jfvm.builtin.miner.proving.ProvingMethods}.
 */
package io.jfvm.builtin.miner.proving;
