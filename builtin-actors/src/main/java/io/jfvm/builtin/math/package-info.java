// SPDX-License-Identifier: Apache-2.0
/**
 * Fixed-point arithmetic the economics of the network is written in.
 *
 * <p>Start reading at {@link io.jfvm.builtin.math.Q128}.
 */
package io.jfvm.builtin.math;
