// SPDX-License-Identifier: Apache-2.0
/**
 * The built-in actors of Filecoin in Java, byte for byte what the official v18 actors store and
 * return. Each actor has a package below this one; here is what they share.
 *
 * <p>Start reading at {@link io.jfvm.builtin.BuiltinActors}. Knows no kernel and no machine.
 */
package io.jfvm.builtin;
