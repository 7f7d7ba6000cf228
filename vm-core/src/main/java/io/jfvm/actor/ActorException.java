// SPDX-License-Identifier: Apache-2.0
package io.jfvm.actor;

import io.jfvm.ipld.IpldBlock;
import io.jfvm.types.ExitCode;
import java.util.Optional;

/**
 * An actor ends its invocation with an exit code other than success. What the invocation changed is
 * reverted; the caller sees the code and the data. The message is for people.
 */
public final class ActorException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient ExitCode exitCode;
  private final transient Optional<IpldBlock> data;

  public ActorException(ExitCode exitCode, String message) {
    this(exitCode, message, Optional.empty());
  }

  public ActorException(ExitCode exitCode, String message, Optional<IpldBlock> data) {
    super(message, null, false, false);
    this.exitCode = exitCode;
    this.data = data;
  }

  public ExitCode exitCode() {
    return exitCode;
  }

  /** What the caller gets as return value. */
  public Optional<IpldBlock> data() {
    return data;
  }
}
