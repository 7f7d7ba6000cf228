// SPDX-License-Identifier: Apache-2.0
package io.jfvm.evm.precompile;

import io.jfvm.evm.interpreter.CallKind;
import io.jfvm.evm.system.EvmSystem;

/** A contract made of the VM itself, at a fixed address. */
@FunctionalInterface
interface Precompile {

  /** What it returns for the input. */
  byte[] run(EvmSystem system, byte[] input, Context context) throws PrecompileException;

  /**
   * How a precompile is called.
   *
   * @param gas what the caller asks for, u64, 2^64 - 1 if that is more
   */
  record Context(CallKind kind, long gas) {}
}
