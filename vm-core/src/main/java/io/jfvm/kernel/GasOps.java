// SPDX-License-Identifier: Apache-2.0
package io.jfvm.kernel;

import io.jfvm.gas.Gas;
import io.jfvm.gas.PriceList;

/** Syscalls of the namespace {@code gas}, and what engines need to meter the code they run. */
public interface GasOps {

  /**
   * Charges the flat price of a syscall: the first thing in each, before its arguments are read.
   */
  void chargeSyscall();

  /**
   * Charges gas an actor asks to be charged, the syscall {@code gas.charge}.
   *
   * @param gas whole gas, u64; in network version 17 signed, and given back if negative
   */
  default void chargeGas(String name, long gas) {
    chargeMilligas(name, Gas.ofWhole(gas));
  }

  /**
   * Charges the running of code.
   *
   * @param milligas u64
   */
  void chargeMilligas(String name, long milligas);

  /** What is left, in whole gas, rounded down: the syscall {@code gas.available}. */
  default long gasAvailable() {
    return Gas.roundDown(milligasAvailable());
  }

  /** What is left, in milligas. */
  long milligasAvailable();

  PriceList prices();
}
