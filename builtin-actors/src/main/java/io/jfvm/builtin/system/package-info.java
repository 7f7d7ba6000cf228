// SPDX-License-Identifier: Apache-2.0
/**
 * The System actor, f00: keeps the list of the built-in actors' code and is the sender of implicit
 * messages.
 *
 * <p>Start reading at {@link io.jfvm.builtin.system.SystemActor}.
 */
package io.jfvm.builtin.system;
