// SPDX-License-Identifier: Apache-2.0
/**
 * The state tree: every actor's code, state root, nonce and balance, with transactions that can be
 * undone; and the parts of Init's and System's state the VM itself reads.
 *
 * <p>Start reading at {@link io.jfvm.state.StateTree}.
 */
package io.jfvm.state;
