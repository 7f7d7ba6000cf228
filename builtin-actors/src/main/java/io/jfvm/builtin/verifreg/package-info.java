// SPDX-License-Identifier: Apache-2.0
/**
 * The Verified Registry actor, f06: keeps who may grant DataCap, and what was allocated with it. So
 * far its state.
 *
 * <p>Start reading at {@link io.jfvm.builtin.verifreg.VerifregState}.
 */
package io.jfvm.builtin.verifreg;
