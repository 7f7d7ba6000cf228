// SPDX-License-Identifier: Apache-2.0
/**
 * Sparse arrays in blocks: the array mapped trie of Filecoin's state. Reads and writes of blocks
 * happen exactly when the reference makes them, since each has its price.
 *
 * <p>Start reading at {@link io.jfvm.ipld.amt.Amt}; its algorithms on nodes are in {@code Nodes}.
 */
package io.jfvm.ipld.amt;
