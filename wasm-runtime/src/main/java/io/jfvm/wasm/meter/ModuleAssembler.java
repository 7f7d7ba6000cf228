// SPDX-License-Identifier: Apache-2.0
package io.jfvm.wasm.meter;

import io.jfvm.wasm.module.BinaryWriter;
import io.jfvm.wasm.module.InvalidModuleException;

/** Puts the instrumented module together from the sections of the original. */
interface ModuleAssembler {
  /** Rejects what this generation's instrumentation cannot take, function bodies apart. */
  void checkAdmitted() throws InvalidModuleException;

  /**
   * @param chargeType type index of the charge function
   * @param code the finished code section
   */
  byte[] assemble(FunctionTypes types, StackLimiter limiter, int chargeType, BinaryWriter code);
}
