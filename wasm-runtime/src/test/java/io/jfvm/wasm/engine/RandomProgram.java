// SPDX-License-Identifier: Apache-2.0
package io.jfvm.wasm.engine;

import io.jfvm.wasm.engine.GuestModule.Code;
import io.jfvm.wasm.module.FunctionCode;
import io.jfvm.wasm.module.Opcode;
import java.util.SplittableRandom;

/**
 * A random module: arithmetic, memory, globals, branches, loops that end, direct and indirect
 * calls. It exits with a code made of what it computed, unless it traps.
 */
final class RandomProgram {
  private static final int DEPTH = 3;
  private static final int STATEMENTS = 5;
  private static final int MEMORY_MASK = 0x7ff8;
  private static final int FIRST = 1;
  private static final int COUNTER = 3;
  private static final int WIDE = 4;
  private static final String LOCALS = "iiiI";
  private static final int I32_EQZ = 0x45;
  private static final int I32_CLZ = 0x67;
  private static final int I64_ADD = 0x7c;
  private static final int I32_WRAP = 0xa7;
  private static final int I64_EXTEND_U = 0xad;
  private static final int F64_ADD = 0xa0;
  private static final int F64_CONVERT_I64_S = 0xb9;
  private static final int I64_REINTERPRET_F64 = 0xbd;

  private final SplittableRandom random;
  private final GuestModule module =
      new GuestModule().syscall("vm", "exit", "iiii").global(1 << 12).table(2, 2);
  private Code code;
  private int callable;

  RandomProgram(SplittableRandom random) {
    this.random = random;
  }

  byte[] module() {
    for (int i = 0; i < 3; i++) {
      callable = module.nextFunction();
      code = Code.of(LOCALS);
      statements(STATEMENTS, 1);
      i32(DEPTH);
      module.function(code);
    }
    module.elements(0, callable, callable - 1);
    callable = module.nextFunction();
    code = Code.of(LOCALS);
    statements(STATEMENTS, 1);
    code.i32(0);
    i32(DEPTH);
    code.op(Opcode.LOCAL_SET, FIRST).op(Opcode.DROP);
    code.local(FIRST).i32(0xffff).op(Opcode.I32_ADD + 7).i32(GuestNetwork.EXIT_BASE);
    code.op(Opcode.I32_ADD).i32(0).i32(0).i32(0).call(0).op(Opcode.UNREACHABLE);
    module.function(code);
    return module.toBytes();
  }

  private void statements(int count, int nesting) {
    for (int i = 0; i < count; i++) {
      statement(nesting);
    }
  }

  private void statement(int nesting) {
    switch (random.nextInt(nesting > 0 ? 7 : 5)) {
      case 0 -> {
        i32(DEPTH);
        code.op(Opcode.LOCAL_SET, FIRST + random.nextInt(2));
      }
      case 1 -> {
        i64(DEPTH);
        code.op(Opcode.LOCAL_SET, WIDE);
      }
      case 2 -> {
        address();
        i32(DEPTH);
        code.at(GuestModule.I32_STORE, random.nextInt(64));
      }
      case 3 -> {
        address();
        i64(DEPTH);
        code.at(GuestModule.I64_STORE, random.nextInt(64));
      }
      case 4 -> {
        i32(DEPTH);
        code.op(Opcode.GLOBAL_SET, 0);
      }
      case 5 -> {
        i32(DEPTH);
        code.op(Opcode.IF, FunctionCode.EMPTY_BLOCK);
        statements(3, nesting - 1);
        code.op(Opcode.ELSE);
        statements(3, nesting - 1);
        code.op(Opcode.END);
      }
      default -> {
        code.i32(1 + random.nextInt(6)).op(Opcode.LOCAL_SET, COUNTER);
        code.op(Opcode.LOOP, FunctionCode.EMPTY_BLOCK);
        statements(3, 0);
        code.local(COUNTER).i32(-1).op(Opcode.I32_ADD).op(Opcode.LOCAL_TEE, COUNTER);
        code.op(Opcode.BR_IF, 0).op(Opcode.END);
      }
    }
  }

  private void address() {
    i32(2);
    code.i32(MEMORY_MASK >> random.nextInt(3)).op(Opcode.I32_ADD + 7);
  }

  private void i32(int depth) {
    switch (depth == 0 ? random.nextInt(3) : random.nextInt(11)) {
      case 0 -> code.i32(random.nextInt() >> random.nextInt(32));
      case 1 -> code.local(random.nextInt(COUNTER));
      case 2 -> code.op(Opcode.GLOBAL_GET, 0);
      case 3 -> {
        i32(depth - 1);
        code.op(I32_CLZ + random.nextInt(3));
      }
      case 4 -> {
        i32(depth - 1);
        code.op(I32_EQZ);
      }
      case 5 -> {
        i32(depth - 1);
        i32(depth - 1);
        code.op(I32_EQZ + 1 + random.nextInt(10));
      }
      case 6 -> {
        address();
        code.at(GuestModule.I32_LOAD, random.nextInt(64));
      }
      case 7 -> {
        i64(depth - 1);
        code.op(I32_WRAP);
      }
      case 8 -> call(depth);
      default -> {
        i32(depth - 1);
        i32(depth - 1);
        code.op(Opcode.I32_ADD + arithmetic());
      }
    }
  }

  /** Addition to rotation; the four that can trap seldom. */
  private int arithmetic() {
    int operation = random.nextInt(15);
    boolean divides = operation >= 3 && operation <= 6;
    return divides && random.nextInt(100) != 0 ? 0 : operation;
  }

  /** Only functions before this one, so that all calls end. */
  private void call(int depth) {
    i32(depth - 1);
    if (callable > 1) {
      code.call(1 + random.nextInt(callable - 1));
    }
    if (callable == 4 && random.nextInt(2) == 0) {
      code.i32(random.nextInt(2)).op(Opcode.CALL_INDIRECT, 1, 0);
    }
  }

  private void i64(int depth) {
    switch (depth == 0 ? random.nextInt(2) : random.nextInt(7)) {
      case 0 -> code.i64(random.nextLong() >> random.nextInt(64));
      case 1 -> code.local(WIDE);
      case 2 -> {
        i32(depth - 1);
        code.op(I64_EXTEND_U);
      }
      case 3 -> {
        address();
        code.at(GuestModule.I64_LOAD, random.nextInt(64));
      }
      case 4 -> {
        i64(depth - 1);
        code.op(F64_CONVERT_I64_S);
        i64(depth - 1);
        code.op(F64_CONVERT_I64_S).op(F64_ADD + random.nextInt(4)).op(I64_REINTERPRET_F64);
      }
      default -> {
        i64(depth - 1);
        i64(depth - 1);
        code.op(I64_ADD + arithmetic());
      }
    }
  }
}
