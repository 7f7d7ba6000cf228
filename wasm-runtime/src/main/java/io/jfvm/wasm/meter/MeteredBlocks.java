// SPDX-License-Identifier: Apache-2.0
package io.jfvm.wasm.meter;

import io.jfvm.wasm.module.FunctionCode;
import io.jfvm.wasm.module.InvalidModuleException;
import io.jfvm.wasm.module.Opcode;
import io.jfvm.wasm.module.SectionId;
import java.util.Arrays;

/**
 * Divides a function into metered blocks: runs of instructions that, traps aside, execute all or
 * not at all. Each open control block has an active metered block; a plain {@code block} shares its
 * parent's beginning, so that code without branches stays one.
 *
 * <p>Source: {@code Counter} and {@code determine_metered_blocks} in the reference's
 * instrumentation.
 */
final class MeteredBlocks {
  private final InstructionPrices prices;
  private final boolean chargesUnits;
  private final boolean countsDefaultTarget;

  private long[] charges = new long[256];
  private long[] unitCharges = new long[256];
  private boolean hasUnitCharges;
  private int size;

  private int depth;
  private int[] starts = new int[16];
  private long[] costs = new long[16];
  private int[] lowestTargets = new int[16];
  private boolean[] loops = new boolean[16];

  MeteredBlocks(MeteringRules rules) {
    prices = rules.prices();
    chargesUnits = rules.generation() == Generation.NV18;
    // The newer generation overlooks that br_table's default target is a branch too.
    countsDefaultTarget = rules.generation() == Generation.NV17;
  }

  /** Charge due before the instruction, 0 for none. */
  long chargeAt(int instruction) {
    return charges[instruction];
  }

  /**
   * Charge for each unit of the operand on top of the stack, due before the instruction; 0 for
   * none.
   */
  long unitChargeAt(int instruction) {
    return unitCharges[instruction];
  }

  /** True when some instruction has a charge that depends on its operand. */
  boolean hasUnitCharges() {
    return hasUnitCharges;
  }

  void divide(FunctionCode code) throws InvalidModuleException {
    reset(code.size());
    open(0, false);
    boolean afterConstant = false;
    for (int i = 0; i < size; i++) {
      int opcode = code.opcode(i);
      long cost = prices.fixed(opcode);
      long perUnit = chargesUnits ? prices.perUnit(opcode) : 0;
      if (perUnit != 0) {
        if (afterConstant) {
          cost += constantUnits(code, i) * perUnit;
        } else {
          unitCharges[i] = perUnit;
          hasUnitCharges = true;
        }
      }
      step(code, i, opcode, cost);
      afterConstant = opcode == Opcode.I32_CONST;
    }
  }

  private static long constantUnits(FunctionCode code, int i) throws InvalidModuleException {
    long units = code.immediate(i - 1);
    if (units < 0) {
      throw new InvalidModuleException(
          SectionId.CODE.title(),
          code.offset(i),
          "instruction " + Opcode.name(code.opcode(i)) + " with the negative constant " + units);
    }
    return units;
  }

  private void step(FunctionCode code, int i, int opcode, long cost) throws InvalidModuleException {
    switch (opcode) {
      case Opcode.BLOCK -> {
        addCost(cost);
        open(starts[depth - 1], false);
      }
      case Opcode.IF -> {
        addCost(cost);
        open(i + 1, false);
      }
      case Opcode.LOOP -> {
        addCost(cost);
        open(i + 1, true);
      }
      case Opcode.ELSE -> finishBlock(i);
      case Opcode.END -> end(i);
      case Opcode.BR, Opcode.BR_IF -> {
        addCost(cost);
        finishBlock(i);
        forwardBranch(depth - 1 - (int) code.immediate(i));
      }
      case Opcode.BR_TABLE -> {
        addCost(cost);
        finishBlock(i);
        int targets = code.second(i) + (countsDefaultTarget ? 1 : 0);
        for (int entry = 0; entry < targets; entry++) {
          forwardBranch(depth - 1 - code.label(i, entry));
        }
      }
      case Opcode.RETURN -> {
        addCost(cost);
        finishBlock(i);
        forwardBranch(0);
      }
      default -> addCost(cost);
    }
  }

  private void end(int i) throws InvalidModuleException {
    finishBlock(i);
    depth--;
    if (depth == 0) {
      return;
    }
    lowestTargets[depth - 1] = Math.min(lowestTargets[depth - 1], lowestTargets[depth]);
    if (lowestTargets[depth] < depth) {
      finishBlock(i);
    }
  }

  /** Closes the active metered block; the next begins after instruction {@code i}. */
  private void finishBlock(int i) throws InvalidModuleException {
    int top = depth - 1;
    int start = starts[top];
    long cost = costs[top];
    starts[top] = i + 1;
    costs[top] = 0;
    if (top > 0 && start == starts[top - 1]) {
      costs[top - 1] += cost;
    } else if (cost != 0) {
      if (charges[start] != 0) {
        throw new InvalidModuleException(
            SectionId.CODE.title(), -1, "two metered blocks begin at instruction " + start);
      }
      charges[start] = cost;
    }
  }

  /** A branch forward from the innermost block to the end of the block at that depth. */
  private void forwardBranch(int target) {
    if (!loops[target]) {
      lowestTargets[depth - 1] = Math.min(lowestTargets[depth - 1], target);
    }
  }

  private void addCost(long cost) throws InvalidModuleException {
    long sum = costs[depth - 1] + cost;
    if (Long.compareUnsigned(sum, cost) < 0) {
      throw new InvalidModuleException(SectionId.CODE.title(), -1, "cost of a block overflows");
    }
    costs[depth - 1] = sum;
  }

  private void open(int start, boolean loop) {
    if (depth == starts.length) {
      int capacity = depth * 2;
      starts = Arrays.copyOf(starts, capacity);
      costs = Arrays.copyOf(costs, capacity);
      lowestTargets = Arrays.copyOf(lowestTargets, capacity);
      loops = Arrays.copyOf(loops, capacity);
    }
    starts[depth] = start;
    costs[depth] = 0;
    lowestTargets[depth] = depth;
    loops[depth++] = loop;
  }

  private void reset(int instructions) {
    size = instructions;
    depth = 0;
    hasUnitCharges = false;
    if (size > charges.length) {
      int capacity = Math.max(size, charges.length * 2);
      charges = new long[capacity];
      unitCharges = new long[capacity];
    } else {
      Arrays.fill(charges, 0, size, 0);
      Arrays.fill(unitCharges, 0, size, 0);
    }
  }
}
