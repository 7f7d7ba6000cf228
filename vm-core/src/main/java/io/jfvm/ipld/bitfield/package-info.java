// SPDX-License-Identifier: Apache-2.0
/**
 * Sets of numbers as runs: sector numbers and the like, in the RLE+ encoding.
 *
 * <p>Start reading at {@link io.jfvm.ipld.bitfield.BitField}.
 */
package io.jfvm.ipld.bitfield;
