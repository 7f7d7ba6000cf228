// SPDX-License-Identifier: Apache-2.0
/**
 * The DataCap actor, f07: the token that buys storage of higher quality. So far its state.
 *
 * <p>Start reading at {@link io.jfvm.builtin.datacap.DatacapState}.
 */
package io.jfvm.builtin.datacap;
