// SPDX-License-Identifier: Apache-2.0
/**
 * The Reward actor, f02: holds what is left of the block rewards and pays them out.
 *
 * <p>Start reading at {@link io.jfvm.builtin.reward.RewardActor}.
 */
package io.jfvm.builtin.reward;
