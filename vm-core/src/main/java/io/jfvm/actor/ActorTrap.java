// SPDX-License-Identifier: Apache-2.0
package io.jfvm.actor;

/**
 * An actor's invocation ends as its Wasm would when it traps: with {@link
 * io.jfvm.types.ExitCode#SYS_ILLEGAL_INSTRUCTION}, which no {@link ActorException} may carry, and
 * without the syscall of an exit. The message is for people.
 */
public final class ActorTrap extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public ActorTrap(String message) {
    super(message, null, false, false);
  }
}
