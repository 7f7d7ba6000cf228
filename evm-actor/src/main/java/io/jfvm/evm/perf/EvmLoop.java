// SPDX-License-Identifier: Apache-2.0
package io.jfvm.evm.perf;

import io.jfvm.evm.interpreter.Decoded;
import io.jfvm.evm.interpreter.Frame;
import io.jfvm.evm.interpreter.Halt;
import io.jfvm.evm.interpreter.Instructions;
import io.jfvm.evm.interpreter.Memory;
import io.jfvm.evm.interpreter.Op;
import io.jfvm.evm.interpreter.Program;
import io.jfvm.evm.word.Arithmetic;
import io.jfvm.evm.word.Bitwise;
import io.jfvm.evm.word.Comparison;
import io.jfvm.evm.word.Division;

/**
 * The interpreter loop: an {@link io.jfvm.evm.interpreter.Engine}. Its plain twin, {@code
 * ReferenceInterpreter}, is in the tests, and a differential test drives both.
 *
 * <p>What is ugly, and what it buys. Times are thread CPU milliseconds, fastest run, one JVM a
 * workload (JDK 25.0, AMD EPYC, two busy cores, November 2026): as it is, then without the trick.
 *
 * <ul>
 *   <li>One method with everything hot in it, over flat arrays: {@code int} operations, {@code
 *       long} arguments, a stack of limbs. No objects, no calls through interfaces. The method must
 *       stay under 8000 bytes of bytecode, or HotSpot never compiles it; it has 2400, which leaves
 *       room for what is inlined into it.
 *   <li>Stack bounds and static gas are checked once a basic block, by its header. Without, that is
 *       with a header before every instruction and nothing fused: fib16 1.0 to 2.6, sha1 2.6 to
 *       8.9, memory 11 to 32, an empty loop 7.8 to 35.
 *   <li>Common sequences are one operation ({@link Decoded}). Without: fib16 1.0 to 2.3, memory 11
 *       to 22, an empty loop 7.8 to 25.
 *   <li>Runs of JUMPDESTs are one header: 24 KB of them in a loop take 0.01; block by block, 17.
 *   <li>Whatever is rare, or slow itself, or needs the host is out of line behind one call, after
 *       the switch; memory instructions get there only if memory must grow.
 * </ul>
 *
 * <p>What was tried and is slower: an outer loop over blocks around this one, to save the dispatch
 * of headers after jumps (fib16 1.0 to 1.6).
 *
 * <p>Exactness. A block is paid in advance. Before anything that can see gas, what is paid for
 * later instructions is given back, and taken again afterwards; if it is no longer there, or if a
 * block's check fails at all, the frame goes on in the careful program, where every instruction is
 * a block, so that the instruction that fails and the reason are the true ones.
 */
public final class EvmLoop {
  private EvmLoop() {}

  /** Runs a frame to its end. */
  public static void run(Frame frame) {
    run(frame, frame.code().program(), 0, 0);
  }

  private static void run(Frame frame, Program program, int firstSlot, int firstSp) {
    final int[] ops = program.ops();
    final long[] args = program.args();
    final long[] s = frame.stack();
    final Memory memory = frame.memory();
    int next = firstSlot;
    int sp = firstSp;
    for (; ; ) {
      int slot = next++;
      int op = ops[slot];
      switch (op) {
        case Decoded.BLOCK -> {
          long block = args[slot];
          long gas = frame.gas() - Decoded.gas(block);
          if (gas < 0
              || sp < Decoded.needed(block)
              || sp + Decoded.grown(block) > Frame.STACK_LIMBS) {
            carefully(frame, program, slot, sp);
            return;
          }
          frame.setGas(gas);
          continue;
        }
        case Decoded.JUMPDESTS -> {
          long run = args[slot];
          long gas = frame.gas() - (run >>> 32);
          if (gas < 0) {
            carefully(frame, program, slot, sp);
            return;
          }
          frame.setGas(gas);
          next = (int) run;
          continue;
        }
        case Decoded.PUSH -> {
          s[sp] = args[slot];
          s[sp + 1] = 0;
          s[sp + 2] = 0;
          s[sp + 3] = 0;
          sp += 4;
          continue;
        }
        case Decoded.PUSH_WIDE -> {
          int at = (int) args[slot];
          long[] constants = program.constants();
          s[sp] = constants[at];
          s[sp + 1] = constants[at + 1];
          s[sp + 2] = constants[at + 2];
          s[sp + 3] = constants[at + 3];
          sp += 4;
          continue;
        }
        case Decoded.DUP -> {
          int from = sp - (int) args[slot];
          s[sp] = s[from];
          s[sp + 1] = s[from + 1];
          s[sp + 2] = s[from + 2];
          s[sp + 3] = s[from + 3];
          sp += 4;
          continue;
        }
        case Decoded.SWAP -> {
          int with = sp - (int) args[slot];
          long x0 = s[with];
          long x1 = s[with + 1];
          long x2 = s[with + 2];
          long x3 = s[with + 3];
          s[with] = s[sp - 4];
          s[with + 1] = s[sp - 3];
          s[with + 2] = s[sp - 2];
          s[with + 3] = s[sp - 1];
          s[sp - 4] = x0;
          s[sp - 3] = x1;
          s[sp - 2] = x2;
          s[sp - 1] = x3;
          continue;
        }
        case Decoded.SWAP_POP -> {
          int to = sp - (int) args[slot];
          s[to] = s[sp - 4];
          s[to + 1] = s[sp - 3];
          s[to + 2] = s[sp - 2];
          s[to + 3] = s[sp - 1];
          sp -= 4;
          continue;
        }
        case Op.POP -> {
          sp -= 4;
          continue;
        }
        case Decoded.PUSH_JUMP -> {
          next = (int) args[slot];
          if (next < 0) {
            frame.halt(Halt.BAD_JUMP, program.pc(slot));
            return;
          }
          continue;
        }
        case Decoded.PUSH_JUMPI -> {
          sp -= 4;
          if (!Comparison.isZero(s, sp)) {
            next = (int) args[slot];
            if (next < 0) {
              frame.halt(Halt.BAD_JUMP, program.pc(slot));
              return;
            }
          }
          continue;
        }
        case Decoded.ISZERO_PUSH_JUMPI -> {
          sp -= 4;
          if (Comparison.isZero(s, sp)) {
            next = (int) args[slot];
            if (next < 0) {
              frame.halt(Halt.BAD_JUMP, program.pc(slot));
              return;
            }
          }
          continue;
        }
        case Op.JUMP -> {
          sp -= 4;
          next = target(program, s, sp);
          if (next < 0) {
            frame.halt(Halt.BAD_JUMP, program.pc(slot));
            return;
          }
          continue;
        }
        case Op.JUMPI -> {
          sp -= 8;
          if (!Comparison.isZero(s, sp)) {
            next = target(program, s, sp + 4);
            if (next < 0) {
              frame.halt(Halt.BAD_JUMP, program.pc(slot));
              return;
            }
          }
          continue;
        }
        case Op.ADD -> {
          sp -= 4;
          Arithmetic.add(s, sp);
          continue;
        }
        case Decoded.PUSH_ADD -> {
          Arithmetic.addU64(s, sp - 4, args[slot]);
          continue;
        }
        case Op.SUB -> {
          sp -= 4;
          Arithmetic.sub(s, sp);
          continue;
        }
        case Decoded.PUSH_SWAP_SUB -> {
          Arithmetic.subU64(s, sp - 4, args[slot]);
          continue;
        }
        case Op.MUL -> {
          sp -= 4;
          Arithmetic.mul(s, sp);
          continue;
        }
        case Op.AND -> {
          sp -= 4;
          Bitwise.and(s, sp);
          continue;
        }
        case Decoded.PUSH_AND -> {
          s[sp - 4] &= args[slot];
          s[sp - 3] = 0;
          s[sp - 2] = 0;
          s[sp - 1] = 0;
          continue;
        }
        case Op.OR -> {
          sp -= 4;
          Bitwise.or(s, sp);
          continue;
        }
        case Op.XOR -> {
          sp -= 4;
          Bitwise.xor(s, sp);
          continue;
        }
        case Op.NOT -> {
          Bitwise.not(s, sp - 4);
          continue;
        }
        case Op.LT -> {
          sp -= 4;
          Bitwise.set(s, sp - 4, Comparison.less(s, sp, sp - 4) ? 1 : 0);
          continue;
        }
        case Op.GT -> {
          sp -= 4;
          Bitwise.set(s, sp - 4, Comparison.less(s, sp - 4, sp) ? 1 : 0);
          continue;
        }
        case Op.SLT -> {
          sp -= 4;
          Bitwise.set(s, sp - 4, Comparison.signedLess(s, sp, sp - 4) ? 1 : 0);
          continue;
        }
        case Op.SGT -> {
          sp -= 4;
          Bitwise.set(s, sp - 4, Comparison.signedLess(s, sp - 4, sp) ? 1 : 0);
          continue;
        }
        case Op.EQ -> {
          sp -= 4;
          Bitwise.set(s, sp - 4, Comparison.equal(s, sp, sp - 4) ? 1 : 0);
          continue;
        }
        case Decoded.PUSH_EQ -> {
          boolean equal = ((s[sp - 4] ^ args[slot]) | s[sp - 3] | s[sp - 2] | s[sp - 1]) == 0;
          Bitwise.set(s, sp - 4, equal ? 1 : 0);
          continue;
        }
        case Op.ISZERO -> {
          Bitwise.set(s, sp - 4, Comparison.isZero(s, sp - 4) ? 1 : 0);
          continue;
        }
        case Op.SHL -> {
          sp -= 4;
          Bitwise.shl(s, sp);
          continue;
        }
        case Op.SHR -> {
          sp -= 4;
          Bitwise.shr(s, sp);
          continue;
        }
        case Op.SAR -> {
          sp -= 4;
          Bitwise.sar(s, sp);
          continue;
        }
        case Decoded.PUSH_SHL -> {
          Bitwise.shl(s, sp - 4, (int) args[slot]);
          continue;
        }
        case Decoded.PUSH_SHR -> {
          Bitwise.shr(s, sp - 4, (int) args[slot], 0);
          continue;
        }
        case Op.BYTE -> {
          sp -= 4;
          Bitwise.byteAt(s, sp);
          continue;
        }
        case Op.CLZ -> {
          Bitwise.clz(s, sp - 4);
          continue;
        }
        case Op.SIGNEXTEND -> {
          sp -= 4;
          Arithmetic.signExtend(s, sp);
          continue;
        }
        case Op.DIV -> {
          sp -= 4;
          Division.div(s, sp, frame.scratch());
          continue;
        }
        case Op.MOD -> {
          sp -= 4;
          Division.mod(s, sp, frame.scratch());
          continue;
        }
        case Op.SDIV -> {
          sp -= 4;
          Division.sdiv(s, sp, frame.scratch());
          continue;
        }
        case Op.SMOD -> {
          sp -= 4;
          Division.smod(s, sp, frame.scratch());
          continue;
        }
        case Op.ADDMOD -> {
          Division.addmod(s, sp - 4, frame.scratch());
          sp -= 8;
          continue;
        }
        case Op.MULMOD -> {
          Division.mulmod(s, sp - 4, frame.scratch());
          sp -= 8;
          continue;
        }
        case Op.MLOAD -> {
          long offset = s[sp - 4];
          if ((s[sp - 3] | s[sp - 2] | s[sp - 1]) == 0
              && offset >= 0
              && offset <= memory.size() - 32) {
            memory.loadWord((int) offset, s, sp - 4);
            continue;
          }
        }
        case Decoded.PUSH_MLOAD -> {
          int offset = (int) args[slot];
          Bitwise.set(s, sp, offset);
          sp += 4;
          if (offset <= memory.size() - 32) {
            memory.loadWord(offset, s, sp - 4);
            continue;
          }
          op = Op.MLOAD;
        }
        case Op.MSTORE -> {
          long offset = s[sp - 4];
          if ((s[sp - 3] | s[sp - 2] | s[sp - 1]) == 0
              && offset >= 0
              && offset <= memory.size() - 32) {
            memory.storeWord((int) offset, s, sp - 8);
            sp -= 8;
            continue;
          }
        }
        case Decoded.PUSH_MSTORE -> {
          int offset = (int) args[slot];
          if (offset <= memory.size() - 32) {
            sp -= 4;
            memory.storeWord(offset, s, sp);
            continue;
          }
          Bitwise.set(s, sp, offset);
          sp += 4;
          op = Op.MSTORE;
        }
        case Op.CALLDATALOAD -> {
          byte[] input = frame.invocation().input();
          long offset = s[sp - 4];
          if ((s[sp - 3] | s[sp - 2] | s[sp - 1]) == 0
              && offset >= 0
              && offset <= input.length - 32) {
            Memory.readWord(input, (int) offset, s, sp - 4);
            continue;
          }
        }
        case Op.STOP -> {
          frame.halt(Halt.STOP, program.pc(slot));
          return;
        }
        default -> {}
      }
      // Everything else: with exact gas, out of line.
      int paidAhead = program.paidAhead(slot);
      frame.setGas(frame.gas() + paidAhead);
      Halt halt = Instructions.execute(frame, op, sp);
      if (halt == null && frame.gas() < 0) {
        halt = Halt.OUT_OF_GAS;
      }
      if (halt != null) {
        frame.halt(halt, program.pc(slot));
        return;
      }
      sp += Instructions.stackChange(op);
      long gas = frame.gas() - paidAhead;
      if (gas < 0) {
        carefullyFrom(frame, program.pc(slot) + 1, sp);
        return;
      }
      frame.setGas(gas);
    }
  }

  /** The slot a computed jump goes to, or -1. */
  private static int target(Program program, long[] s, int at) {
    int[] targets = program.targets();
    long pc = s[at];
    if ((s[at + 1] | s[at + 2] | s[at + 3]) != 0 || pc < 0 || pc >= targets.length) {
      return -1;
    }
    return targets[(int) pc];
  }

  /**
   * A block cannot be entered: goes on instruction by instruction, or, if that is what we do
   * already, ends the frame for the first reason that holds.
   */
  private static void carefully(Frame frame, Program program, int slot, int sp) {
    int pc = program.pc(slot);
    if (!program.isCareful()) {
      carefullyFrom(frame, pc, sp);
      return;
    }
    long block = program.args()[slot];
    if (sp < Decoded.needed(block)) {
      frame.halt(Halt.STACK_UNDERFLOW, pc);
    } else if (sp + Decoded.grown(block) > Frame.STACK_LIMBS) {
      frame.halt(Halt.STACK_OVERFLOW, pc);
    } else {
      frame.halt(Halt.OUT_OF_GAS, pc);
    }
  }

  private static void carefullyFrom(Frame frame, int pc, int sp) {
    Program careful = frame.code().carefulProgram();
    run(frame, careful, careful.slotOf(pc), sp);
  }
}
