// SPDX-License-Identifier: Apache-2.0
package io.jfvm.wasm.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import io.jfvm.machine.NetworkConfig;
import io.jfvm.types.ExitCode;
import io.jfvm.types.NetworkVersion;
import io.jfvm.wasm.engine.GuestModule.Code;
import io.jfvm.wasm.module.InvalidModuleException;
import io.jfvm.wasm.module.Opcode;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Modules made to hurt are refused by name and place, at the cost of their own bytes. */
class HostileModuleTest {
  private static final NetworkConfig NETWORK = NetworkConfig.of(NetworkVersion.NV28, 314);
  private static final int I32_WRAP_I64 = 0xa7;
  private static final String HEADER = "0061736d01000000";

  /**
   * Loading a module of some bytes takes no more than this; a count taken at its word takes GiB.
   */
  private static final long FEW_BYTES = 4 << 20;

  private final GuestNetwork network = new GuestNetwork();

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          01 ffffffff0f,                      type section of 4294967295 bytes where 0 are left
          00 ffffffff07,                      custom section of 2147483647 bytes where 0 are left
          0106 ffffffff0f 00,                 4294967295 types exceed the limit of 1000000
          0206 ffffffff0f 00,                 4294967295 imports exceed the limit of 1000000
          0306 ffffffff0f 00,                 4294967295 functions exceed the limit of 1000000
          0406 ffffffff0f 00,                 4294967295 tables exceed the limit of 100
          0506 ffffffff0f 00,                 4294967295 memories exceed the limit of 1
          0606 ffffffff0f 00,                 4294967295 globals exceed the limit of 1000000
          0706 ffffffff0f 00,                 4294967295 exports exceed the limit of 1000000
          0906 ffffffff0f 00,                 4294967295 element segments exceed the limit of 100000
          0c05 ffffffff0f,                    4294967295 data segments exceed the limit
          0a06 ffffffff0f 00,                 4294967295 functions exceed the limit of 1000000
          0b06 ffffffff0f 00,                 4294967295 data segments exceed the limit of 100000
          0104 c0843d 60,                     1000000 types do not fit in 1 bytes
          0108 01 60 ffffffff0f 00,           4294967295 parameters exceed the limit of 1000
          0207 01 ffffffff0f 61,              name of 4294967295 bytes where 1 are left
          090b 01 00 41000b ffffffff0f 00,    4294967295 elements exceed the limit of 10000000
          0b0a 01 00 41000b ffffffff0f,       data of 4294967295 bytes where 0 are left
          0a07 01 ffffffff0f 00,              function body of 4294967295 bytes where 1 are left
          """)
  void countsAndLengthsAreNotTakenAtTheirWord(String sections, String reason) {
    assertThat(allocated(() -> refused(module(sections), reason))).isLessThan(FEW_BYTES);
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          0a0a 01 08 ffffffff0f 7f 00 0b,        4294967295 local declarations exceed the limit
          0a0a 01 08 01 ffffffff0f 7f 0b,        more than 50000 locals
          0a0c 01 0a 00 4100 0e ffffffff0f 0b,   4294967295 branch targets exceed the limit
          """)
  void countsInBodiesAreNotTakenAtTheirWord(String code, String reason) {
    byte[] module = module("0106 0160017f017f 0302 0100" + code);
    assertThat(allocated(() -> refused(module, reason))).isLessThan(FEW_BYTES);
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          0186808080800001 60017f017f, 'module, offset 13: unsigned 32-bit integer too long'
          0106 8180808080 00,          'type section, offset 14: unsigned 32-bit integer too long'
          0106 8180808010 00,          'type section, offset 14: unsigned 32-bit integer too long'
          """)
  void overlongIntegersAreRefused(String sections, String reason) {
    refused(module(sections), reason);
  }

  @Test
  void everyTruncationOfAModuleIsRefused() throws InvalidModuleException {
    byte[] whole =
        new GuestModule()
            .syscall("vm", "exit", "iiii")
            .table(2, 2)
            .elements(0, 0)
            .global(7)
            .function(Code.of("iI").local(0))
            .toBytes();
    Admission.check(whole, NETWORK);
    for (int length = 0; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> Admission.check(cut, NETWORK))
          .as("first %s bytes", length)
          .isInstanceOf(InvalidModuleException.class);
    }
  }

  @Test
  void segmentsBeyondTwoGiBAreRefusedWithTheirOffset() {
    refused(
        new GuestModule().function(Code.of().i32(0)).data(Integer.MIN_VALUE, new byte[1]).toBytes(),
        "segment 0 ends at 2147483649, there is room up to 65536");
    refused(
        new GuestModule().function(Code.of().i32(0)).data(-1, new byte[1]).toBytes(),
        "segment 0 ends at 4294967296, there is room up to 65536");
    refused(
        new GuestModule().table(1, 1).elements(-1, 0).function(Code.of().i32(0)).toBytes(),
        "element section");
  }

  @ParameterizedTest
  @ValueSource(ints = {Integer.MAX_VALUE, Integer.MIN_VALUE, -1, -4, 65533})
  void accessesBehindTheMemoryTrap(int place) {
    for (int base : new int[] {0, place}) {
      GuestModule module =
          new GuestModule()
              .function(Code.of().i32(base).at(GuestModule.I32_LOAD, base == 0 ? place : 0));
      assertThat(network.exit(module))
          .as("base %s", base)
          .isEqualTo(ExitCode.SYS_ILLEGAL_INSTRUCTION.value());
    }
  }

  // --- what looks hostile and is admitted: it runs

  @ParameterizedTest
  @ValueSource(ints = {1_000, 300_000})
  void deeplyNestedBlocksRun(int depth) {
    Code code = Code.of();
    IntStream.range(0, depth).forEach(i -> code.op(Opcode.BLOCK, 0x40));
    IntStream.range(0, depth).forEach(i -> code.op(Opcode.END));
    assertThat(network.exit(new GuestModule().function(code.i32(0)))).isZero();
  }

  @Test
  void moreParametersThanAHostMethodCanHaveRun() {
    Code call = Code.of();
    IntStream.range(0, 900).forEach(call::i64);
    GuestModule module =
        new GuestModule().function("I".repeat(900) + ">i", Code.of().i32(0)).function(call.call(0));
    assertThat(network.exit(module)).isZero();
  }

  @Test
  void moreFunctionsThanAHostClassCanHaveRun() {
    GuestModule module = new GuestModule();
    IntStream.range(0, 40_000).forEach(i -> module.function(Code.of().i32(i)));
    assertThat(network.exit(module.function(Code.of().i32(0)))).isZero();
  }

  @Test
  void aLargeBranchTableRuns() {
    int labels = 100_000;
    int[] table = new int[labels + 2];
    table[0] = labels;
    Code code = Code.of().op(Opcode.BLOCK, 0x40).i32(5).op(Opcode.BR_TABLE, table).op(Opcode.END);
    assertThat(network.exit(new GuestModule().function(code.i32(0)))).isZero();
  }

  @Test
  void localsBeyondTheStackLimitTrap() {
    assertThat(network.exit(new GuestModule().function(Code.of("I".repeat(49_000)).i32(0))))
        .isEqualTo(ExitCode.SYS_ILLEGAL_INSTRUCTION.value());
  }

  /** One declaration of locals is one unit of the stack, however many it declares. */
  @ParameterizedTest
  @ValueSource(ints = {1_000, 32_700, 32_768, 33_000, 49_999})
  void moreLocalsThanAHostMethodCanHaveRun(int locals) {
    Code code =
        Code.ofLocals(locals, 'I')
            .i64(7)
            .op(Opcode.LOCAL_SET, locals)
            .i32(GuestNetwork.EXIT_BASE)
            .local(locals)
            .op(I32_WRAP_I64)
            .op(Opcode.I32_ADD);
    IntStream.range(1, 9).forEach(i -> code.local(i).op(I32_WRAP_I64).op(Opcode.I32_ADD));
    GuestModule module =
        new GuestModule()
            .syscall("vm", "exit", "iiii")
            .function(code.i32(0).i32(0).i32(0).call(0).op(Opcode.UNREACHABLE));
    assertThat(network.exit(module)).isEqualTo(GuestNetwork.EXIT_BASE + 7);
  }

  private static void refused(byte[] wasm, String reason) {
    assertThatThrownBy(() -> Admission.check(wasm, NETWORK))
        .isInstanceOf(InvalidModuleException.class)
        .hasMessageContaining(reason)
        .hasMessageMatching("(?s)(module|[a-z ]+ section).*");
  }

  private static long allocated(Runnable work) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long thread = Thread.currentThread().threadId();
    long before = threads.getThreadAllocatedBytes(thread);
    work.run();
    return threads.getThreadAllocatedBytes(thread) - before;
  }

  private static byte[] module(String sections) {
    return HexFormat.of().parseHex((HEADER + sections).replace(" ", ""));
  }
}
