// SPDX-License-Identifier: Apache-2.0
package io.jfvm.kernel;

import io.jfvm.ipld.DecodedBlocks;
import io.jfvm.machine.Limits;
import io.jfvm.machine.MemoryLimiter;
import io.jfvm.machine.RuleSet;

/** What engines need that is no syscall. */
public interface HostOps {

  /** The memory of the message at hand, shared by all live instances. */
  MemoryLimiter memory();

  Limits limits();

  /**
   * What blocks decode to, for engines whose actors are not bytecode. Whoever takes a value from it
   * has opened and read the block, and so paid for it.
   */
  DecodedBlocks decodedBlocks();

  /**
   * Notes why a syscall was refused, for the backtrace should the actor exit for it. Reaches no
   * result.
   */
  default void noteRefusal(String syscall, SyscallException refusal) {}

  RuleSet rules();
}
