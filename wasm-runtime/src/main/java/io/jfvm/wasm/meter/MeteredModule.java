// SPDX-License-Identifier: Apache-2.0
package io.jfvm.wasm.meter;

import io.jfvm.wasm.module.InvalidModuleException;
import io.jfvm.wasm.module.WasmModule;
import io.jfvm.wasm.validate.InstanceLimits;
import io.jfvm.wasm.validate.Validator;

/**
 * An instrumented module, and where in it the counters are.
 *
 * @param bytes the binary
 * @param gasGlobal index of the imported mutable i64 with the gas left, in milligas; the last
 *     import
 * @param stackGlobal index of the i32 with the stack height; the last global
 * @param chargeFunction index of the function that takes milligas off; the last function
 */
public record MeteredModule(byte[] bytes, int gasGlobal, int stackGlobal, int chargeFunction) {
  /**
   * Prepares an actor's code: validates it, instruments it, validates the result.
   *
   * @throws InvalidModuleException when the network does not admit the module
   */
  public static MeteredModule of(byte[] code, MeteringRules rules) throws InvalidModuleException {
    WasmModule module = WasmModule.read(code);
    Validator.check(module);
    MeteredModule metered = Instrumenter.instrument(module, rules);
    WasmModule result = WasmModule.read(metered.bytes());
    Validator.check(result);
    if (rules.generation() == Generation.NV18) {
      InstanceLimits.NV18.check(result);
    }
    return metered;
  }
}
