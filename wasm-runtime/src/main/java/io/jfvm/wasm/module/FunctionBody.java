// SPDX-License-Identifier: Apache-2.0
package io.jfvm.wasm.module;

/** Where a function's locals and instructions lie in the module. */
public record FunctionBody(int start, int end) {}
