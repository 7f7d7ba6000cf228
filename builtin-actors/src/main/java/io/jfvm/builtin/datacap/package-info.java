// SPDX-License-Identifier: Apache-2.0
/**
 * The DataCap actor, f07: the token that buys storage of higher quality.
 *
 * <p>Start reading at {@link io.jfvm.builtin.datacap.DatacapActor}; the rules of any FRC-46 token
 * are in {@link io.jfvm.builtin.datacap.Token}.
 */
package io.jfvm.builtin.datacap;
