// SPDX-License-Identifier: Apache-2.0
/**
 * The interpreter's world on Filecoin: instructions that reach out become messages, events and
 * questions to the VM; gas of the frame becomes gas of the VM.
 *
 * <p>Start reading at {@link io.jfvm.evm.host.EvmExecutor}; {@link io.jfvm.evm.host.FevmGas} says
 * what computing costs.
 */
package io.jfvm.evm.host;
