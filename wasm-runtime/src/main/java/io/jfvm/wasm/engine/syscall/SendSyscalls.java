// SPDX-License-Identifier: Apache-2.0
package io.jfvm.wasm.engine.syscall;

import io.jfvm.kernel.SendOps;
import io.jfvm.kernel.SyscallException;
import io.jfvm.machine.RuleSet;
import io.jfvm.types.Address;
import io.jfvm.types.MethodNum;
import io.jfvm.types.TokenAmount;
import java.math.BigInteger;
import java.nio.ByteBuffer;

/** The namespace {@code send}: calling other actors. */
final class SendSyscalls {
  private static final int SENT_BYTES = 20;
  private static final int POSITIVE = 1;
  private static final long NO_FLAGS = 0;

  private SendSyscalls() {}

  static void bind(SyscallTable table, RuleSet rules) {
    switch (rules) {
      case FVM2 -> table.struct("send", "send", "iiIiII", SENT_BYTES, SendSyscalls::sendUnlimited);
      case FVM3, FVM4 -> table.struct("send", "send", "iiIiIIII", SENT_BYTES, SendSyscalls::send);
    }
  }

  /**
   * {@code send(to_ptr, to_len, method, params_id, value_high, value_low) -> Send}.
   *
   * @throws SyscallException ILLEGAL_ARGUMENT if there is no address; those of {@link SendOps#send}
   */
  private static byte[] sendUnlimited(SendOps calls, GuestMemory memory, Args args)
      throws SyscallException {
    return send(calls, memory, args, SendOps.NO_GAS_LIMIT, NO_FLAGS);
  }

  /**
   * {@code send(to_ptr, to_len, method, params_id, value_high, value_low, gas_limit, flags) ->
   * Send}.
   *
   * @throws SyscallException ILLEGAL_ARGUMENT if there is no address; those of {@link SendOps#send}
   */
  private static byte[] send(SendOps calls, GuestMemory memory, Args args) throws SyscallException {
    return send(calls, memory, args, args.i64(6), args.i64(7));
  }

  private static byte[] send(
      SendOps calls, GuestMemory memory, Args args, long gasLimit, long flags)
      throws SyscallException {
    Address to = memory.readAddress(args.i32(0), args.i32(1));
    SendOps.Sent sent =
        calls.send(
            to,
            new MethodNum(args.i64(2)),
            args.i32(3),
            amount(args.i64(4), args.i64(5)),
            gasLimit,
            flags);
    return new Struct(SENT_BYTES)
        .u32(sent.exitCode().value())
        .u32(sent.blockId())
        .u64(sent.codec())
        .u32(sent.size())
        .toBytes();
  }

  private static TokenAmount amount(long high, long low) {
    if ((high | low) == 0) {
      return TokenAmount.ZERO;
    }
    byte[] magnitude = ByteBuffer.allocate(2 * Long.BYTES).putLong(high).putLong(low).array();
    return new TokenAmount(new BigInteger(POSITIVE, magnitude));
  }
}
