// SPDX-License-Identifier: Apache-2.0
package io.jfvm.wasm.meter;

import io.jfvm.wasm.Assembly;
import io.jfvm.wasm.module.InvalidModuleException;
import io.jfvm.wasm.module.WasmModule;
import io.jfvm.wasm.validate.Validator;
import java.util.ArrayList;
import java.util.List;

/** Instruments modules at the network's prices and shows what became of their functions. */
final class Metering {
  private Metering() {}

  static MeteringRules rules(Generation generation) {
    return MeteringRules.of(
        generation,
        switch (generation) {
          case NV17 -> new InstructionPrices(4000, 0, 0);
          case NV18 -> new InstructionPrices(4000, 400, 400);
        });
  }

  /** Checks that the result is valid too. */
  static MeteredModule of(Generation generation, byte[] module) throws InvalidModuleException {
    return MeteredModule.of(module, rules(generation));
  }

  static byte[] bytes(Generation generation, WasmModule module) throws InvalidModuleException {
    Validator.check(module);
    return Instrumenter.instrument(module, rules(generation)).bytes();
  }

  /**
   * The instructions of a defined function of the instrumented module, with calls of the charge
   * function as {@code "call charge"} and constant charges as {@code "charge 4000"}.
   */
  static List<String> code(Generation generation, byte[] module, int function)
      throws InvalidModuleException {
    MeteredModule metered = of(generation, module);
    List<String> out = new ArrayList<>();
    for (String instruction : Assembly.read(metered.bytes(), function)) {
      if (!instruction.equals("call " + metered.chargeFunction())) {
        out.add(instruction);
      } else if (out.getLast().startsWith("i64.const ")) {
        out.add("charge " + out.removeLast().substring("i64.const ".length()));
      } else {
        out.add("call charge");
      }
    }
    return out;
  }
}
