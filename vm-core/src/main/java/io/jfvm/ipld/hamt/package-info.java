// SPDX-License-Identifier: Apache-2.0
/**
 * Maps in blocks: the hash array mapped trie of Filecoin's state (version 3 of its layout). Reads
 * and writes of blocks happen exactly when the reference makes them, since each has its price.
 *
 * <p>Start reading at {@link io.jfvm.ipld.hamt.Hamt}; the trie itself is {@code Trie}.
 */
package io.jfvm.ipld.hamt;
