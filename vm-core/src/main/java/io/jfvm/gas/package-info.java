// SPDX-License-Identifier: Apache-2.0
/**
 * Gas: the unit, the tracker, the price lists of the network versions, the settlement of fees. The
 * only home of prices.
 *
 * <p>Start reading at {@link io.jfvm.gas.GasTracker} and {@link io.jfvm.gas.PriceList}.
 */
package io.jfvm.gas;
