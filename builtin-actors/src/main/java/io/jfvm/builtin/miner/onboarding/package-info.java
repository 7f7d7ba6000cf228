// SPDX-License-Identifier: Apache-2.0
/**
 * How sectors come to a miner: pre-commitments, proofs that they were sealed, data put into them,
 * and those it is told to.
 *
 * <p>Start reading at {@link io.jfvm.builtin.miner.onboarding.OnboardingMethods}.
 */
package io.jfvm.builtin.miner.onboarding;
