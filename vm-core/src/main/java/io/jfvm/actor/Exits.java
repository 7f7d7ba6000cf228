// SPDX-License-Identifier: Apache-2.0
package io.jfvm.actor;

import io.jfvm.types.ExitCode;

/** The aborts common to actors, to be thrown: {@code throw Exits.notFound("no deal 7")}. */
public final class Exits {
  private Exits() {}

  public static ActorException illegalArgument(String message) {
    return new ActorException(ExitCode.USR_ILLEGAL_ARGUMENT, message);
  }

  public static ActorException notFound(String message) {
    return new ActorException(ExitCode.USR_NOT_FOUND, message);
  }

  public static ActorException forbidden(String message) {
    return new ActorException(ExitCode.USR_FORBIDDEN, message);
  }

  public static ActorException insufficientFunds(String message) {
    return new ActorException(ExitCode.USR_INSUFFICIENT_FUNDS, message);
  }

  public static ActorException illegalState(String message) {
    return new ActorException(ExitCode.USR_ILLEGAL_STATE, message);
  }

  public static ActorException serialization(String message) {
    return new ActorException(ExitCode.USR_SERIALIZATION, message);
  }

  public static ActorException unhandledMessage(String message) {
    return new ActorException(ExitCode.USR_UNHANDLED_MESSAGE, message);
  }

  public static ActorException unspecified(String message) {
    return new ActorException(ExitCode.USR_UNSPECIFIED, message);
  }

  /** Also what the official actors' panics end with. */
  public static ActorException assertionFailed(String message) {
    return new ActorException(ExitCode.USR_ASSERTION_FAILED, message);
  }

  public static ActorException readOnly(String message) {
    return new ActorException(ExitCode.USR_READ_ONLY, message);
  }
}
