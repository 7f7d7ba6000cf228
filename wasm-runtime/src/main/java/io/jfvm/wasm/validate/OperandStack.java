// SPDX-License-Identifier: Apache-2.0
package io.jfvm.wasm.validate;

import io.jfvm.wasm.module.FunctionCode;
import java.util.Arrays;

/**
 * Types on the operand stack and the blocks open around an instruction. Both grow on the heap, so
 * nesting is bounded by the module's size alone.
 */
final class OperandStack {
  /** Matches every type: what unreachable code finds on the stack. */
  static final byte UNKNOWN = 0;

  private byte[] operands = new byte[64];
  private int height;

  private int[] bases = new int[16];
  private int[] openers = new int[16];
  private byte[] blockTypes = new byte[16];
  private boolean[] unreachable = new boolean[16];
  private int depth;

  void clear() {
    height = 0;
    depth = 0;
  }

  void push(byte type) {
    if (height == operands.length) {
      operands = Arrays.copyOf(operands, height * 2);
    }
    operands[height++] = type;
  }

  /** True when the innermost block has no operand of its own. */
  boolean isEmpty() {
    return height == bases[depth - 1];
  }

  /** Only when not {@link #isEmpty}. */
  byte pop() {
    return operands[--height];
  }

  boolean isUnreachable() {
    return unreachable[depth - 1];
  }

  void markUnreachable() {
    height = bases[depth - 1];
    unreachable[depth - 1] = true;
  }

  int depth() {
    return depth;
  }

  /**
   * @param opener the opcode that opened the block
   */
  void open(int opener, byte blockType) {
    if (depth == bases.length) {
      int capacity = depth * 2;
      bases = Arrays.copyOf(bases, capacity);
      openers = Arrays.copyOf(openers, capacity);
      blockTypes = Arrays.copyOf(blockTypes, capacity);
      unreachable = Arrays.copyOf(unreachable, capacity);
    }
    bases[depth] = height;
    openers[depth] = opener;
    blockTypes[depth] = blockType;
    unreachable[depth++] = false;
  }

  void close() {
    depth--;
  }

  int opener(int label) {
    return openers[depth - 1 - label];
  }

  /** The block's result type, or {@link FunctionCode#EMPTY_BLOCK}. */
  byte blockType(int label) {
    return blockTypes[depth - 1 - label];
  }
}
