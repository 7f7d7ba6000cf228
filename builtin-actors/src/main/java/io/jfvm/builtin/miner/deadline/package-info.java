// SPDX-License-Identifier: Apache-2.0
/**
 * Where a miner's sectors are filed: 48 deadlines a day, their partitions, and the queues that say
 * when sectors expire. The Miner's methods load these, change them through editors, and save them.
 *
 * <p>Start reading at {@link io.jfvm.builtin.miner.deadline.Deadlines}.
 */
package io.jfvm.builtin.miner.deadline;
