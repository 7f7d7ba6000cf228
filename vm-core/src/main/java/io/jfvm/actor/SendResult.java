// SPDX-License-Identifier: Apache-2.0
package io.jfvm.actor;

import io.jfvm.ipld.IpldBlock;
import io.jfvm.types.ErrorNumber;
import io.jfvm.types.ExitCode;
import java.util.Optional;

/** How a send ended. */
public sealed interface SendResult {

  /** The receiver ran, or a plain transfer was made; the exit code says whether it succeeded. */
  record Returned(ExitCode exitCode, Optional<IpldBlock> value) implements SendResult {}

  /** The VM refused the send: nothing ran. */
  record Refused(ErrorNumber error) implements SendResult {}
}
