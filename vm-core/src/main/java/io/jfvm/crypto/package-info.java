// SPDX-License-Identifier: Apache-2.0
/**
 * Hashes and signatures as pure functions over bytes; nothing here charges gas or knows an actor.
 *
 * <p>Start reading at {@link io.jfvm.crypto.Blake2b} and {@link io.jfvm.crypto.Secp256k1}.
 */
package io.jfvm.crypto;
