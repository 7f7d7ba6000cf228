// SPDX-License-Identifier: Apache-2.0
package io.jfvm.wasm.engine;

import io.jfvm.machine.NetworkConfig;
import io.jfvm.wasm.meter.Generation;
import io.jfvm.wasm.meter.InstructionPrices;
import io.jfvm.wasm.meter.MeteringRules;

/**
 * What code costs, the same in all network versions from 18 on. Unit: milligas. Source: ref-fvm
 * {@code fvm/src/gas/price_list.rs} (WasmGasPrices).
 */
final class WasmPrices {
  private static final long INSTRUCTION = 4000;
  private static final long MEMORY_BYTE = 400;
  private static final long TABLE_ELEMENT_BYTES = 8;

  private WasmPrices() {}

  static MeteringRules metering(NetworkConfig network) {
    return new MeteringRules(
        Generation.NV18,
        network.limits().wasmStack(),
        new InstructionPrices(INSTRUCTION, MEMORY_BYTE, MEMORY_BYTE));
  }

  /** Memory an instance begins with, or grows by. */
  static long memory(long bytes) {
    return bytes * MEMORY_BYTE;
  }

  /** A table an instance begins with. */
  static long table(long elements) {
    return elements * TABLE_ELEMENT_BYTES * MEMORY_BYTE;
  }
}
