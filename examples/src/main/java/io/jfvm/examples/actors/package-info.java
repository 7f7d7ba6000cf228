// SPDX-License-Identifier: Apache-2.0
/**
 * Actors of one's own, written in C and run as WebAssembly beside the built-in ones.
 *
 * <p>Start reading at {@link io.jfvm.examples.actors.OwnActors}, the program that installs and
 * calls them. Their sources are in {@code examples/src/main/wasm}; {@code examples/compile-wasm.sh}
 * compiles them.
 */
package io.jfvm.examples.actors;
