// SPDX-License-Identifier: Apache-2.0
/**
 * Runs actors that are WebAssembly: the only package that knows both the kernel and the compiler
 * underneath (Endive, the former Chicory).
 *
 * <p>Start reading at {@link io.jfvm.wasm.engine.WasmEngine}, then {@link
 * io.jfvm.wasm.engine.WasmExecutable} for what an invocation is and {@link
 * io.jfvm.wasm.engine.Invocation} for how its gas is kept. {@link
 * io.jfvm.wasm.engine.ModuleCompiler} turns bytes into classes; {@link
 * io.jfvm.wasm.engine.FlatMemory} is what those classes run on. Only those who put a VM together
 * may import this package.
 */
package io.jfvm.wasm.engine;
