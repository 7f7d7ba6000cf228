// SPDX-License-Identifier: Apache-2.0
/**
 * The Placeholder actor: holds the funds of an f4 address until somebody's code takes its place.
 *
 * <p>Start reading at {@link io.jfvm.builtin.placeholder.PlaceholderActor}.
 */
package io.jfvm.builtin.placeholder;
