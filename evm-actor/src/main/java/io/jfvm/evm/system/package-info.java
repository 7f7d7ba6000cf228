// SPDX-License-Identifier: Apache-2.0
/**
 * The contract as a Filecoin actor: its state, when it is loaded and written back, its storage, and
 * how it sends messages. Knows words, not instructions.
 *
 * <p>Start reading at {@link io.jfvm.evm.system.EvmSystem}.
 */
package io.jfvm.evm.system;
