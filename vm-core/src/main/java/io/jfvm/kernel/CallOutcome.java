// SPDX-License-Identifier: Apache-2.0
package io.jfvm.kernel;

import io.jfvm.types.ExitCode;
import java.util.Optional;

/** How a call ended that was not refused: its exit code and what it gave back. */
public record CallOutcome(ExitCode exitCode, Optional<Block> value) {
  /** Success without a value. */
  public static final CallOutcome OK = new CallOutcome(ExitCode.OK, Optional.empty());
}
