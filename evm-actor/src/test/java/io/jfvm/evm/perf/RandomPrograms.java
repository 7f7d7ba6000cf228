// SPDX-License-Identifier: Apache-2.0
package io.jfvm.evm.perf;

import io.jfvm.evm.interpreter.Op;
import io.jfvm.evm.interpreter.Opcode;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Programs that mostly work: operands are on the stack when an instruction wants them, offsets and
 * sizes are mostly small, jumps mostly go to a JUMPDEST, words are shaped at limb edges. They end
 * by writing the stack to memory, so that memory shows everything.
 */
final class RandomPrograms {
  private static final Opcode[] ALL = Opcode.values();
  private static final Opcode[] FREQUENT = {
    Opcode.ADD, Opcode.SUB, Opcode.SWAP1, Opcode.POP, Opcode.DUP1, Opcode.DUP2, Opcode.ISZERO,
    Opcode.MSTORE, Opcode.MLOAD, Opcode.AND, Opcode.SHL, Opcode.SHR, Opcode.EQ, Opcode.GAS,
    Opcode.SWAP2, Opcode.LT, Opcode.MSTORE8, Opcode.SLOAD, Opcode.SSTORE, Opcode.JUMPDEST
  };

  private final SplittableRandom random;
  private final ByteArrayOutputStream code = new ByteArrayOutputStream();
  private final List<Integer> destinations = new ArrayList<>();
  private int height;

  RandomPrograms(SplittableRandom random) {
    this.random = random;
  }

  byte[] program() {
    code.reset();
    destinations.clear();
    height = 0;
    int length = 5 + random.nextInt(60);
    for (int i = 0; i < length; i++) {
      piece();
    }
    for (int i = 0; i < 12; i++) {
      op(Op.MSIZE);
      op(Op.MSTORE);
    }
    return code.toByteArray();
  }

  private void piece() {
    int kind = random.nextInt(100);
    if (kind < 10) {
      jumpForward();
    } else if (kind < 13) {
      jumpDestinations();
    } else if (kind < 16 && !destinations.isEmpty()) {
      jumpBack();
    } else if (kind < 17) {
      code.write(random.nextInt(256)); // anything
    } else if (kind < 60) {
      instruction(FREQUENT[random.nextInt(FREQUENT.length)]);
    } else {
      instruction(ALL[random.nextInt(ALL.length)]);
    }
  }

  /** PUSH, JUMP or JUMPI over a few bytes to a run of JUMPDESTs, sometimes into its middle. */
  private void jumpForward() {
    boolean conditional = random.nextBoolean();
    if (conditional) {
      word();
      if (random.nextBoolean()) {
        op(Op.ISZERO);
      }
    }
    int skipped = random.nextInt(4);
    int run = 1 + random.nextInt(3);
    int target = code.size() + 4 + skipped + random.nextInt(run);
    if (random.nextInt(20) == 0) {
      target++; // perhaps no JUMPDEST
    }
    op(Op.PUSH2);
    code.write(target >> 8);
    code.write(target);
    op(conditional ? Op.JUMPI : Op.JUMP);
    for (int i = 0; i < skipped; i++) {
      op(conditional ? Op.MSIZE : random.nextInt(256));
    }
    height += conditional ? skipped : 0;
    for (int i = 0; i < run; i++) {
      op(Op.JUMPDEST);
    }
  }

  private void jumpDestinations() {
    destinations.add(code.size());
    for (int i = random.nextInt(4); i >= 0; i--) {
      op(Op.JUMPDEST);
    }
  }

  /** A loop: it ends when gas or stack do, or on a condition that is mostly false. */
  private void jumpBack() {
    int target = destinations.get(random.nextInt(destinations.size()));
    if (random.nextInt(5) == 0) {
      op(Op.MSIZE);
    } else {
      push(0);
    }
    op(Op.PUSH2);
    code.write(target >> 8);
    code.write(target);
    op(Op.JUMPI);
  }

  private void instruction(Opcode opcode) {
    int op = opcode.code();
    if (op == Op.JUMP || op == Op.JUMPI) {
      return;
    }
    boolean ends = op == Op.STOP || op == Op.RETURN || op == Op.REVERT || op == Op.SELFDESTRUCT;
    if ((ends || op == Op.INVALID) && random.nextInt(8) != 0) {
      return;
    }
    if (op >= Op.PUSH1 && op <= Op.PUSH32) {
      op(op);
      int bytes = opcode.immediateBytes();
      boolean edge = random.nextBoolean();
      for (int i = 0; i < bytes; i++) {
        code.write(edge ? (i % 8 == 0 ? 0x80 : 0xff * random.nextInt(2)) : random.nextInt(256));
      }
      height++;
      return;
    }
    int wanted = random.nextInt(60) == 0 ? 0 : opcode.popped();
    boolean memory = touchesMemory(op);
    while (height < wanted || memory && random.nextInt(4) != 0 && wanted-- > 0) {
      if (memory) {
        offset();
      } else {
        word();
      }
    }
    op(op);
    height = Math.max(0, height + opcode.pushed() - opcode.popped());
  }

  private static boolean touchesMemory(int op) {
    return switch (op) {
      case Op.KECCAK256,
          Op.CALLDATACOPY,
          Op.CODECOPY,
          Op.EXTCODECOPY,
          Op.RETURNDATACOPY,
          Op.MLOAD,
          Op.MSTORE,
          Op.MSTORE8,
          Op.MCOPY,
          Op.LOG0,
          Op.LOG1,
          Op.LOG2,
          Op.LOG3,
          Op.LOG4,
          Op.CREATE,
          Op.CREATE2,
          Op.CALL,
          Op.STATICCALL,
          Op.DELEGATECALL,
          Op.RETURN,
          Op.REVERT,
          Op.CALLDATALOAD,
          Op.SLOAD,
          Op.SSTORE,
          Op.TLOAD,
          Op.TSTORE ->
          true;
      default -> false;
    };
  }

  private void offset() {
    if (random.nextInt(60) == 0) {
      word();
    } else {
      push(random.nextInt(random.nextInt(10) == 0 ? 5000 : 80));
    }
  }

  private void word() {
    switch (random.nextInt(5)) {
      case 0 -> push(random.nextInt(4));
      case 1 -> {
        push(0);
        op(Op.NOT);
      }
      case 2 -> {
        op(Op.PUSH32);
        for (int i = 0; i < 32; i++) {
          code.write(random.nextInt(256));
        }
        height++;
      }
      case 3 -> {
        op(Op.PUSH8);
        for (int i = 0; i < 8; i++) {
          code.write(0xff);
        }
        height++;
      }
      default -> {
        op(Op.PUSH1 + 15);
        for (int i = 0; i < 16; i++) {
          code.write(i == 0 ? 0x80 : 0);
        }
        height++;
      }
    }
  }

  private void push(int value) {
    if (value < 256) {
      op(Op.PUSH1);
    } else {
      op(Op.PUSH2);
      code.write(value >> 8);
    }
    code.write(value);
    height++;
  }

  private void op(int op) {
    code.write(op);
  }
}
