// SPDX-License-Identifier: Apache-2.0
package io.jfvm.engine;

import io.jfvm.types.ExitCode;

/**
 * An invocation ended with an exit code: by {@code vm.exit}, a trap, or a Java actor's exception.
 *
 * <p>The code is as the actor gave it; what is not allowed (1 to 15, unknown blocks) the call
 * manager judges.
 */
public final class ActorExit extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient ExitCode exitCode;
  private final int blockId;
  private final boolean trapped;

  private ActorExit(ExitCode exitCode, int blockId, boolean trapped, String message) {
    super(message, null, false, false);
    this.exitCode = exitCode;
    this.blockId = blockId;
    this.trapped = trapped;
  }

  /** The actor exits on its own account, with a block of its registry (0 for none). */
  public static ActorExit of(ExitCode exitCode, int blockId, String message) {
    return new ActorExit(exitCode, blockId, false, message);
  }

  /** The code trapped or could not be instantiated. */
  public static ActorExit trap(String message) {
    return new ActorExit(ExitCode.SYS_ILLEGAL_INSTRUCTION, 0, true, message);
  }

  /** The code has no entry point to call. */
  public static ActorExit missingEntryPoint(String message) {
    return new ActorExit(ExitCode.SYS_INVALID_RECEIVER, 0, true, message);
  }

  public ExitCode exitCode() {
    return exitCode;
  }

  public int blockId() {
    return blockId;
  }

  /** Whether the VM, not the actor, chose the code. */
  public boolean isTrap() {
    return trapped;
  }
}
