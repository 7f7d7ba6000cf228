// SPDX-License-Identifier: Apache-2.0
package io.jfvm.evm.perf;

import io.jfvm.evm.interpreter.Frame;

/** The interpreter loop. */
public final class EvmLoop {
  private EvmLoop() {}

  /** Runs a frame to its end. */
  public static void run(Frame frame) {
    throw new UnsupportedOperationException("not yet: " + frame);
  }
}
