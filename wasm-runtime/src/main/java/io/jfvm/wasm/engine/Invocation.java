// SPDX-License-Identifier: Apache-2.0
package io.jfvm.wasm.engine;

import io.jfvm.gas.Gas;
import io.jfvm.kernel.Kernel;
import io.jfvm.kernel.SyscallException;
import io.jfvm.types.ErrorNumber;
import io.jfvm.types.UnsupportedFeatureException;
import io.jfvm.wasm.engine.syscall.GuestMemory;
import io.jfvm.wasm.engine.syscall.Syscall;

/**
 * One call of an actor while its code runs: what keeps the gas the code counts and that of the
 * kernel together.
 *
 * <p>Code counts down what was {@linkplain #publish() published}; {@linkplain #settle() settling}
 * charges the kernel the difference. From network version 18 on the baseline moves at publishing
 * alone: so when a syscall's return pointer is bad, which ends it without publishing, what was just
 * settled is charged once more at the next settling, as on the network.
 *
 * <p>Source: ref-fvm {@code fvm/src/syscalls/mod.rs}, {@code fvm/src/syscalls/linker.rs}.
 */
final class Invocation {
  private static final int OK = 0;

  private final Kernel kernel;
  private final FlatMemory memory;
  private long publishedMilligas;
  private long publishedBytes;
  private boolean instantiated;

  Invocation(Kernel kernel, FlatMemory memory) {
    this.kernel = kernel;
    this.memory = memory;
  }

  /** Lets the code use all the gas there is. */
  void publish() {
    publishedMilligas = kernel.milligasAvailable();
    publishedBytes = kernel.memory().used();
    memory.gas = publishedMilligas;
  }

  /**
   * Charges what the code used; more than there was if it ran out.
   *
   * @throws io.jfvm.gas.OutOfGas if it did
   */
  void settle() {
    long left = memory.gas;
    long used = left < 0 ? Gas.plus(publishedMilligas, -left) : Gas.minus(publishedMilligas, left);
    // The part for memory is told apart for traces alone.
    long grown = Math.max(0, kernel.memory().used() - publishedBytes);
    long forMemory = Gas.min(WasmPrices.memory(kernel.prices(), grown), used);
    if (!kernel.rules().chargesTwiceForBadReturnPointer()) {
      publishedMilligas = left;
    }
    kernel.chargeMilligas("wasm_exec", used - forMemory);
    if (forMemory != 0) {
      kernel.chargeMilligas("wasm_memory_grow", forMemory);
    }
  }

  boolean takeMemory(long bytes) {
    return kernel.memory().grow(bytes);
  }

  boolean takeTable(long elements) {
    return kernel.memory().growTable(elements);
  }

  /**
   * For when memory is refused.
   *
   * @throws UnsupportedFeatureException if the network would have given it
   */
  void requireMemoryLimits() {
    requireMemoryLimits(kernel);
  }

  static void requireMemoryLimits(Kernel kernel) {
    if (!kernel.rules().limitsBlocksAndMemory()) {
      throw new UnsupportedFeatureException(
          "more memory than the limits from network version 18 on, where there were none yet");
    }
  }

  /** From here on syscalls may be made. */
  void instantiated() {
    instantiated = true;
  }

  /** Returns the error number, 0 for success. */
  int syscall(Syscall syscall, long[] args) {
    settle();
    if (!instantiated) {
      throw new UnsupportedFeatureException(
          "a module that makes syscalls while it is instantiated (" + syscall + ")");
    }
    kernel.chargeSyscall();
    GuestMemory guest = memory.view();
    if (!syscall.hasRoom(guest, args)) {
      note(
          syscall,
          new SyscallException(ErrorNumber.ILLEGAL_ARGUMENT, "no space for the return value"));
      return ErrorNumber.ILLEGAL_ARGUMENT.number();
    }
    try {
      syscall.run(kernel, guest, args);
      return OK;
    } catch (SyscallException e) {
      note(syscall, e);
      return e.error().number();
    } finally {
      publish();
    }
  }

  private void note(Syscall syscall, SyscallException refusal) {
    kernel.noteRefusal(syscall.toString(), refusal);
  }
}
