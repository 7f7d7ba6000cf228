// SPDX-License-Identifier: Apache-2.0
package io.jfvm.engine;

import io.jfvm.kernel.Kernel;

/** Loaded code of an actor. Invocations share nothing but the code. */
public interface Executable {

  /**
   * Runs the entry point {@code invoke}.
   *
   * @param paramsId the parameters' block in the kernel's registry, 0 for none
   * @return the returned block's id, 0 for none; an id the kernel does not know is the caller's to
   *     judge
   * @throws ActorExit if the actor ended with a code of its own, or trapped
   * @throws io.jfvm.gas.OutOfGas if the gas ran out
   * @throws io.jfvm.kernel.FatalError if the whole message must end
   */
  int invoke(Kernel kernel, int paramsId);
}
