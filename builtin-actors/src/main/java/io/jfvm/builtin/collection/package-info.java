// SPDX-License-Identifier: Apache-2.0
/**
 * Collections of collections that actors keep: maps whose values are themselves maps, sets or
 * arrays in the store.
 *
 * <p>Start reading at {@link io.jfvm.builtin.collection.MapMap}.
 */
package io.jfvm.builtin.collection;
