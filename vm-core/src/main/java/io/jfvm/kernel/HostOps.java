// SPDX-License-Identifier: Apache-2.0
package io.jfvm.kernel;

import io.jfvm.machine.Limits;
import io.jfvm.machine.MemoryLimiter;
import io.jfvm.machine.RuleSet;

/** What engines need that is no syscall. */
public interface HostOps {

  /** The memory of the message at hand, shared by all live instances. */
  MemoryLimiter memory();

  Limits limits();

  RuleSet rules();
}
