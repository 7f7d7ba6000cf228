// SPDX-License-Identifier: Apache-2.0
/**
 * Solidity contracts that show what the Filecoin EVM can do, and programs that run them.
 *
 * <p>Start reading at {@link io.jfvm.examples.ContractArtifact}, one compiled contract. The
 * Solidity sources are in {@code examples/src/main/solidity}; {@code examples/compile.mjs} compiles
 * them.
 */
package io.jfvm.examples;
