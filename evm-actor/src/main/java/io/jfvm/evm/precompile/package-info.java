// SPDX-License-Identifier: Apache-2.0
/**
 * The precompiled contracts: Ethereum's and Filecoin's own.
 *
 * <p>Start reading at {@link io.jfvm.evm.precompile.Precompiles}.
 */
package io.jfvm.evm.precompile;
