// SPDX-License-Identifier: Apache-2.0
package io.jfvm.evm.interpreter;

import io.jfvm.evm.word.Keccak256;
import io.jfvm.evm.word.Word;

/**
 * Instructions that read or write memory. All of them first claim their regions, then pay by the
 * word, then act.
 */
final class MemoryInstructions {
  private MemoryInstructions() {}

  /** MLOAD {@code [.., offset] -> [.., word]}. */
  static Halt load(Frame frame, long[] s, int sp) {
    Halt refused = frame.memory().claimBytes(frame, s, sp - 4, Word.BYTES);
    if (refused == null) {
      frame.memory().loadWord((int) s[sp - 4], s, sp - 4);
    }
    return refused;
  }

  /** MSTORE {@code [.., word, offset] -> [..]}. */
  static Halt store(Frame frame, long[] s, int sp) {
    Halt refused = frame.memory().claimBytes(frame, s, sp - 4, Word.BYTES);
    if (refused == null) {
      frame.memory().storeWord((int) s[sp - 4], s, sp - 8);
    }
    return refused;
  }

  /** MSTORE8 {@code [.., word, offset] -> [..]}: the word's lowest byte. */
  static Halt storeByte(Frame frame, long[] s, int sp) {
    Halt refused = frame.memory().claimBytes(frame, s, sp - 4, 1);
    if (refused == null) {
      frame.memory().bytes()[(int) s[sp - 4]] = (byte) s[sp - 8];
    }
    return refused;
  }

  /** KECCAK256 {@code [.., size, offset] -> [.., digest]}. */
  static Halt keccak(Frame frame, long[] s, int sp) {
    Halt refused = frame.memory().claim(frame, s, sp - 4, sp - 8);
    if (refused != null) {
      return refused;
    }
    int size = (int) s[sp - 8];
    if (!payWords(frame, Price.KECCAK_WORD, size)) {
      return Halt.OUT_OF_GAS;
    }
    frame.host().hashing(frame, size);
    if (frame.gas() < 0) {
      return Halt.OUT_OF_GAS;
    }
    int offset = size == 0 ? 0 : (int) s[sp - 4];
    Keccak256.hash(frame.memory().bytes(), offset, size, frame.scratch(), s, sp - 8);
    return null;
  }

  /** CALLDATACOPY and CODECOPY {@code [.., size, from, offset] -> [..]}. */
  static Halt copy(Frame frame, long[] s, int sp, byte[] source) {
    return copy(frame, s, sp - 4, sp - 8, sp - 12, source);
  }

  /** Copies bytes, zero beyond their end, to memory; offset, start and size are at indices. */
  static Halt copy(Frame frame, long[] s, int offset, int from, int size, byte[] source) {
    Halt refused = frame.memory().claim(frame, s, offset, size);
    if (refused != null) {
      return refused;
    }
    int length = (int) s[size];
    if (!payWords(frame, Price.COPY_WORD, length)) {
      return Halt.OUT_OF_GAS;
    }
    if (length > 0) {
      frame.memory().fill((int) s[offset], length, source, saturated(s, from));
    }
    return null;
  }

  /** RETURNDATACOPY {@code [.., size, from, offset] -> [..]}: never beyond the buffer's end. */
  static Halt copyReturnData(Frame frame, long[] s, int sp) {
    Halt refused = frame.memory().claim(frame, s, sp - 4, sp - 12);
    if (refused != null) {
      return refused;
    }
    int length = (int) s[sp - 12];
    byte[] source = frame.returnData();
    int from = saturated(s, sp - 8);
    if (from > source.length || length > source.length - from) {
      return Halt.ILLEGAL_MEMORY_ACCESS;
    }
    if (!payWords(frame, Price.COPY_WORD, length)) {
      return Halt.OUT_OF_GAS;
    }
    if (length > 0) {
      frame.memory().fill((int) s[sp - 4], length, source, from);
    }
    return null;
  }

  /** MCOPY {@code [.., size, from, to] -> [..]}; the regions may overlap. */
  static Halt copyWithin(Frame frame, long[] s, int sp) {
    Memory memory = frame.memory();
    Halt refused = memory.claim(frame, s, sp - 8, sp - 12);
    if (refused == null) {
      refused = memory.claim(frame, s, sp - 4, sp - 12);
    }
    if (refused != null) {
      return refused;
    }
    int length = (int) s[sp - 12];
    if (!payWords(frame, Price.COPY_WORD, length)) {
      return Halt.OUT_OF_GAS;
    }
    if (length > 0) {
      byte[] bytes = memory.bytes();
      System.arraycopy(bytes, (int) s[sp - 8], bytes, (int) s[sp - 4], length);
    }
    return null;
  }

  /** RETURN and REVERT {@code [.., size, offset]}. */
  static Halt output(Frame frame, long[] s, int sp, Halt halt) {
    Halt refused = frame.memory().claim(frame, s, sp - 4, sp - 8);
    if (refused != null) {
      return refused;
    }
    if (s[sp - 8] != 0) {
      frame.setOutput(frame.memory().copy((int) s[sp - 4], (int) s[sp - 8]));
    }
    return halt;
  }

  /** Pays for bytes by the word, begun or full. */
  static boolean payWords(Frame frame, Price price, int bytes) {
    return frame.charge(frame.schedule().price(price) * ((bytes + 31L) >>> 5));
  }

  /** The word at an index, or 2^31 - 1 if it is more. */
  private static int saturated(long[] s, int at) {
    boolean fits =
        (s[at + 1] | s[at + 2] | s[at + 3]) == 0 && s[at] >= 0 && s[at] <= Integer.MAX_VALUE;
    return fits ? (int) s[at] : Integer.MAX_VALUE;
  }
}
