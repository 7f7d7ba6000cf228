// SPDX-License-Identifier: Apache-2.0
package io.jfvm.benchmarks;

import io.jfvm.evm.Asm;
import io.jfvm.evm.word.Keccak256;
import io.jfvm.evm.word.Word;
import java.math.BigInteger;
import java.util.Locale;

/**
 * Small EVM programs that make a number of rounds and return what they gathered. The stack holds
 * the gathered word and, on top of it, the rounds to go; each body changes the former.
 */
public enum LoopProgram {
  /** Adds the rounds up. */
  COUNT("DUP1 SWAP2 ADD SWAP1"),

  /** Adds the rounds up by way of 8 KiB of memory. */
  MEMORY("DUP1 PUSH2 0x1fe0 AND DUP2 DUP2 MSTORE MLOAD SWAP1 SWAP2 ADD SWAP1"),

  /** Hashes the last hash and the round: 64 bytes. */
  KECCAK("SWAP1 PUSH0 MSTORE DUP1 PUSH1 0x20 MSTORE PUSH1 0x40 PUSH0 KECCAK256 SWAP1"),

  /** Squares modulo the order of secp256k1. */
  MULMOD("DUP1 SWAP2 ADD PUSH32 0x" + LoopProgram.MODULUS + " SWAP1 DUP1 MULMOD SWAP1"),

  /** Adds each round to one of eight slots, and the slot to the whole. */
  STORAGE("DUP1 PUSH1 0x07 AND DUP1 SLOAD DUP3 ADD DUP1 SWAP2 SSTORE SWAP1 SWAP2 ADD SWAP1");

  private static final String MODULUS =
      "fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141";

  private static final BigInteger ORDER = new BigInteger(MODULUS, 16);
  private static final String BEFORE = "PUSH0 PUSH0 CALLDATALOAD JUMPDEST ";
  private static final String ROUND = " PUSH1 0x01 SWAP1 SUB DUP1 PUSH1 0x03 JUMPI ";
  private static final String AFTER = "POP PUSH0 MSTORE PUSH1 0x20 PUSH0 RETURN";

  private final String body;

  LoopProgram(String body) {
    this.body = body;
  }

  byte[] code() {
    return Asm.code(BEFORE + body + ROUND + AFTER);
  }

  /** Instructions that a run of so many rounds executes. */
  long instructions(long rounds) {
    return count(BEFORE) - 1 + rounds * (1 + count(body) + count(ROUND)) + count(AFTER);
  }

  private static int count(String text) {
    int count = 0;
    for (String word : text.trim().split(" ", -1)) {
      if (!word.startsWith("0x")) {
        count++;
      }
    }
    return count;
  }

  /** What a run returns, computed without an interpreter. */
  Word expected(long rounds) {
    return switch (this) {
      case COUNT, MEMORY -> Word.of(rounds * (rounds + 1) / 2);
      case KECCAK -> hashed(rounds);
      case MULMOD -> squared(rounds);
      case STORAGE -> stored(rounds);
    };
  }

  private static Word hashed(long rounds) {
    Word gathered = Word.ZERO;
    for (long left = rounds; left > 0; left--) {
      byte[] data = new byte[2 * Word.BYTES];
      System.arraycopy(gathered.toBytes(), 0, data, 0, Word.BYTES);
      System.arraycopy(Word.of(left).toBytes(), 0, data, Word.BYTES, Word.BYTES);
      gathered = Keccak256.hash(data);
    }
    return gathered;
  }

  private static Word squared(long rounds) {
    BigInteger gathered = BigInteger.ZERO;
    for (long left = rounds; left > 0; left--) {
      BigInteger sum = gathered.add(BigInteger.valueOf(left));
      gathered = sum.multiply(sum).mod(ORDER);
    }
    return Word.of(gathered);
  }

  private static Word stored(long rounds) {
    long[] slots = new long[8];
    long gathered = 0;
    for (long left = rounds; left > 0; left--) {
      slots[(int) left & 7] += left;
      gathered += slots[(int) left & 7];
    }
    return Word.of(gathered);
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
