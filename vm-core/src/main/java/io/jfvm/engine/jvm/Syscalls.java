// SPDX-License-Identifier: Apache-2.0
package io.jfvm.engine.jvm;

import io.jfvm.actor.ActorException;
import io.jfvm.actor.Exits;
import io.jfvm.kernel.Kernel;
import io.jfvm.kernel.SyscallException;

/** One invocation's way to the kernel: each syscall pays its flat price first. */
final class Syscalls {
  private final Kernel kernel;
  private final NativePrices prices;

  Syscalls(Kernel kernel, NativePrices prices) {
    this.kernel = kernel;
    this.prices = prices;
    charge("native_invocation", prices.perInvocation());
  }

  /** Pays for a syscall, which the caller then makes. */
  Kernel next() {
    charge("native_syscall", prices.perSyscall());
    kernel.chargeSyscall();
    return kernel;
  }

  /** The kernel for what is no syscall. */
  Kernel unpaid() {
    return kernel;
  }

  /** A key is about to be hashed, to be looked up in a HAMT. */
  void key() {
    charge("native_key", prices.perKey());
  }

  void decoded(int bytes) {
    charge("native_decoding", bytes * prices.perByteDecoded());
  }

  void encoded(int bytes) {
    charge("native_encoding", bytes * prices.perByteEncoded());
  }

  void compute(long milligas) {
    charge("native_compute", milligas);
  }

  private void charge(String name, long milligas) {
    if (milligas != 0) {
      kernel.chargeMilligas(name, milligas);
    }
  }

  /** The official runtime does not expect this error, and panics. */
  static ActorException panic(String syscall, SyscallException e) {
    return Exits.assertionFailed(syscall + ": " + e.error() + ", " + e.getMessage());
  }
}
