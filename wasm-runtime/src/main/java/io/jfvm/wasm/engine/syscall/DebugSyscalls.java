// SPDX-License-Identifier: Apache-2.0
package io.jfvm.wasm.engine.syscall;

import io.jfvm.kernel.DebugOps;
import io.jfvm.kernel.SyscallException;

/** The namespace {@code debug}. Without debugging nothing is even looked at. */
final class DebugSyscalls {
  private DebugSyscalls() {}

  static void bind(SyscallTable table) {
    table.unit("debug", "log", "ii", DebugSyscalls::log);
    table.u32(
        "debug",
        "enabled",
        "",
        (kernel, memory, args) -> CryptoSyscalls.verdict(kernel.debugEnabled()));
    table.unit("debug", "store_artifact", "iiii", DebugSyscalls::storeArtifact);
  }

  /**
   * {@code log(text_ptr, text_len)}.
   *
   * @throws SyscallException ILLEGAL_ARGUMENT if the text leaves the memory or is not UTF-8
   */
  private static void log(DebugOps debug, GuestMemory memory, Args args) throws SyscallException {
    if (debug.debugEnabled()) {
      debug.log(memory.readText(args.i32(0), args.i32(1)));
    }
  }

  /**
   * {@code store_artifact(name_ptr, name_len, data_ptr, data_len)}.
   *
   * @throws SyscallException ILLEGAL_ARGUMENT if an argument leaves the memory or the name is not
   *     UTF-8; those of {@link DebugOps#storeArtifact}
   */
  private static void storeArtifact(DebugOps debug, GuestMemory memory, Args args)
      throws SyscallException {
    if (debug.debugEnabled()) {
      byte[] data = memory.read(args.i32(2), args.i32(3));
      debug.storeArtifact(memory.readText(args.i32(0), args.i32(1)), data);
    }
  }
}
