// SPDX-License-Identifier: Apache-2.0
package io.jfvm.wasm.engine;

/** What an instance costs before any of its code runs. Unit: milligas. */
final class WasmPrices {
  private static final long PER_BYTE = 400;
  private static final long PER_TABLE_ELEMENT = 3200;

  private WasmPrices() {}

  static long memory(long bytes) {
    return bytes * PER_BYTE;
  }

  static long table(long elements) {
    return elements * PER_TABLE_ELEMENT;
  }
}
