// SPDX-License-Identifier: Apache-2.0
package io.jfvm.evm.interpreter;

/** One way to run a frame to its end. All engines agree on everything a frame can show. */
@FunctionalInterface
public interface Engine {
  /** Runs until the frame halts, and says so by {@link Frame#halt(Halt, int)}. */
  void run(Frame frame);
}
