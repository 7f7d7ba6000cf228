// SPDX-License-Identifier: Apache-2.0
package io.jfvm.evm.interpreter;

/**
 * The instructions: one row each, with its byte, words popped, words pushed and immediate bytes.
 * DUPn and SWAPn "pop" all they reach down to. A byte without a row is undefined; whether a row is
 * in force is a matter of the {@link GasSchedule}.
 */
public enum Opcode {
  STOP(Op.STOP, 0, 0, 0),
  ADD(Op.ADD, 2, 1, 0),
  MUL(Op.MUL, 2, 1, 0),
  SUB(Op.SUB, 2, 1, 0),
  DIV(Op.DIV, 2, 1, 0),
  SDIV(Op.SDIV, 2, 1, 0),
  MOD(Op.MOD, 2, 1, 0),
  SMOD(Op.SMOD, 2, 1, 0),
  ADDMOD(Op.ADDMOD, 3, 1, 0),
  MULMOD(Op.MULMOD, 3, 1, 0),
  EXP(Op.EXP, 2, 1, 0),
  SIGNEXTEND(Op.SIGNEXTEND, 2, 1, 0),
  LT(Op.LT, 2, 1, 0),
  GT(Op.GT, 2, 1, 0),
  SLT(Op.SLT, 2, 1, 0),
  SGT(Op.SGT, 2, 1, 0),
  EQ(Op.EQ, 2, 1, 0),
  ISZERO(Op.ISZERO, 1, 1, 0),
  AND(Op.AND, 2, 1, 0),
  OR(Op.OR, 2, 1, 0),
  XOR(Op.XOR, 2, 1, 0),
  NOT(Op.NOT, 1, 1, 0),
  BYTE(Op.BYTE, 2, 1, 0),
  SHL(Op.SHL, 2, 1, 0),
  SHR(Op.SHR, 2, 1, 0),
  SAR(Op.SAR, 2, 1, 0),
  CLZ(Op.CLZ, 1, 1, 0),
  KECCAK256(Op.KECCAK256, 2, 1, 0),
  ADDRESS(Op.ADDRESS, 0, 1, 0),
  BALANCE(Op.BALANCE, 1, 1, 0),
  ORIGIN(Op.ORIGIN, 0, 1, 0),
  CALLER(Op.CALLER, 0, 1, 0),
  CALLVALUE(Op.CALLVALUE, 0, 1, 0),
  CALLDATALOAD(Op.CALLDATALOAD, 1, 1, 0),
  CALLDATASIZE(Op.CALLDATASIZE, 0, 1, 0),
  CALLDATACOPY(Op.CALLDATACOPY, 3, 0, 0),
  CODESIZE(Op.CODESIZE, 0, 1, 0),
  CODECOPY(Op.CODECOPY, 3, 0, 0),
  GASPRICE(Op.GASPRICE, 0, 1, 0),
  EXTCODESIZE(Op.EXTCODESIZE, 1, 1, 0),
  EXTCODECOPY(Op.EXTCODECOPY, 4, 0, 0),
  RETURNDATASIZE(Op.RETURNDATASIZE, 0, 1, 0),
  RETURNDATACOPY(Op.RETURNDATACOPY, 3, 0, 0),
  EXTCODEHASH(Op.EXTCODEHASH, 1, 1, 0),
  BLOCKHASH(Op.BLOCKHASH, 1, 1, 0),
  COINBASE(Op.COINBASE, 0, 1, 0),
  TIMESTAMP(Op.TIMESTAMP, 0, 1, 0),
  NUMBER(Op.NUMBER, 0, 1, 0),
  PREVRANDAO(Op.PREVRANDAO, 0, 1, 0),
  GASLIMIT(Op.GASLIMIT, 0, 1, 0),
  CHAINID(Op.CHAINID, 0, 1, 0),
  SELFBALANCE(Op.SELFBALANCE, 0, 1, 0),
  BASEFEE(Op.BASEFEE, 0, 1, 0),
  POP(Op.POP, 1, 0, 0),
  MLOAD(Op.MLOAD, 1, 1, 0),
  MSTORE(Op.MSTORE, 2, 0, 0),
  MSTORE8(Op.MSTORE8, 2, 0, 0),
  SLOAD(Op.SLOAD, 1, 1, 0),
  SSTORE(Op.SSTORE, 2, 0, 0),
  JUMP(Op.JUMP, 1, 0, 0),
  JUMPI(Op.JUMPI, 2, 0, 0),
  PC(Op.PC, 0, 1, 0),
  MSIZE(Op.MSIZE, 0, 1, 0),
  GAS(Op.GAS, 0, 1, 0),
  JUMPDEST(Op.JUMPDEST, 0, 0, 0),
  TLOAD(Op.TLOAD, 1, 1, 0),
  TSTORE(Op.TSTORE, 2, 0, 0),
  MCOPY(Op.MCOPY, 3, 0, 0),
  PUSH0(Op.PUSH0, 0, 1, 0),
  PUSH1(Op.PUSH1, 0, 1, 1),
  PUSH2(Op.PUSH2, 0, 1, 2),
  PUSH3(Op.PUSH3, 0, 1, 3),
  PUSH4(Op.PUSH4, 0, 1, 4),
  PUSH5(Op.PUSH5, 0, 1, 5),
  PUSH6(Op.PUSH6, 0, 1, 6),
  PUSH7(Op.PUSH7, 0, 1, 7),
  PUSH8(Op.PUSH8, 0, 1, 8),
  PUSH9(Op.PUSH9, 0, 1, 9),
  PUSH10(Op.PUSH10, 0, 1, 10),
  PUSH11(Op.PUSH11, 0, 1, 11),
  PUSH12(Op.PUSH12, 0, 1, 12),
  PUSH13(Op.PUSH13, 0, 1, 13),
  PUSH14(Op.PUSH14, 0, 1, 14),
  PUSH15(Op.PUSH15, 0, 1, 15),
  PUSH16(Op.PUSH16, 0, 1, 16),
  PUSH17(Op.PUSH17, 0, 1, 17),
  PUSH18(Op.PUSH18, 0, 1, 18),
  PUSH19(Op.PUSH19, 0, 1, 19),
  PUSH20(Op.PUSH20, 0, 1, 20),
  PUSH21(Op.PUSH21, 0, 1, 21),
  PUSH22(Op.PUSH22, 0, 1, 22),
  PUSH23(Op.PUSH23, 0, 1, 23),
  PUSH24(Op.PUSH24, 0, 1, 24),
  PUSH25(Op.PUSH25, 0, 1, 25),
  PUSH26(Op.PUSH26, 0, 1, 26),
  PUSH27(Op.PUSH27, 0, 1, 27),
  PUSH28(Op.PUSH28, 0, 1, 28),
  PUSH29(Op.PUSH29, 0, 1, 29),
  PUSH30(Op.PUSH30, 0, 1, 30),
  PUSH31(Op.PUSH31, 0, 1, 31),
  PUSH32(Op.PUSH32, 0, 1, 32),
  DUP1(Op.DUP1, 1, 2, 0),
  DUP2(Op.DUP2, 2, 3, 0),
  DUP3(Op.DUP3, 3, 4, 0),
  DUP4(Op.DUP4, 4, 5, 0),
  DUP5(Op.DUP5, 5, 6, 0),
  DUP6(Op.DUP6, 6, 7, 0),
  DUP7(Op.DUP7, 7, 8, 0),
  DUP8(Op.DUP8, 8, 9, 0),
  DUP9(Op.DUP9, 9, 10, 0),
  DUP10(Op.DUP10, 10, 11, 0),
  DUP11(Op.DUP11, 11, 12, 0),
  DUP12(Op.DUP12, 12, 13, 0),
  DUP13(Op.DUP13, 13, 14, 0),
  DUP14(Op.DUP14, 14, 15, 0),
  DUP15(Op.DUP15, 15, 16, 0),
  DUP16(Op.DUP16, 16, 17, 0),
  SWAP1(Op.SWAP1, 2, 2, 0),
  SWAP2(Op.SWAP2, 3, 3, 0),
  SWAP3(Op.SWAP3, 4, 4, 0),
  SWAP4(Op.SWAP4, 5, 5, 0),
  SWAP5(Op.SWAP5, 6, 6, 0),
  SWAP6(Op.SWAP6, 7, 7, 0),
  SWAP7(Op.SWAP7, 8, 8, 0),
  SWAP8(Op.SWAP8, 9, 9, 0),
  SWAP9(Op.SWAP9, 10, 10, 0),
  SWAP10(Op.SWAP10, 11, 11, 0),
  SWAP11(Op.SWAP11, 12, 12, 0),
  SWAP12(Op.SWAP12, 13, 13, 0),
  SWAP13(Op.SWAP13, 14, 14, 0),
  SWAP14(Op.SWAP14, 15, 15, 0),
  SWAP15(Op.SWAP15, 16, 16, 0),
  SWAP16(Op.SWAP16, 17, 17, 0),
  LOG0(Op.LOG0, 2, 0, 0),
  LOG1(Op.LOG1, 3, 0, 0),
  LOG2(Op.LOG2, 4, 0, 0),
  LOG3(Op.LOG3, 5, 0, 0),
  LOG4(Op.LOG4, 6, 0, 0),
  CREATE(Op.CREATE, 3, 1, 0),
  CALL(Op.CALL, 7, 1, 0),
  RETURN(Op.RETURN, 2, 0, 0),
  DELEGATECALL(Op.DELEGATECALL, 6, 1, 0),
  CREATE2(Op.CREATE2, 4, 1, 0),
  STATICCALL(Op.STATICCALL, 6, 1, 0),
  REVERT(Op.REVERT, 2, 0, 0),
  INVALID(Op.INVALID, 0, 0, 0),
  SELFDESTRUCT(Op.SELFDESTRUCT, 1, 0, 0);

  private static final Opcode[] BY_CODE = new Opcode[256];

  static {
    for (Opcode opcode : values()) {
      BY_CODE[opcode.code] = opcode;
    }
  }

  private final int code;
  private final int popped;
  private final int pushed;
  private final int immediateBytes;

  Opcode(int code, int popped, int pushed, int immediateBytes) {
    this.code = code;
    this.popped = popped;
    this.pushed = pushed;
    this.immediateBytes = immediateBytes;
  }

  /** The row of a byte, or null if the byte has none. */
  public static Opcode of(int code) {
    return BY_CODE[code & 0xff];
  }

  /** The instruction's byte, 0 to 255. */
  public int code() {
    return code;
  }

  /** Words that must be on the stack and are taken off. */
  public int popped() {
    return popped;
  }

  /** Words put on the stack. */
  public int pushed() {
    return pushed;
  }

  /** Bytes of code after the instruction that belong to it: 0 to 32, only PUSHn has any. */
  public int immediateBytes() {
    return immediateBytes;
  }
}
