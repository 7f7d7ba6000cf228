// SPDX-License-Identifier: Apache-2.0
package io.jfvm.actor;

import io.jfvm.ipld.IpldBlock;
import io.jfvm.types.ErrorNumber;
import io.jfvm.types.ExitCode;
import java.util.Optional;

/** How a send ended. {@link Sends} has what actors usually make of it. */
public sealed interface SendResult {

  /** The receiver ran, or a plain transfer was made; the exit code says whether it succeeded. */
  record Returned(ExitCode exitCode, Optional<IpldBlock> value) implements SendResult {
    /** Success without a value. */
    public static final Returned NOTHING = new Returned(ExitCode.OK, Optional.empty());

    /** Success with a value. */
    public static Returned of(IpldBlock value) {
      return new Returned(ExitCode.OK, Optional.of(value));
    }

    /** An exit code without a value. */
    public static Returned of(ExitCode exitCode) {
      return new Returned(exitCode, Optional.empty());
    }
  }

  /** The VM refused the send: nothing ran. */
  record Refused(ErrorNumber error) implements SendResult {}
}
