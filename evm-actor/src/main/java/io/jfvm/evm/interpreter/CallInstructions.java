// SPDX-License-Identifier: Apache-2.0
package io.jfvm.evm.interpreter;

import io.jfvm.evm.word.Bitwise;
import io.jfvm.evm.word.Word;
import java.util.Optional;

/** Calls and creations: what is checked and paid before the host takes over, and after. */
final class CallInstructions {
  private static final byte[] NOTHING = {};

  private CallInstructions() {}

  /** CALL {@code [.., out size, out, in size, in, value, address, gas] -> [.., success]}. */
  static Halt call(Frame frame, long[] s, int sp) {
    Word value = Word.load(s, sp - 12);
    if (frame.isStatic() && !value.isZero()) {
      return Halt.READ_ONLY;
    }
    return call(frame, CallKind.CALL, value, s, sp - 8, sp - 16);
  }

  /**
   * STATICCALL, DELEGATECALL {@code [.., out size, out, in size, in, address, gas] -> [.., ok]}.
   */
  static Halt callWithoutValue(Frame frame, CallKind kind, long[] s, int sp) {
    return call(frame, kind, Word.ZERO, s, sp - 8, sp - 12);
  }

  /**
   * @param address index of the callee's address; the gas is above it
   * @param in index of the input's offset; its size and the output's region are below it, and the
   *     lowest word becomes the answer
   */
  private static Halt call(Frame frame, CallKind kind, Word value, long[] s, int address, int in) {
    Memory memory = frame.memory();
    int out = in - 8;
    int outSize = in - 12;
    boolean ethereum = frame.schedule().callGas() == CallGas.EIP_150;
    Halt refused = memory.claim(frame, s, in, in - 4);
    if (refused == null && ethereum) {
      refused = memory.claim(frame, s, out, outSize);
    }
    if (refused != null) {
      return refused;
    }
    if (!payCall(frame, value, s, address)) {
      return Halt.OUT_OF_GAS;
    }
    long gas = Word.load(s, address + 4).saturatedU64();
    if (ethereum) {
      gas = takeForCallee(frame, gas);
      gas += value.isZero() ? 0 : frame.schedule().price(Price.CALL_STIPEND);
    }
    byte[] input = region(memory, s, in, in - 4);
    Word target = Word.load(s, address).asAddressWord();
    frame.clearReturnData();
    boolean success = frame.host().call(frame, new CallRequest(kind, gas, target, value, input));
    if (frame.gas() < 0) {
      return Halt.OUT_OF_GAS;
    }
    refused = memory.claim(frame, s, out, outSize);
    if (refused != null) {
      return refused;
    }
    int length = Math.min((int) s[outSize], frame.returnData().length);
    if (length > 0) {
      System.arraycopy(frame.returnData(), 0, memory.bytes(), (int) s[out], length);
    }
    Bitwise.set(s, outSize, success ? 1 : 0);
    return null;
  }

  private static boolean payCall(Frame frame, Word value, long[] s, int address) {
    if (!AccountInstructions.payAccess(frame, Price.COLD_ACCOUNT, s, address)) {
      return false;
    }
    if (value.isZero()) {
      return true;
    }
    GasSchedule schedule = frame.schedule();
    if (!frame.charge(schedule.price(Price.CALL_VALUE))) {
      return false;
    }
    long newAccount = schedule.price(Price.CALL_NEW_ACCOUNT);
    return newAccount == 0
        || !frame.host().isEmptyAccount(frame, s, address)
        || frame.charge(newAccount);
  }

  /** Takes from the frame what a callee gets: what it asks for, at most all but one 64th. */
  private static long takeForCallee(Frame frame, long asked) {
    long most = frame.gas() - frame.gas() / 64;
    long given = Long.compareUnsigned(asked, most) < 0 ? asked : most;
    frame.setGas(frame.gas() - given);
    return given;
  }

  /** CREATE {@code [.., size, offset, value] -> [.., address]}; CREATE2 has a salt below. */
  static Halt create(Frame frame, boolean salted, long[] s, int sp) {
    if (frame.isStatic()) {
      return Halt.READ_ONLY;
    }
    Memory memory = frame.memory();
    Halt refused = memory.claim(frame, s, sp - 8, sp - 12);
    if (refused == null) {
      refused = payInitcode(frame, salted, (int) s[sp - 12]);
    }
    if (refused != null) {
      return refused;
    }
    byte[] initcode = region(memory, s, sp - 8, sp - 12);
    Optional<Word> salt = salted ? Optional.of(Word.load(s, sp - 16)) : Optional.empty();
    Word value = Word.load(s, sp - 4);
    boolean ethereum = frame.schedule().callGas() == CallGas.EIP_150;
    long gas = ethereum ? takeForCallee(frame, -1L) : frame.gas();
    frame.clearReturnData();
    Word address = frame.host().create(frame, new CreateRequest(gas, value, initcode, salt));
    address.store(s, salted ? sp - 16 : sp - 12);
    return null;
  }

  private static Halt payInitcode(Frame frame, boolean salted, int bytes) {
    long longest = frame.schedule().price(Price.MAX_INITCODE_BYTES);
    if (longest != 0 && bytes > longest) {
      return Halt.INITCODE_TOO_LONG;
    }
    boolean paid =
        MemoryInstructions.payWords(frame, Price.INITCODE_WORD, bytes)
            && (!salted || MemoryInstructions.payWords(frame, Price.KECCAK_WORD, bytes));
    return paid ? null : Halt.OUT_OF_GAS;
  }

  /** A copy of a claimed region. */
  private static byte[] region(Memory memory, long[] s, int offset, int size) {
    return s[size] == 0 ? NOTHING : memory.copy((int) s[offset], (int) s[size]);
  }
}
