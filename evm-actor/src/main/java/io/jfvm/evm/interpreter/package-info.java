// SPDX-License-Identifier: Apache-2.0

/**
 * The EVM as a library: instructions, gas, memory, code analysis and frames, over a {@link
 * io.jfvm.evm.interpreter.Host} and a {@link io.jfvm.evm.interpreter.GasSchedule}. It knows neither
 * Filecoin nor Ethereum's state. Start reading at {@link io.jfvm.evm.interpreter.Evm}, then {@link
 * io.jfvm.evm.interpreter.Opcode}; the loop is {@code io.jfvm.evm.perf.EvmLoop}.
 */
package io.jfvm.evm.interpreter;
