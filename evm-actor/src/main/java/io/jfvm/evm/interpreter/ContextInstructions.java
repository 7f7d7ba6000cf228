// SPDX-License-Identifier: Apache-2.0
package io.jfvm.evm.interpreter;

import io.jfvm.evm.word.Bitwise;
import io.jfvm.evm.word.Word;

/** Instructions that push something about the call, the transaction or the block. */
final class ContextInstructions {
  private ContextInstructions() {}

  static Halt push(Frame frame, int op, long[] s, int sp) {
    Host host = frame.host();
    switch (op) {
      case Op.ADDRESS -> frame.invocation().address().store(s, sp);
      case Op.CALLER -> frame.invocation().caller().store(s, sp);
      case Op.CALLVALUE -> frame.invocation().value().store(s, sp);
      case Op.CALLDATASIZE -> Bitwise.set(s, sp, frame.invocation().input().length);
      case Op.CALLDATALOAD -> loadInput(frame, s, sp - 4);
      case Op.RETURNDATASIZE -> Bitwise.set(s, sp, frame.returnData().length);
      case Op.MSIZE -> Bitwise.set(s, sp, frame.memory().size());
      case Op.GAS -> Bitwise.set(s, sp, host.gas(frame));
      case Op.ORIGIN -> host.origin(frame).store(s, sp);
      case Op.GASPRICE -> host.gasPrice(frame).store(s, sp);
      case Op.BLOCKHASH -> host.blockHash(frame, s, sp - 4);
      case Op.COINBASE -> host.coinbase(frame).store(s, sp);
      case Op.TIMESTAMP -> Bitwise.set(s, sp, host.timestamp(frame));
      case Op.NUMBER -> Bitwise.set(s, sp, host.number(frame));
      case Op.PREVRANDAO -> host.prevRandao(frame).store(s, sp);
      case Op.GASLIMIT -> Bitwise.set(s, sp, host.gasLimit(frame));
      case Op.CHAINID -> host.chainId(frame).store(s, sp);
      case Op.SELFBALANCE -> host.selfBalance(frame, s, sp);
      case Op.BASEFEE -> host.baseFee(frame).store(s, sp);
      default -> throw new IllegalStateException("no such operation: " + op);
    }
    return null;
  }

  /** CALLDATALOAD: 32 bytes of the input, as if it were followed by zeros for ever. */
  private static void loadInput(Frame frame, long[] s, int at) {
    byte[] input = frame.invocation().input();
    long offset = s[at];
    boolean inside = (s[at + 1] | s[at + 2] | s[at + 3]) == 0 && offset >= 0;
    Bitwise.set(s, at, 0);
    if (inside && offset < input.length) {
      int from = (int) offset;
      int bytes = Math.min(Word.BYTES, input.length - from);
      for (int i = 0; i < bytes; i++) {
        int bit = 8 * (Word.BYTES - 1 - i);
        s[at + (bit >> 6)] |= (input[from + i] & 0xffL) << bit;
      }
    }
  }
}
