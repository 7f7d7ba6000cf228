// SPDX-License-Identifier: Apache-2.0
package io.jfvm.wasm.meter;

/**
 * What decides an instrumented module, besides the module.
 *
 * @param stackLimit stack height at which a call traps when exceeded
 */
public record MeteringRules(Generation generation, int stackLimit, InstructionPrices prices) {
  /** The stack limit of every network version. */
  public static final int STACK_LIMIT = 2048;

  public static MeteringRules of(Generation generation, InstructionPrices prices) {
    return new MeteringRules(generation, STACK_LIMIT, prices);
  }
}
