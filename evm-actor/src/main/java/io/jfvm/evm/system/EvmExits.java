// SPDX-License-Identifier: Apache-2.0
package io.jfvm.evm.system;

import io.jfvm.types.ExitCode;

/** The exit codes that belong to the EVM actor. Source: builtin-actors {@code actors/evm}. */
public final class EvmExits {
  public static final ExitCode REVERTED = new ExitCode(33);
  public static final ExitCode INVALID_INSTRUCTION = new ExitCode(34);
  public static final ExitCode UNDEFINED_INSTRUCTION = new ExitCode(35);
  public static final ExitCode STACK_UNDERFLOW = new ExitCode(36);
  public static final ExitCode STACK_OVERFLOW = new ExitCode(37);
  public static final ExitCode ILLEGAL_MEMORY_ACCESS = new ExitCode(38);
  public static final ExitCode BAD_JUMP = new ExitCode(39);
  public static final ExitCode SELFDESTRUCT_FAILED = new ExitCode(40);

  private EvmExits() {}
}
