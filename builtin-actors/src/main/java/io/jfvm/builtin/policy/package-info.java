// SPDX-License-Identifier: Apache-2.0
/**
 * What networks decide: sizes, delays and minima that are compiled into their actors.
 *
 * <p>Start reading at {@link io.jfvm.builtin.policy.Policy}.
 */
package io.jfvm.builtin.policy;
