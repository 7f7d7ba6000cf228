// SPDX-License-Identifier: Apache-2.0
/**
 * Where messages are applied: a state tree at an epoch of a network, its built-in actors, limits
 * and prices.
 *
 * <p>Start reading at {@link io.jfvm.machine.Machine}.
 */
package io.jfvm.machine;
