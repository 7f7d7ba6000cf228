// SPDX-License-Identifier: Apache-2.0
/**
 * The Payment Channel actor: pays on vouchers that its parties signed off the chain.
 *
 * <p>Start reading at {@link io.jfvm.builtin.paych.PaymentChannelActor}.
 */
package io.jfvm.builtin.paych;
