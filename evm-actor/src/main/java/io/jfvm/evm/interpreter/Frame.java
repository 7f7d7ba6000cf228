// SPDX-License-Identifier: Apache-2.0
package io.jfvm.evm.interpreter;

import io.jfvm.evm.word.Word;

/**
 * One running contract: its stack, memory, gas counter, return buffer, and how it ended. Lives as
 * long as one {@link Evm#execute}; a host must not keep it.
 */
public final class Frame {
  /** Words the stack can hold. */
  public static final int STACK_WORDS = 1024;

  /** Limbs of a full stack. */
  public static final int STACK_LIMBS = STACK_WORDS * Word.LIMBS;

  private static final byte[] NOTHING = {};

  private final GasSchedule schedule;
  private final Host host;
  private final CodeAnalysis code;
  private final Invocation invocation;
  private final Workspace workspace;

  private long gas;
  private long refund;
  private byte[] returnData = NOTHING;
  private Halt halt;
  private int haltPc;
  private byte[] output = NOTHING;

  Frame(Host host, CodeAnalysis code, Invocation invocation, Workspace workspace) {
    this.schedule = code.schedule();
    this.host = host;
    this.code = code;
    this.invocation = invocation;
    this.workspace = workspace;
    this.gas = invocation.gas();
  }

  public GasSchedule schedule() {
    return schedule;
  }

  public Host host() {
    return host;
  }

  public CodeAnalysis code() {
    return code;
  }

  public Invocation invocation() {
    return invocation;
  }

  public boolean isStatic() {
    return invocation.isStatic();
  }

  /**
   * The stack's limbs: word n at {@code [4n]} to {@code [4n + 3]}, low limb first, with room for
   * one word more than the stack may hold. Words above the top are garbage.
   */
  public long[] stack() {
    return workspace.stack();
  }

  public Memory memory() {
    return workspace.memory();
  }

  /** Scratch limbs for division and hashing; contents mean nothing between instructions. */
  public long[] scratch() {
    return workspace.scratch();
  }

  /** Gas left. Exact whenever a {@link Host} method runs. */
  public long gas() {
    return gas;
  }

  public void setGas(long gas) {
    this.gas = gas;
  }

  /** Refund counter: what SSTORE gave back so far, with the callees' share. */
  public long refund() {
    return refund;
  }

  public void addRefund(long amount) {
    refund += amount;
  }

  /** What the last call or creation returned. Not to be changed. */
  public byte[] returnData() {
    return returnData;
  }

  /** Sets the return buffer; the array must not change afterwards. */
  public void setReturnData(byte[] data) {
    returnData = data;
  }

  /** Ends the frame without output. */
  public void halt(Halt reason, int pc) {
    halt = reason;
    haltPc = pc;
  }

  /** Sets what RETURN or REVERT hands out. */
  public void setOutput(byte[] data) {
    output = data;
  }

  void clearReturnData() {
    returnData = NOTHING;
  }

  /** Takes gas; false, and nothing taken, if there is not enough. */
  public boolean charge(long cost) {
    if (gas < cost) {
      return false;
    }
    gas -= cost;
    return true;
  }

  ExecutionResult result() {
    if (halt == null) {
      throw new IllegalStateException("the engine returned without a halt");
    }
    return new ExecutionResult(halt, output, haltPc, Math.max(gas, 0), refund);
  }
}
