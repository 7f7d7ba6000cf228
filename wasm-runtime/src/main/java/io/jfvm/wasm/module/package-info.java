// SPDX-License-Identifier: Apache-2.0
/**
 * WebAssembly binaries: bytes to a model of their sections and back, in the smallest encoding.
 *
 * <p>Start reading at {@link io.jfvm.wasm.module.WasmModule}; {@link
 * io.jfvm.wasm.module.FunctionCode} is one decoded function body. Reading checks the binary's form
 * only; whether the program makes sense is for {@code io.jfvm.wasm.validate}. What no network
 * version admits (vectors, threads, exceptions, 64-bit memories…) is rejected while reading, by
 * name.
 */
package io.jfvm.wasm.module;
