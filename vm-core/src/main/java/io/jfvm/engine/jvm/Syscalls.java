// SPDX-License-Identifier: Apache-2.0
package io.jfvm.engine.jvm;

import io.jfvm.actor.ActorException;
import io.jfvm.actor.Exits;
import io.jfvm.kernel.Kernel;
import io.jfvm.kernel.SyscallException;

/** One invocation's way to the kernel: each syscall pays its flat price first. */
final class Syscalls {
  private static final String COMPUTE = "native_compute";

  private final Kernel kernel;
  private final NativeGasModel model;

  Syscalls(Kernel kernel, NativeGasModel model) {
    this.kernel = kernel;
    this.model = model;
    compute(model.perInvocation());
  }

  /** Pays for a syscall, which the caller then makes. */
  Kernel next() {
    compute(model.perSyscall());
    kernel.chargeSyscall();
    return kernel;
  }

  /** The kernel for what is no syscall. */
  Kernel unpaid() {
    return kernel;
  }

  void decoded(int bytes) {
    compute(bytes * model.perByteDecoded());
  }

  void encoded(int bytes) {
    compute(bytes * model.perByteEncoded());
  }

  void compute(long milligas) {
    if (milligas != 0) {
      kernel.chargeMilligas(COMPUTE, milligas);
    }
  }

  /** The official runtime does not expect this error, and panics. */
  static ActorException panic(String syscall, SyscallException e) {
    return Exits.assertionFailed(syscall + ": " + e.error() + ", " + e.getMessage());
  }
}
