// SPDX-License-Identifier: Apache-2.0
/**
 * Blocks, where they are kept, and the CAR files they travel in. The collections made of blocks
 * have packages of their own below this one.
 *
 * <p>Start reading at {@link io.jfvm.ipld.Blockstore}.
 */
package io.jfvm.ipld;
