// SPDX-License-Identifier: Apache-2.0
/**
 * The Verified Registry actor, f06: names who may grant DataCap, and keeps what clients allocated
 * of it and providers claimed.
 *
 * <p>Start reading at {@link io.jfvm.builtin.verifreg.VerifregActor}.
 */
package io.jfvm.builtin.verifreg;
