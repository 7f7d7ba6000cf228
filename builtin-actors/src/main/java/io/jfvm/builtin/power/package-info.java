// SPDX-License-Identifier: Apache-2.0
/**
 * The Storage Power actor, f04: keeps how much storage every provider has proven. So far its state.
 *
 * <p>Start reading at {@link io.jfvm.builtin.power.PowerState}.
 */
package io.jfvm.builtin.power;
