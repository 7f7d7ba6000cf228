// SPDX-License-Identifier: Apache-2.0
/**
 * The account of an Ethereum key.
 *
 * <p>Start reading at {@link io.jfvm.evm.ethaccount.EthAccountActor}.
 */
package io.jfvm.evm.ethaccount;
