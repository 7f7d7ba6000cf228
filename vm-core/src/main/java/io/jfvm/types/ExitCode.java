// SPDX-License-Identifier: Apache-2.0
package io.jfvm.types;

import io.jfvm.encoding.Codec;

/**
 * How a message or a call ended. An unsigned 32-bit integer: 0 success, 1 to 15 set by the VM
 * alone, 16 to 31 common to actors, from 32 each actor's own.
 *
 * <p>Source: ref-fvm {@code shared/src/error/mod.rs}.
 */
public record ExitCode(int value) {
  public static final Codec<ExitCode> CODEC =
      Codec.of(
          (out, code) -> out.u64(Integer.toUnsignedLong(code.value)),
          in -> new ExitCode((int) in.u32()));

  public static final ExitCode OK = new ExitCode(0);
  public static final ExitCode SYS_SENDER_INVALID = new ExitCode(1);
  public static final ExitCode SYS_SENDER_STATE_INVALID = new ExitCode(2);
  public static final ExitCode SYS_ILLEGAL_INSTRUCTION = new ExitCode(4);
  public static final ExitCode SYS_INVALID_RECEIVER = new ExitCode(5);
  public static final ExitCode SYS_INSUFFICIENT_FUNDS = new ExitCode(6);
  public static final ExitCode SYS_OUT_OF_GAS = new ExitCode(7);
  public static final ExitCode SYS_ILLEGAL_EXIT_CODE = new ExitCode(9);
  public static final ExitCode SYS_ASSERTION_FAILED = new ExitCode(10);
  public static final ExitCode SYS_MISSING_RETURN = new ExitCode(11);

  public static final ExitCode USR_ILLEGAL_ARGUMENT = new ExitCode(16);
  public static final ExitCode USR_NOT_FOUND = new ExitCode(17);
  public static final ExitCode USR_FORBIDDEN = new ExitCode(18);
  public static final ExitCode USR_INSUFFICIENT_FUNDS = new ExitCode(19);
  public static final ExitCode USR_ILLEGAL_STATE = new ExitCode(20);
  public static final ExitCode USR_SERIALIZATION = new ExitCode(21);
  public static final ExitCode USR_UNHANDLED_MESSAGE = new ExitCode(22);
  public static final ExitCode USR_UNSPECIFIED = new ExitCode(23);
  public static final ExitCode USR_ASSERTION_FAILED = new ExitCode(24);
  public static final ExitCode USR_READ_ONLY = new ExitCode(25);
  public static final ExitCode USR_NOT_PAYABLE = new ExitCode(26);

  /** The first code an actor may exit with, success apart. */
  public static final int FIRST_USER = 16;

  /** The first code whose meaning belongs to each actor. */
  public static final int FIRST_ACTOR_SPECIFIC = 32;

  public boolean isSuccess() {
    return value == OK.value;
  }

  /** Whether only the VM may give this code. */
  public boolean isSystem() {
    return !isSuccess() && Integer.compareUnsigned(value, FIRST_USER) < 0;
  }

  @Override
  public String toString() {
    return Integer.toUnsignedString(value);
  }
}
