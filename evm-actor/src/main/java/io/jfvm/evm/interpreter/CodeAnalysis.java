// SPDX-License-Identifier: Apache-2.0
package io.jfvm.evm.interpreter;

/**
 * Code made ready to run under one schedule: the bytes, where it may jump to, and its {@link
 * Program}. Immutable and safe to share between threads.
 */
public final class CodeAnalysis {
  private final byte[] code;
  private final GasSchedule schedule;
  private final Program program;
  private volatile Program careful;

  private CodeAnalysis(byte[] code, GasSchedule schedule) {
    this.code = code;
    this.schedule = schedule;
    this.program = Decoder.blocks(code, schedule);
  }

  /** Analyses code, in time linear in its length. The array must not change afterwards. */
  public static CodeAnalysis of(byte[] code, GasSchedule schedule) {
    return new CodeAnalysis(code, schedule);
  }

  public GasSchedule schedule() {
    return schedule;
  }

  /** The code itself; not to be changed. */
  public byte[] code() {
    return code;
  }

  /** Bytes of code. */
  public int size() {
    return code.length;
  }

  /** Whether a jump to this offset is allowed: a JUMPDEST that is no part of an immediate. */
  public boolean isJumpDestination(int pc) {
    return pc >= 0 && pc < code.length && program.target(pc) >= 0;
  }

  /** The code by basic blocks, checked and paid a block at a time. */
  public Program program() {
    return program;
  }

  /**
   * The code with a block around every instruction, so that checks and payment are exact to the
   * instruction. Built when a block's check first fails.
   */
  public Program carefulProgram() {
    Program built = careful;
    if (built == null) {
      built = Decoder.instructions(code, schedule);
      careful = built;
    }
    return built;
  }
}
