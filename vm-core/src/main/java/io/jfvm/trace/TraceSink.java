// SPDX-License-Identifier: Apache-2.0
package io.jfvm.trace;

import io.jfvm.gas.GasSink;
import io.jfvm.ipld.IpldBlock;
import io.jfvm.types.ActorEvent;
import io.jfvm.types.ActorId;
import io.jfvm.types.Address;
import io.jfvm.types.Cid;
import io.jfvm.types.ErrorNumber;
import io.jfvm.types.ExitCode;
import io.jfvm.types.MethodNum;
import io.jfvm.types.TokenAmount;
import java.util.Optional;

/** Is told what happens. {@link #NONE} does nothing. */
public interface TraceSink extends GasSink {

  TraceSink NONE = new TraceSink() {};

  /** Whether anyone listens; what costs something to describe need not be described if not. */
  default boolean isOn() {
    return false;
  }

  @Override
  default void charged(String name, long milligas) {}

  /**
   * A call begins; whether an actor will run is not yet known.
   *
   * @param gasLimit milligas the call may use
   */
  default void call(
      ActorId from,
      Address to,
      MethodNum method,
      TokenAmount value,
      Optional<IpldBlock> params,
      long gasLimit,
      boolean readOnly) {}

  /** The receiver of the current call is known, and the code that will run, if any. */
  default void invoke(ActorId receiver, Optional<Cid> code) {}

  default void event(ActorEvent event) {}

  /** An actor says something to people. */
  default void log(String message) {}

  /** The current call ends with an exit code. */
  default void returned(ExitCode exitCode, Optional<IpldBlock> value, String message) {}

  /** The current call is refused: nothing ran. */
  default void refused(ErrorNumber error, String message) {}

  /** The current call ends because the gas ran out; those around it may go on. */
  default void outOfGas() {}

  /** The current call ends, and with it the message. */
  default void fatal(String message) {}
}
