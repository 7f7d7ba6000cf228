// SPDX-License-Identifier: Apache-2.0
package io.jfvm.wasm.module;

/**
 * A section without meaning to execution. The payload, name included, lies from {@code start} to
 * {@code end}; its contents without the name begin at {@code contents}.
 */
public record CustomSection(String name, int start, int contents, int end) {}
