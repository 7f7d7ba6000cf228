// SPDX-License-Identifier: Apache-2.0
package io.jfvm.wasm.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.jfvm.executor.ApplyResult;
import io.jfvm.wasm.engine.GuestModule.Code;
import io.jfvm.wasm.module.Opcode;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Each invocation finds the memory as the module declares it, whatever an earlier one did to it.
 */
class MemoryReuseTest {
  private static final int PAGE = 1 << 16;
  private static final int PAGES = 40;
  private static final int CHUNK = 1 << 15;
  private static final int EXIT_CODE = 33;

  private static final int I32_NE = 0x47;
  private static final int I64_NE = 0x52;
  private static final int I64_OR = 0x84;
  private static final int I64_XOR = 0x85;

  private static final int DATA_AT = 3 * CHUNK - 4;
  private static final byte[] DATA = "datadata".getBytes(StandardCharsets.US_ASCII);
  private static final long DATA_WORD = 0x6174_6164_6174_6164L;

  /** Starts, ends and borders of what is made new at once, and of pages. */
  private static final int[] PLACES = {
    0,
    8,
    CHUNK - 8,
    CHUNK - 1,
    CHUNK,
    5 * CHUNK - 7,
    20 * CHUNK - 4,
    66 * CHUNK - 1,
    PAGES * PAGE - 8
  };

  private final GuestNetwork network = new GuestNetwork();

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 8, 12, 13, 20, 200})
  void nothingWrittenIsLeft(int growth) {
    requireAllAlike(writing(growth).i32(0), 0);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 12, 13})
  void nothingWrittenIsLeftByOneThatExits(int growth) {
    Code exiting = writing(growth).i32(EXIT_CODE).i32(0).i32(0).i32(0).call(1);
    requireAllAlike(exiting, EXIT_CODE);
  }

  private void requireAllAlike(Code program, int exitCode) {
    byte[] module =
        new GuestModule()
            .syscall("crypto", "hash", "iIiiii")
            .syscall("vm", "exit", "iiii")
            .memory(PAGES, -1)
            .data(DATA_AT, DATA)
            .function(program)
            .toBytes();
    for (int call = 0; call < 3; call++) {
      ApplyResult result = GuestNetwork.call(network.with(module), new byte[0], 1_000_000_000);
      assertThat(result.receipt().exitCode().value())
          .as("call %s: %s", call, result)
          .isEqualTo(exitCode);
    }
  }

  /** Traps unless all is as new, then writes in every way there is. */
  private static Code writing(int growth) {
    Code code = Code.of();
    trapUnlessNew(code, PLACES);
    code.i32(growth).op(Opcode.MEMORY_GROW, 0).i32(PAGES).op(I32_NE);
    trapIfTrue(code);
    int grownEnd = (PAGES + growth) * PAGE;
    if (growth > 0) {
      trapUnlessZero(code, PAGES * PAGE, PAGES * PAGE + CHUNK - 4, grownEnd - 8);
    }
    for (int place : PLACES) {
      code.i32(place).i64(-1).at(GuestModule.I64_STORE, 0);
    }
    code.i32(DATA_AT).i64(5).at(GuestModule.I64_STORE, 0);
    code.i32(grownEnd - 8).i64(-1).at(GuestModule.I64_STORE, 0);
    code.i32(7 * CHUNK - 2).i32(1).i32(2 * CHUNK).op(Opcode.MEMORY_FILL, 0);
    code.i32(11 * CHUNK).i32(7 * CHUNK).i32(2 * CHUNK).op(Opcode.MEMORY_COPY, 0, 0);
    // blake2b-256 of nothing, by the host
    code.i32(17 * CHUNK).i64(0xb220).i32(0).i32(0).i32(15 * CHUNK - 16).i32(32).call(0);
    trapIfTrue(code);
    return code;
  }

  private static void trapUnlessNew(Code code, int... places) {
    code.op(Opcode.MEMORY_SIZE, 0).i32(PAGES).op(I32_NE);
    trapIfTrue(code);
    trapUnlessZero(code, places);
    trapUnlessZero(code, 7 * CHUNK - 2, 9 * CHUNK - 10, 11 * CHUNK, 13 * CHUNK - 8);
    trapUnlessZero(code, 15 * CHUNK - 12, 15 * CHUNK, 17 * CHUNK);
    code.i32(DATA_AT).at(GuestModule.I64_LOAD, 0).i64(DATA_WORD).op(I64_XOR);
    trapUnlessZeroOnStack(code);
  }

  private static void trapUnlessZero(Code code, int... places) {
    code.i64(0);
    for (int place : places) {
      code.i32(place).at(GuestModule.I64_LOAD, 0).op(I64_OR);
    }
    trapUnlessZeroOnStack(code);
  }

  private static void trapUnlessZeroOnStack(Code code) {
    code.i64(0).op(I64_NE);
    trapIfTrue(code);
  }

  private static void trapIfTrue(Code code) {
    code.op(Opcode.IF, 0x40).op(Opcode.UNREACHABLE).op(Opcode.END);
  }
}
