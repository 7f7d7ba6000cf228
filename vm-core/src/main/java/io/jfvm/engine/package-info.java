// SPDX-License-Identifier: Apache-2.0
/**
 * What runs the code of actors. The VM knows engines by this interface alone: {@code engine.jvm}
 * runs actors written in Java, the module wasm-runtime those in Wasm.
 *
 * <p>Start reading at {@link io.jfvm.engine.Engine}.
 */
package io.jfvm.engine;
