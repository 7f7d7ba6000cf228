// SPDX-License-Identifier: Apache-2.0
/**
 * The Storage Market actor, f05: keeps deals and the escrow they are paid from. So far its state.
 *
 * <p>Start reading at {@link io.jfvm.builtin.market.MarketState}.
 */
package io.jfvm.builtin.market;
