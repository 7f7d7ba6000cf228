// SPDX-License-Identifier: Apache-2.0
package io.jfvm.evm.interpreter;

/**
 * Operations of a {@link Program} that are no single instruction. They take the numbers of PUSHn,
 * DUPn and SWAPn, which never appear in a program as themselves, so that the loop's switch is
 * dense.
 */
public final class Decoded {
  /** Start of a basic block; the argument is packed by {@link #block}. */
  public static final int BLOCK = 0x60;

  /** A JUMPDEST followed by more: pays for the run up to its last (high half), goes there (low). */
  public static final int JUMPDESTS = 0x61;

  /** A byte that is no instruction. */
  public static final int UNDEFINED = 0x62;

  /** Pushes the argument, a u64. */
  public static final int PUSH = 0x63;

  /** Pushes the constant at the argument's index. */
  public static final int PUSH_WIDE = 0x64;

  /** Pushes a copy of the word that begins the argument's number of limbs below the top's end. */
  public static final int DUP = 0x65;

  /** Swaps the top with the word that begins the argument's number of limbs below its end. */
  public static final int SWAP = 0x66;

  /** PUSH, JUMP: the argument is the target slot, or -1. */
  public static final int PUSH_JUMP = 0x67;

  /** PUSH, JUMPI. */
  public static final int PUSH_JUMPI = 0x68;

  /** ISZERO, PUSH, JUMPI. */
  public static final int ISZERO_PUSH_JUMPI = 0x69;

  /** PUSH, ADD; like all below, the argument is the u64 pushed unless it says otherwise. */
  public static final int PUSH_ADD = 0x6a;

  /** PUSH, AND. */
  public static final int PUSH_AND = 0x6b;

  /** PUSH, EQ. */
  public static final int PUSH_EQ = 0x6c;

  /** PUSH, MLOAD; the argument is below 2^31. */
  public static final int PUSH_MLOAD = 0x6d;

  /** PUSH, MSTORE; the argument is below 2^31. */
  public static final int PUSH_MSTORE = 0x6e;

  /** PUSH, SHL; the argument is below 256. */
  public static final int PUSH_SHL = 0x6f;

  /** PUSH, SHR; the argument is below 256. */
  public static final int PUSH_SHR = 0x70;

  /** SWAP, POP: the argument is SWAP's. */
  public static final int SWAP_POP = 0x71;

  /** PUSH, SWAP1, SUB: the top less the argument. */
  public static final int PUSH_SWAP_SUB = 0x72;

  private static final int MOST_LIMBS = Frame.STACK_LIMBS + 4;

  private Decoded() {}

  /** A block's argument. */
  static long block(int gas, int wordsNeeded, int wordsGrown) {
    long needed = Math.min(4L * wordsNeeded, MOST_LIMBS);
    long grown = Math.min(4L * wordsGrown, MOST_LIMBS);
    return gas | needed << 32 | grown << 48;
  }

  /** What the block costs. */
  public static int gas(long block) {
    return (int) block;
  }

  /** Limbs that must be on the stack. */
  public static int needed(long block) {
    return (int) (block >>> 32) & 0xffff;
  }

  /** Limbs the stack grows by at most, inside the block. */
  public static int grown(long block) {
    return (int) (block >>> 48);
  }
}
