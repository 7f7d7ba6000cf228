// SPDX-License-Identifier: Apache-2.0
/**
 * The Ethereum address manager, the actor that creates contracts.
 *
 * <p>Start reading at {@link io.jfvm.evm.eam.EamActor}.
 */
package io.jfvm.evm.eam;
