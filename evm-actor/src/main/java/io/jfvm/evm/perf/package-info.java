// SPDX-License-Identifier: Apache-2.0

/**
 * The loop, where ugly is allowed for a number. One entry: {@link io.jfvm.evm.perf.EvmLoop}, an
 * {@link io.jfvm.evm.interpreter.Engine}. Imported by whoever assembles an {@link
 * io.jfvm.evm.interpreter.Evm}, and by nobody else.
 */
package io.jfvm.evm.perf;
