// SPDX-License-Identifier: Apache-2.0
package io.jfvm.actor;

import io.jfvm.encoding.Codec;
import io.jfvm.ipld.IpldBlock;
import io.jfvm.types.ErrorNumber;
import io.jfvm.types.ExitCode;
import java.util.Optional;

/**
 * What actors make of the end of a send. Source: builtin-actors {@code
 * runtime/src/builtin/shared.rs}, {@code runtime/src/actor_error.rs}.
 */
public final class Sends {
  private Sends() {}

  /**
   * What the receiver returned. If the send failed the caller aborts as the receiver did, with the
   * same data; see {@link #passOn} for the VM's own codes and {@link #refusal} for refused sends.
   */
  public static Optional<IpldBlock> requireSuccess(SendResult result) {
    return switch (result) {
      case SendResult.Returned returned when returned.exitCode().isSuccess() -> returned.value();
      case SendResult.Returned returned ->
          throw new ActorException(
              passOn(returned.exitCode()),
              "send aborted with code " + returned.exitCode(),
              returned.value());
      case SendResult.Refused refused -> throw refusal(refused.error());
    };
  }

  /** What the receiver returned, decoded; as {@link #requireSuccess} and {@link #decode}. */
  public static <R> R requireReturned(Codec<R> codec, SendResult result) {
    return decode(codec, requireSuccess(result));
  }

  /**
   * Decodes what a receiver returned. Aborts with ASSERTION_FAILED if that is nothing, with
   * SERIALIZATION if it is no such value.
   */
  public static <R> R decode(Codec<R> codec, Optional<IpldBlock> returned) {
    return Params.decode(
        codec, returned.orElseThrow(() -> Exits.assertionFailed("return expected")));
  }

  /**
   * The code to abort with for a receiver's: the VM's own codes may not be repeated, so those that
   * blame the receiver become UNSPECIFIED and the others ASSERTION_FAILED.
   */
  public static ExitCode passOn(ExitCode exitCode) {
    if (exitCode.equals(ExitCode.SYS_MISSING_RETURN)
        || exitCode.equals(ExitCode.SYS_ILLEGAL_INSTRUCTION)
        || exitCode.equals(ExitCode.SYS_ILLEGAL_EXIT_CODE)) {
      return ExitCode.USR_UNSPECIFIED;
    }
    return exitCode.isSystem() ? ExitCode.USR_ASSERTION_FAILED : exitCode;
  }

  /** How an actor aborts for a send the VM refused. */
  public static ActorException refusal(ErrorNumber error) {
    return switch (error) {
      case NOT_FOUND -> Exits.unspecified("receiver not found");
      case INSUFFICIENT_FUNDS -> Exits.insufficientFunds("not enough funds");
      case LIMIT_EXCEEDED -> Exits.assertionFailed("recursion limit exceeded");
      case READ_ONLY -> Exits.readOnly("attempted to change state in a read-only call");
      default -> Exits.assertionFailed("send refused: " + error);
    };
  }
}
