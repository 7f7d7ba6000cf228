// SPDX-License-Identifier: Apache-2.0
/**
 * The storage of an EVM contract in blocks: a trie over 256-bit words that skips levels without a
 * choice. Reads and writes of blocks happen exactly when the reference makes them, since each has
 * its price.
 *
 * <p>Start reading at {@link io.jfvm.ipld.kamt.Kamt}.
 */
package io.jfvm.ipld.kamt;
