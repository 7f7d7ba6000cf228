// SPDX-License-Identifier: Apache-2.0
package io.jfvm.wasm.engine.syscall;

import io.jfvm.engine.ActorExit;
import io.jfvm.kernel.Kernel;
import io.jfvm.kernel.MessageContext;
import io.jfvm.kernel.MessageOps;
import io.jfvm.types.ExitCode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The namespace {@code vm}: the call at hand, and its end. */
final class VmSyscalls {
  private static final int MESSAGE_CONTEXT_BYTES = 80;
  private static final long READ_ONLY = 1;

  /** Of a longer message, for people, only both ends are kept. */
  private static final int MAX_MESSAGE_BYTES = 1024;

  private VmSyscalls() {}

  static void bind(SyscallTable table) {
    table.unit("vm", "exit", "iiii", VmSyscalls::exit);
    table.struct("vm", "message_context", "", MESSAGE_CONTEXT_BYTES, VmSyscalls::messageContext);
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
    return new String(
        Arrays.copyOfRange(memory.array(), offset, offset + length), StandardCharsets.UTF_8);
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
