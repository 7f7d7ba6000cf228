// SPDX-License-Identifier: Apache-2.0
package io.jfvm.evm.interpreter;

/** Why a frame stopped. Three ways to succeed, REVERT, and the exceptional ones. */
public enum Halt {
  /** STOP, or the end of the code. */
  STOP,
  /** RETURN: the output is the frame's result. */
  RETURN,
  /** SELFDESTRUCT: success without output. */
  SELFDESTRUCT,
  /** REVERT: the output says why; effects are to be undone, remaining gas is kept. */
  REVERT,
  /** The designated INVALID instruction, 0xfe. */
  INVALID,
  /** A byte that is no instruction, or none yet under the schedule. */
  UNDEFINED_OPCODE,
  /** An instruction takes more words than there are. */
  STACK_UNDERFLOW,
  /** An instruction would leave more than 1024 words. */
  STACK_OVERFLOW,
  /** A jump to anything but a JUMPDEST instruction. */
  BAD_JUMP,
  /** A memory offset, size or their sum of 2^32 or more, or RETURNDATACOPY beyond its buffer. */
  ILLEGAL_MEMORY_ACCESS,
  /** Memory beyond {@link GasSchedule#memoryLimitBytes}. */
  MEMORY_LIMIT,
  /** A state change in a static frame. */
  READ_ONLY,
  /** The frame's gas does not cover the instruction. */
  OUT_OF_GAS,
  /** CREATE or CREATE2 with more initcode than {@link Price#MAX_INITCODE_BYTES}. */
  INITCODE_TOO_LONG;

  /** Whether the frame's effects stand. */
  public boolean isSuccess() {
    return this == STOP || this == RETURN || this == SELFDESTRUCT;
  }

  /** Whether the frame failed other than by REVERT (Ethereum then takes all its gas). */
  public boolean isExceptional() {
    return !isSuccess() && this != REVERT;
  }
}
