// SPDX-License-Identifier: Apache-2.0
/**
 * Whether a module is one the network admits: types, index spaces, operand stacks, limits.
 *
 * <p>Start reading at {@link io.jfvm.wasm.validate.Validator}. The admitted language is WebAssembly
 * 1.0 with mutable globals, sign extension, saturating conversions, bulk memory and the table
 * instructions of reference types, with one memory and results of at most one value.
 */
package io.jfvm.wasm.validate;
