// SPDX-License-Identifier: Apache-2.0
/**
 * Sector sizes and the registered proof types over them.
 *
 * <p>Start reading at {@link io.jfvm.builtin.sector.ProofFamily}.
 */
package io.jfvm.builtin.sector;
