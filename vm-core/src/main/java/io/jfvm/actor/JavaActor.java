// SPDX-License-Identifier: Apache-2.0
package io.jfvm.actor;

import io.jfvm.ipld.IpldBlock;
import io.jfvm.types.MethodNum;
import java.util.Optional;

/**
 * The code of an actor written in Java. One instance serves every actor of its kind on every
 * thread.
 */
@FunctionalInterface
public interface JavaActor {

  /**
   * Runs a method, never {@link MethodNum#SEND}.
   *
   * @return what the caller gets, if anything
   * @throws ActorException to end with another exit code than success
   * @throws ActorTrap to end as Wasm that traps does
   */
  Optional<IpldBlock> invoke(ActorRuntime rt, MethodNum method, Optional<IpldBlock> params);

  /** The method as people call it, like {@code Multisig.Propose}; for traces. */
  default Optional<String> nameOf(MethodNum method) {
    return Optional.empty();
  }
}
