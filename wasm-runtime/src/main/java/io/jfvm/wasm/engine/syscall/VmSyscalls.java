// SPDX-License-Identifier: Apache-2.0
package io.jfvm.wasm.engine.syscall;

import io.jfvm.engine.ActorExit;
import io.jfvm.kernel.Kernel;
import io.jfvm.kernel.MessageContext;
import io.jfvm.kernel.MessageOps;
import io.jfvm.kernel.NetworkContext;
import io.jfvm.machine.RuleSet;
import io.jfvm.types.ExitCode;
import java.nio.charset.StandardCharsets;

/** The namespace {@code vm}: the call at hand, and its end. */
final class VmSyscalls {
  private static final int MESSAGE_CONTEXT_BYTES = 80;
  private static final int INVOCATION_CONTEXT_BYTES = 52;
  private static final long READ_ONLY = 1;

  /** Of a longer message, for people, only both ends are kept. */
  private static final int MAX_MESSAGE_BYTES = 1024;

  private VmSyscalls() {}

  static void bind(SyscallTable table, RuleSet rules) {
    switch (rules) {
      case FVM2 -> {
        table.unit("vm", "abort", "iii", VmSyscalls::abort);
        table.struct("vm", "context", "", INVOCATION_CONTEXT_BYTES, VmSyscalls::context);
      }
      case FVM3, FVM4 -> {
        table.unit("vm", "exit", "iiii", VmSyscalls::exit);
        table.struct(
            "vm", "message_context", "", MESSAGE_CONTEXT_BYTES, VmSyscalls::messageContext);
      }
    }
  }

  /**
   * {@code abort(code, message_ptr, message_len)}: ends the call as a failure and never returns;
   * success is no code to abort with.
   */
  private static void abort(Kernel kernel, GuestMemory memory, Args args) {
    ExitCode code = new ExitCode(args.i32(0));
    throw ActorExit.of(
        code.isSuccess() ? ExitCode.SYS_ILLEGAL_EXIT_CODE : code,
        Kernel.NO_BLOCK,
        message(memory, args.i32(1), args.i32(2)));
  }

  /** {@code context() -> InvocationContext}. Errors: none. */
  private static byte[] context(Kernel kernel, GuestMemory memory, Args args) {
    MessageContext message = kernel.messageContext();
    NetworkContext network = kernel.networkContext();
    return new Struct(INVOCATION_CONTEXT_BYTES)
        .amount(message.valueReceived())
        .u64(message.caller().value())
        .u64(message.receiver().value())
        .u64(message.method().value())
        .u64(network.epoch().value())
        .u32(network.version().number())
        .toBytes();
  }

  /**
   * {@code exit(code, block_id, message_ptr, message_len)}: ends the call and never returns. A
   * message that cannot be read harms nothing.
   */
  private static void exit(Kernel kernel, GuestMemory memory, Args args) {
    throw ActorExit.of(
        new ExitCode(args.i32(0)), args.i32(1), message(memory, args.i32(2), args.i32(3)));
  }

  private static String message(GuestMemory memory, int offset, int length) {
    if (length == 0) {
      return "actor aborted";
    }
    if (!memory.contains(offset, length)) {
      return "actor aborted, with a message outside its memory";
    }
    if (length <= MAX_MESSAGE_BYTES) {
      return text(memory, offset, length);
    }
    int end = MAX_MESSAGE_BYTES / 2;
    return text(memory, offset, end)
        + " ... (skipped "
        + (length - MAX_MESSAGE_BYTES)
        + " bytes) ... "
        + text(memory, offset + length - end, end);
  }

  private static String text(GuestMemory memory, int offset, int length) {
    return new String(memory.copy(offset, length), StandardCharsets.UTF_8);
  }

  /** {@code message_context() -> MessageContext}. Errors: none. */
  private static byte[] messageContext(MessageOps message, GuestMemory memory, Args args) {
    MessageContext context = message.messageContext();
    return new Struct(MESSAGE_CONTEXT_BYTES)
        .u64(context.origin().value())
        .u64(context.nonce())
        .u64(context.caller().value())
        .u64(context.receiver().value())
        .u64(context.method().value())
        .amount(context.valueReceived())
        .amount(context.gasPremium())
        .u64(context.readOnly() ? READ_ONLY : 0)
        .toBytes();
  }
}
