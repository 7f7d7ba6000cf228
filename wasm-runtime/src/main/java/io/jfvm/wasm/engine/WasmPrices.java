// SPDX-License-Identifier: Apache-2.0
package io.jfvm.wasm.engine;

import io.jfvm.gas.Price;
import io.jfvm.gas.PriceList;
import io.jfvm.machine.NetworkConfig;
import io.jfvm.machine.RuleSet;
import io.jfvm.wasm.meter.Generation;
import io.jfvm.wasm.meter.InstructionPrices;
import io.jfvm.wasm.meter.MeteringRules;

/**
 * What code costs. Unit: milligas. Source: ref-fvm {@code fvm/src/gas/price_list.rs}
 * (WasmGasPrices).
 */
final class WasmPrices {
  private static final long TABLE_ELEMENT_BYTES = 8;

  private WasmPrices() {}

  static MeteringRules metering(NetworkConfig network) {
    PriceList prices = network.prices();
    return new MeteringRules(
        generation(network.rules()),
        network.limits().wasmStack(),
        new InstructionPrices(
            prices.of(Price.WASM_INSTRUCTION),
            prices.of(Price.WASM_MEMORY_FILL_PER_BYTE),
            prices.of(Price.WASM_MEMORY_COPY_PER_BYTE)));
  }

  static Generation generation(RuleSet rules) {
    return switch (rules) {
      case FVM2 -> Generation.NV17;
      case FVM3, FVM4 -> Generation.NV18;
    };
  }

  /** Memory an instance begins with, or grows by. */
  static long memory(PriceList prices, long bytes) {
    return bytes * prices.of(Price.WASM_MEMORY_FILL_PER_BYTE);
  }

  /** A table an instance begins with. */
  static long table(PriceList prices, long elements) {
    return memory(prices, elements * TABLE_ELEMENT_BYTES);
  }
}
