// SPDX-License-Identifier: Apache-2.0
package io.jfvm.evm.interpreter;

import java.util.Arrays;

/**
 * Turns code into a {@link Program}, in one pass plus one over the jumps: cuts it into basic
 * blocks, sums each block's static gas and stack bounds, and fuses common sequences. A careful
 * program has a block around every instruction and fuses nothing.
 */
final class Decoder {
  private static final int NONE = -1;

  private final byte[] code;
  private final GasSchedule schedule;
  private final boolean careful;

  private int[] ops;
  private long[] args;
  private int[] pcs;
  private int[] paid;
  private int slots;
  private long[] constants = new long[16];
  private int constantLimbs;
  private final int[] targets;

  private int block = NONE;
  private long gas;
  private int height;
  private int needed;
  private int grown;

  private Decoder(byte[] code, GasSchedule schedule, boolean careful) {
    this.code = code;
    this.schedule = schedule;
    this.careful = careful;
    int guess = code.length + code.length / 4 + 8;
    ops = new int[guess];
    args = new long[guess];
    pcs = new int[guess];
    paid = new int[guess];
    targets = new int[code.length];
    Arrays.fill(targets, NONE);
  }

  /** The code by basic blocks. */
  static Program blocks(byte[] code, GasSchedule schedule) {
    return new Decoder(code, schedule, false).decode();
  }

  /** The code by single instructions. */
  static Program instructions(byte[] code, GasSchedule schedule) {
    return new Decoder(code, schedule, true).decode();
  }

  private Program decode() {
    int pc = 0;
    while (pc < code.length) {
      pc = instruction(pc);
    }
    openIf(block == NONE || careful, pc);
    add(Op.STOP, 0, code.length);
    close();
    if (!careful) {
      resolveJumps();
    }
    return new Program(
        Arrays.copyOf(ops, slots),
        Arrays.copyOf(args, slots),
        Arrays.copyOf(constants, constantLimbs),
        Arrays.copyOf(pcs, slots),
        Arrays.copyOf(paid, slots),
        targets,
        careful);
  }

  /** Decodes one instruction (or one run of JUMPDESTs) and returns where the next begins. */
  private int instruction(int pc) {
    int op = code[pc] & 0xff;
    Opcode opcode = Opcode.of(op);
    if (!schedule.isDefined(op)) {
      openIf(block == NONE || careful, pc);
      add(Decoded.UNDEFINED, 0, pc);
      close();
      return pc + 1;
    }
    if (op == Op.JUMPDEST) {
      return jumpDestinations(pc);
    }
    long cost = schedule.cost(op);
    openIf(block == NONE || careful || gas + cost > Integer.MAX_VALUE, pc);
    account(opcode, cost);
    if (opcode.immediateBytes() > 0 || op == Op.PUSH0) {
      push(pc, opcode.immediateBytes());
    } else if (op >= Op.DUP1 && op <= Op.DUP16) {
      add(Decoded.DUP, 4L * (op - Op.DUP1 + 1), pc);
    } else if (op >= Op.SWAP1 && op <= Op.SWAP16) {
      add(Decoded.SWAP, 4L * (op - Op.SWAP1 + 2), pc);
    } else if (op == Op.PC) {
      add(Decoded.PUSH, pc, pc);
    } else if (op == Op.CODESIZE) {
      add(Decoded.PUSH, code.length, pc);
    } else {
      add(op, 0, pc);
    }
    if (!careful) {
      fuse();
    }
    if (endsBlock(op)) {
      close();
    }
    return pc + 1 + opcode.immediateBytes();
  }

  private static boolean endsBlock(int op) {
    return switch (op) {
      case Op.STOP, Op.JUMP, Op.JUMPI, Op.RETURN, Op.REVERT, Op.INVALID, Op.SELFDESTRUCT -> true;
      default -> false;
    };
  }

  /**
   * A run of JUMPDESTs opens one block at its last; each one before it is a slot that pays for the
   * run from there on and goes to that block.
   */
  private int jumpDestinations(int pc) {
    close();
    int last = pc;
    if (!careful) {
      while (last + 1 < code.length && code[last + 1] == Op.JUMPDEST) {
        last++;
      }
    }
    long cost = schedule.cost(Op.JUMPDEST);
    int blockSlot = slots + (last - pc);
    for (int at = pc; at < last; at++) {
      targets[at] = slots;
      long price = Math.min(cost * (last - at), Integer.MAX_VALUE);
      add(Decoded.JUMPDESTS, price << 32 | blockSlot, at);
    }
    targets[last] = slots;
    openIf(true, last);
    account(Opcode.JUMPDEST, cost);
    return last + 1;
  }

  private void openIf(boolean condition, int pc) {
    if (condition) {
      close();
      gas = 0;
      block = slots;
      add(Decoded.BLOCK, 0, pc);
      height = 0;
      needed = 0;
      grown = 0;
    }
  }

  private void account(Opcode opcode, long cost) {
    gas += cost;
    needed = Math.max(needed, opcode.popped() - height);
    height += opcode.pushed() - opcode.popped();
    grown = Math.max(grown, height);
  }

  /** Ends the open block: fills in its header, and what is paid ahead at each of its slots. */
  private void close() {
    if (block != NONE) {
      args[block] = Decoded.block((int) gas, needed, grown);
      for (int slot = block; slot < slots; slot++) {
        paid[slot] = (int) gas - paid[slot];
      }
      block = NONE;
    }
  }

  private void add(int op, long arg, int pc) {
    if (slots == ops.length) {
      int more = 2 * slots;
      ops = Arrays.copyOf(ops, more);
      args = Arrays.copyOf(args, more);
      pcs = Arrays.copyOf(pcs, more);
      paid = Arrays.copyOf(paid, more);
    }
    ops[slots] = op;
    args[slots] = arg;
    pcs[slots] = pc;
    paid[slots] = (int) gas;
    slots++;
  }

  private void push(int pc, int bytes) {
    if (constantLimbs + 4 > constants.length) {
      constants = Arrays.copyOf(constants, 2 * constants.length);
    }
    for (int limb = 0; limb < 4; limb++) {
      constants[constantLimbs + limb] = immediateLimb(pc + bytes, limb, pc + 1);
    }
    int at = constantLimbs;
    if ((constants[at + 1] | constants[at + 2] | constants[at + 3]) == 0) {
      add(Decoded.PUSH, constants[at], pc);
    } else {
      add(Decoded.PUSH_WIDE, at, pc);
      constantLimbs += 4;
    }
  }

  /** Eight bytes of the immediate whose last byte is at an offset; bytes beyond the code are 0. */
  private long immediateLimb(int lastByte, int limb, int firstByte) {
    long value = 0;
    int end = lastByte - 8 * limb;
    for (int at = Math.max(firstByte, end - 7); at <= end; at++) {
      value = value << 8 | (at < code.length ? code[at] & 0xff : 0);
    }
    return value;
  }

  /** Replaces the last slots of the open block by one that does the same, where there is one. */
  private void fuse() {
    int last = slots - 1;
    if (last - 1 <= block) {
      return;
    }
    int op = ops[last];
    int before = ops[last - 1];
    if (before == Decoded.PUSH) {
      int fused = pushThen(op, args[last - 1]);
      if (fused != NONE) {
        merge(fused, args[last - 1]);
        if (fused == Decoded.PUSH_JUMPI && slots - 2 > block && ops[slots - 2] == Op.ISZERO) {
          merge(Decoded.ISZERO_PUSH_JUMPI, args[slots - 1]);
        }
      }
    } else if (before == Decoded.SWAP && op == Op.POP) {
      merge(Decoded.SWAP_POP, args[last - 1]);
    } else if (before == Decoded.SWAP
        && op == Op.SUB
        && args[last - 1] == 8
        && last - 2 > block
        && ops[last - 2] == Decoded.PUSH) {
      long subtrahend = args[last - 2];
      merge(Decoded.PUSH_SWAP_SUB, 0);
      merge(Decoded.PUSH_SWAP_SUB, subtrahend);
    }
  }

  private static int pushThen(int op, long pushed) {
    boolean isInt = pushed >= 0 && pushed <= Integer.MAX_VALUE;
    boolean isShift = pushed >= 0 && pushed < 256;
    return switch (op) {
      case Op.JUMP -> Decoded.PUSH_JUMP;
      case Op.JUMPI -> Decoded.PUSH_JUMPI;
      case Op.ADD -> Decoded.PUSH_ADD;
      case Op.AND -> Decoded.PUSH_AND;
      case Op.EQ -> Decoded.PUSH_EQ;
      case Op.MLOAD -> isInt ? Decoded.PUSH_MLOAD : NONE;
      case Op.MSTORE -> isInt ? Decoded.PUSH_MSTORE : NONE;
      case Op.SHL -> isShift ? Decoded.PUSH_SHL : NONE;
      case Op.SHR -> isShift ? Decoded.PUSH_SHR : NONE;
      default -> NONE;
    };
  }

  /** Makes the last two slots one, with the later one's place in the code. */
  private void merge(int op, long arg) {
    int kept = slots - 2;
    ops[kept] = op;
    args[kept] = arg;
    pcs[kept] = pcs[kept + 1];
    paid[kept] = paid[kept + 1];
    slots--;
  }

  /** Turns the offsets that fused jumps push into slots. */
  private void resolveJumps() {
    for (int slot = 0; slot < slots; slot++) {
      switch (ops[slot]) {
        case Decoded.PUSH_JUMP, Decoded.PUSH_JUMPI, Decoded.ISZERO_PUSH_JUMPI -> {
          long pc = args[slot];
          args[slot] = pc >= 0 && pc < code.length ? targets[(int) pc] : NONE;
        }
        default -> {}
      }
    }
  }
}
