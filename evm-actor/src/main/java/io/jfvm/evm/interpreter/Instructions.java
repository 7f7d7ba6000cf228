// SPDX-License-Identifier: Apache-2.0
package io.jfvm.evm.interpreter;

import io.jfvm.evm.word.Arithmetic;

/**
 * The instructions an engine does not do in line: all that reach memory, gas or the host. Whoever
 * calls {@link #execute} has checked the stack, paid the static price, and made {@link Frame#gas}
 * exact; afterwards it moves its stack pointer by {@link #stackChange} and checks the gas.
 */
public final class Instructions {
  private static final int[] STACK_CHANGE = new int[256];

  static {
    for (Opcode opcode : Opcode.values()) {
      STACK_CHANGE[opcode.code()] = 4 * (opcode.pushed() - opcode.popped());
    }
  }

  private Instructions() {}

  /** Limbs an instruction adds to the stack, or takes if negative. */
  public static int stackChange(int op) {
    return STACK_CHANGE[op];
  }

  /**
   * Executes one instruction.
   *
   * @param sp index of the first limb above the top word
   * @return null to go on, or why the frame ends; a negative gas counter ends it too
   */
  public static Halt execute(Frame frame, int op, int sp) {
    long[] s = frame.stack();
    return switch (op) {
      case Op.MLOAD -> MemoryInstructions.load(frame, s, sp);
      case Op.MSTORE -> MemoryInstructions.store(frame, s, sp);
      case Op.MSTORE8 -> MemoryInstructions.storeByte(frame, s, sp);
      case Op.MCOPY -> MemoryInstructions.copyWithin(frame, s, sp);
      case Op.KECCAK256 -> MemoryInstructions.keccak(frame, s, sp);
      case Op.CALLDATACOPY -> MemoryInstructions.copy(frame, s, sp, frame.invocation().input());
      case Op.CODECOPY -> MemoryInstructions.copy(frame, s, sp, frame.code().code());
      case Op.RETURNDATACOPY -> MemoryInstructions.copyReturnData(frame, s, sp);
      case Op.RETURN -> MemoryInstructions.output(frame, s, sp, Halt.RETURN);
      case Op.REVERT -> MemoryInstructions.output(frame, s, sp, Halt.REVERT);
      case Op.EXP -> exp(frame, s, sp);
      case Op.SLOAD -> StorageInstructions.load(frame, s, sp);
      case Op.SSTORE -> StorageInstructions.store(frame, s, sp);
      case Op.TLOAD -> StorageInstructions.loadTransient(frame, s, sp);
      case Op.TSTORE -> StorageInstructions.storeTransient(frame, s, sp);
      case Op.BALANCE, Op.EXTCODESIZE, Op.EXTCODEHASH -> AccountInstructions.ask(frame, op, s, sp);
      case Op.EXTCODECOPY -> AccountInstructions.copyCode(frame, s, sp);
      case Op.SELFDESTRUCT -> AccountInstructions.selfDestruct(frame, s, sp);
      case Op.LOG0, Op.LOG1, Op.LOG2, Op.LOG3, Op.LOG4 ->
          StorageInstructions.log(frame, op - Op.LOG0, s, sp);
      case Op.CALL -> CallInstructions.call(frame, s, sp);
      case Op.STATICCALL -> CallInstructions.callWithoutValue(frame, CallKind.STATICCALL, s, sp);
      case Op.DELEGATECALL ->
          CallInstructions.callWithoutValue(frame, CallKind.DELEGATECALL, s, sp);
      case Op.CREATE, Op.CREATE2 -> CallInstructions.create(frame, op == Op.CREATE2, s, sp);
      case Op.INVALID -> Halt.INVALID;
      case Decoded.UNDEFINED -> Halt.UNDEFINED_OPCODE;
      default -> ContextInstructions.push(frame, op, s, sp);
    };
  }

  private static Halt exp(Frame frame, long[] s, int sp) {
    long bytes = Arithmetic.byteLength(s, sp - 8);
    if (!frame.charge(bytes * frame.schedule().price(Price.EXP_BYTE))) {
      return Halt.OUT_OF_GAS;
    }
    Arithmetic.exp(s, sp - 4);
    return null;
  }
}
