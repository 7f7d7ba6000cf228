// SPDX-License-Identifier: Apache-2.0
/**
 * The Storage Market actor, f05: keeps deals and the escrow they are paid from.
 *
 * <p>Start reading at {@link io.jfvm.builtin.market.MarketActor}.
 */
package io.jfvm.builtin.market;
