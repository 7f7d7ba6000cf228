// SPDX-License-Identifier: Apache-2.0
package io.jfvm.wasm.engine.syscall;

import io.jfvm.kernel.GasOps;
import io.jfvm.kernel.SyscallException;
import io.jfvm.machine.RuleSet;

/** The namespace {@code gas}. */
final class GasSyscalls {
  private GasSyscalls() {}

  static void bind(SyscallTable table, RuleSet rules) {
    table.unit("gas", "charge", "iiI", GasSyscalls::charge);
    switch (rules) {
      case FVM2 -> {}
      case FVM3, FVM4 ->
          table.u64("gas", "available", "", (kernel, memory, args) -> kernel.gasAvailable());
    }
  }

  /**
   * {@code charge(name_ptr, name_len, gas)}, in whole gas.
   *
   * @throws SyscallException ILLEGAL_ARGUMENT if the name leaves the memory or is not UTF-8
   */
  private static void charge(GasOps gas, GuestMemory memory, Args args) throws SyscallException {
    gas.chargeGas(memory.readText(args.i32(0), args.i32(1)), args.i64(2));
  }
}
