// SPDX-License-Identifier: Apache-2.0
package io.jfvm.executor;

import io.jfvm.engine.Engine;
import io.jfvm.machine.Machine;
import io.jfvm.types.Cid;
import io.jfvm.types.Message;
import java.util.List;

/** PLACEHOLDER: applies messages to a machine, one after the other. */
public final class Executor {

  /** Engines are asked in this order for the code of an actor. */
  public Executor(Machine machine, List<Engine> engines) {
    throw new UnsupportedOperationException();
  }

  /**
   * Applies a message of the chain, which pays for itself.
   *
   * @param chainLength bytes it takes on chain: signed, or unsigned for a BLS sender
   */
  public ApplyResult applyExplicit(Message message, long chainLength) {
    throw new UnsupportedOperationException();
  }

  /** Applies a message of the protocol itself: cron, rewards. No nonce, no fees. */
  public ApplyResult applyImplicit(Message message) {
    throw new UnsupportedOperationException();
  }

  /** Writes the state. Returns its root. */
  public Cid flush() {
    throw new UnsupportedOperationException();
  }

  public Machine machine() {
    throw new UnsupportedOperationException();
  }
}
