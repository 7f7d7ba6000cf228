// SPDX-License-Identifier: Apache-2.0
package io.jfvm.evm.interpreter;

/**
 * Decoded code: arrays with one slot per operation, read by the loop. Every basic block begins with
 * a {@link Decoded#BLOCK} slot that holds the block's price and stack bounds; STOP ends the last.
 */
public final class Program {
  private final int[] ops;
  private final long[] args;
  private final long[] constants;
  private final int[] pcs;
  private final int[] paidAhead;
  private final int[] targets;
  private final boolean careful;

  Program(
      int[] ops,
      long[] args,
      long[] constants,
      int[] pcs,
      int[] paidAhead,
      int[] targets,
      boolean careful) {
    this.ops = ops;
    this.args = args;
    this.constants = constants;
    this.pcs = pcs;
    this.paidAhead = paidAhead;
    this.targets = targets;
    this.careful = careful;
  }

  /** What to do, by slot: an {@link Op} or a {@link Decoded}. */
  public int[] ops() {
    return ops;
  }

  /** Each slot's argument; its meaning is the operation's. */
  public long[] args() {
    return args;
  }

  /** Words too wide for an argument, four limbs each. */
  public long[] constants() {
    return constants;
  }

  /**
   * The slot to continue at when jumping to an offset in the code, or -1 if that is not allowed.
   */
  public int[] targets() {
    return targets;
  }

  /** The offset of a slot's instruction; of a fused slot the last one's, of a block the first's. */
  public int pc(int slot) {
    return pcs[slot];
  }

  /** Gas the block's header took for the instructions after this slot's. */
  public int paidAhead(int slot) {
    return paidAhead[slot];
  }

  /** Whether every instruction is a block of its own. */
  public boolean isCareful() {
    return careful;
  }

  /** The slot of the instruction at an offset, of a careful program. */
  public int slotOf(int pc) {
    int low = 0;
    int high = pcs.length - 1;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (pcs[middle] < pc) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  int target(int pc) {
    return targets[pc];
  }
}
