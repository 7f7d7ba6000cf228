// SPDX-License-Identifier: Apache-2.0
package io.jfvm.evm.interpreter;

import io.jfvm.evm.word.Bitwise;
import io.jfvm.evm.word.Comparison;
import io.jfvm.evm.word.Word;

/** Instructions about other accounts, and the end of one's own. */
final class AccountInstructions {
  private AccountInstructions() {}

  /** BALANCE, EXTCODESIZE, EXTCODEHASH {@code [.., address] -> [.., answer]}. */
  static Halt ask(Frame frame, int op, long[] s, int sp) {
    if (!payAccess(frame, Price.COLD_ACCOUNT, s, sp - 4)) {
      return Halt.OUT_OF_GAS;
    }
    switch (op) {
      case Op.BALANCE -> frame.host().balance(frame, s, sp - 4);
      case Op.EXTCODEHASH -> frame.host().codeHash(frame, s, sp - 4);
      default -> Bitwise.set(s, sp - 4, frame.host().codeSize(frame, s, sp - 4));
    }
    return null;
  }

  /** EXTCODECOPY {@code [.., size, from, offset, address] -> [..]}; the host is asked first. */
  static Halt copyCode(Frame frame, long[] s, int sp) {
    if (!payAccess(frame, Price.COLD_ACCOUNT, s, sp - 4)) {
      return Halt.OUT_OF_GAS;
    }
    byte[] code = frame.host().code(frame, s, sp - 4);
    if (frame.gas() < 0) {
      return Halt.OUT_OF_GAS;
    }
    return MemoryInstructions.copy(frame, s, sp - 8, sp - 12, sp - 16, code);
  }

  /** SELFDESTRUCT {@code [.., beneficiary]}. */
  static Halt selfDestruct(Frame frame, long[] s, int sp) {
    if (frame.isStatic()) {
      return Halt.READ_ONLY;
    }
    if (!payAccess(frame, Price.COLD_BENEFICIARY, s, sp - 4)) {
      return Halt.OUT_OF_GAS;
    }
    long newAccount = frame.schedule().price(Price.SELFDESTRUCT_NEW_ACCOUNT);
    if (newAccount != 0) {
      frame.host().selfBalance(frame, s, sp);
      if (!Comparison.isZero(s, sp)
          && frame.host().isEmptyAccount(frame, s, sp - 4)
          && !frame.charge(newAccount)) {
        return Halt.OUT_OF_GAS;
      }
    }
    frame.host().selfDestruct(frame, Word.load(s, sp - 4).asAddressWord());
    return frame.gas() < 0 ? Halt.OUT_OF_GAS : Halt.SELFDESTRUCT;
  }

  /** Pays for an account named for the first time, if that has a price. */
  static boolean payAccess(Frame frame, Price price, long[] s, int address) {
    long cold = frame.schedule().price(price);
    return cold == 0 || !frame.host().touchAccount(frame, s, address) || frame.charge(cold);
  }
}
