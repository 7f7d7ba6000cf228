// SPDX-License-Identifier: Apache-2.0
/**
 * The EVM on Filecoin: the actor behind every contract.
 *
 * <p>Start reading at {@link io.jfvm.evm.EvmActor}. Below it: {@code interpreter}, {@code word} and
 * {@code perf} are an EVM that knows nothing of Filecoin; {@code system} is the contract's state,
 * {@code precompile} the built-in contracts, {@code host} what joins them; {@code eam} and {@code
 * ethaccount} are actors of their own.
 */
package io.jfvm.evm;
