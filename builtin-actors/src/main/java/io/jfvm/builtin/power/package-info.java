// SPDX-License-Identifier: Apache-2.0
/**
 * The Storage Power actor, f04: makes storage providers, keeps how much storage each has proven,
 * and calls those who wanted to be called at an epoch.
 *
 * <p>Start reading at {@link io.jfvm.builtin.power.PowerActor}.
 */
package io.jfvm.builtin.power;
