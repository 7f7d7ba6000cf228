// SPDX-License-Identifier: Apache-2.0
package io.jfvm.wasm.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jfvm.executor.Actors;
import io.jfvm.executor.ApplyResult;
import io.jfvm.executor.Executor;
import io.jfvm.executor.TestNetwork;
import io.jfvm.machine.Limits;
import io.jfvm.machine.NetworkConfig;
import io.jfvm.types.ActorId;
import io.jfvm.types.ExitCode;
import io.jfvm.types.NetworkVersion;
import io.jfvm.types.Receipt;
import io.jfvm.types.UnsupportedFeatureException;
import io.jfvm.wasm.engine.GuestModule.Code;
import io.jfvm.wasm.module.Opcode;
import org.junit.jupiter.api.Test;

class InvocationTest {
  private static final int OUT_OF_MEMORY = 1 << 16;
  private static final int I32_DIV_S = 0x6d;
  private static final int I32_TRUNC_F32_S = 0xa8;

  private final GuestNetwork network = new GuestNetwork(form());

  /** The same facts hold in every form. */
  CodeForm form() {
    return CodeForm.PATCHED;
  }

  private static GuestModule module(Code code) {
    return new GuestModule().syscall("vm", "exit", "iiii").function(code);
  }

  /** Exits with the number on the stack, which is of the code's first local. */
  private static Code exitWith(Code code, int local) {
    return code.op(Opcode.LOCAL_SET, local)
        .i32(GuestNetwork.EXIT_BASE)
        .local(local)
        .op(Opcode.I32_ADD)
        .i32(0)
        .i32(0)
        .i32(0)
        .call(0)
        .op(Opcode.UNREACHABLE);
  }

  // --- how a call ends

  @Test
  void returningNoBlockIsSuccess() {
    assertThat(network.exit(module(Code.of().i32(0)))).isZero();
  }

  @Test
  void returningAnUnknownBlockIsMissingReturn() {
    assertThat(network.exit(module(Code.of().i32(7))))
        .isEqualTo(ExitCode.SYS_MISSING_RETURN.value());
  }

  @Test
  void exitingWithACodeOfTheVmIsIllegal() {
    Code code = Code.of().i32(15).i32(0).i32(0).i32(0).call(0);
    assertThat(network.exit(module(code))).isEqualTo(ExitCode.SYS_ILLEGAL_EXIT_CODE.value());
  }

  @Test
  void exitingWithAnUnknownBlockIsFatal() {
    Receipt receipt =
        network.call(module(Code.of().i32(16).i32(3).i32(0).i32(0).call(0))).receipt();
    assertThat(receipt.exitCode()).isEqualTo(ExitCode.SYS_ASSERTION_FAILED);
    assertThat(receipt.gasUsed()).isEqualTo(1_000_000_000);
  }

  @Test
  void exitMessagesOutsideOfTheMemoryAreHarmless() {
    Code code = Code.of().i32(16).i32(0).i32(-1).i32(-1).call(0);
    assertThat(network.exit(module(code))).isEqualTo(16);
  }

  @Test
  void trapsAreIllegalInstructions() {
    assertThat(trap(Code.of().op(Opcode.UNREACHABLE))).isTrue();
    assertThat(trap(Code.of().i32(1).i32(0).op(I32_DIV_S))).isTrue();
    assertThat(trap(Code.of().i32(Integer.MIN_VALUE).i32(-1).op(I32_DIV_S))).isTrue();
    assertThat(trap(Code.of().f32(0x7fc00000).op(I32_TRUNC_F32_S))).isTrue();
    assertThat(trap(Code.of().f32(0x4f800000).op(I32_TRUNC_F32_S))).isTrue();
  }

  @Test
  void accessOutsideOfTheMemoryTraps() {
    assertThat(trap(Code.of().i32(OUT_OF_MEMORY - 3).at(GuestModule.I32_LOAD, 0))).isTrue();
    assertThat(trap(Code.of().i32(OUT_OF_MEMORY - 4).at(GuestModule.I32_LOAD, 1))).isTrue();
    assertThat(trap(Code.of().i32(-4).at(GuestModule.I32_LOAD, 0))).isTrue();
    assertThat(trap(Code.of().i32(-4).at(GuestModule.I32_LOAD, 8))).isTrue();
    assertThat(trap(Code.of().i32(8).at(GuestModule.I32_LOAD, -8))).isTrue();
    assertThat(trap(Code.of().i32(0).at(GuestModule.I32_LOAD, Integer.MAX_VALUE))).isTrue();
    assertThat(trap(Code.of().i32(0).at(GuestModule.I32_LOAD, Integer.MIN_VALUE))).isTrue();
    assertThat(trap(Code.of().i32(OUT_OF_MEMORY - 4).at(GuestModule.I32_LOAD, 0))).isFalse();
  }

  @Test
  void bulkInstructionsOutsideOfTheMemoryTrap() {
    assertThat(trap(fill(OUT_OF_MEMORY, 1))).isTrue();
    assertThat(trap(fill(OUT_OF_MEMORY - 1, 2))).isTrue();
    assertThat(trap(fill(-1, 1))).isTrue();
    assertThat(trap(fill(-1, 0))).isTrue();
    assertThat(trap(fill(OUT_OF_MEMORY, 0))).isFalse();
    assertThat(trap(copy(0, OUT_OF_MEMORY - 1, 2))).isTrue();
    assertThat(trap(copy(OUT_OF_MEMORY - 1, 0, 2))).isTrue();
    assertThat(trap(copy(OUT_OF_MEMORY + 1, 0, 0))).isTrue();
    assertThat(trap(copy(OUT_OF_MEMORY, OUT_OF_MEMORY, 0))).isFalse();
  }

  private static Code fill(int at, int size) {
    return Code.of("i")
        .i32(at)
        .i32(1)
        .local(1)
        .i32(size)
        .op(Opcode.I32_ADD)
        .op(Opcode.MEMORY_FILL, 0)
        .i32(0);
  }

  private static Code copy(int to, int from, int size) {
    return Code.of("i")
        .i32(to)
        .i32(from)
        .local(1)
        .i32(size)
        .op(Opcode.I32_ADD)
        .op(Opcode.MEMORY_COPY, 0, 0)
        .i32(0);
  }

  /** The only other ending is a return of what is on the stack, which is no block. */
  private boolean trap(Code code) {
    int exit = network.exit(module(code));
    assertThat(exit)
        .isIn(ExitCode.SYS_ILLEGAL_INSTRUCTION.value(), 0, ExitCode.SYS_MISSING_RETURN.value());
    return exit == ExitCode.SYS_ILLEGAL_INSTRUCTION.value();
  }

  @Test
  void indirectCallsOfNothingOrAnotherTypeTrap() {
    assertThat(indirect(0)).isZero();
    assertThat(indirect(1)).isEqualTo(ExitCode.SYS_ILLEGAL_INSTRUCTION.value()); // other type
    assertThat(indirect(2)).isEqualTo(ExitCode.SYS_ILLEGAL_INSTRUCTION.value()); // null
    assertThat(indirect(3)).isEqualTo(ExitCode.SYS_ILLEGAL_INSTRUCTION.value()); // outside
    assertThat(indirect(-1)).isEqualTo(ExitCode.SYS_ILLEGAL_INSTRUCTION.value());
  }

  private int indirect(int element) {
    return network.exit(
        new GuestModule()
            .table(3, 3)
            .function(">i", Code.of().i32(0))
            .function(">", Code.of())
            .elements(0, 0, 1)
            .function(Code.of().i32(element).op(Opcode.CALL_INDIRECT, 0, 0)));
  }

  @Test
  void endlessRecursionTrapsAtTheStackLimit() {
    GuestModule module = new GuestModule();
    int self = module.nextFunction();
    assertThat(network.exit(module.function(Code.of().i32(0).call(self))))
        .isEqualTo(ExitCode.SYS_ILLEGAL_INSTRUCTION.value());
  }

  @Test
  void theStackIsUsableUpToItsLimit() {
    // What the entry point costs: two as every function does, and one for the value it holds.
    assertThat(withStack(3).exit(new GuestModule().function(ok()))).isZero();
    assertThat(withStack(2).exit(new GuestModule().function(ok())))
        .isEqualTo(ExitCode.SYS_ILLEGAL_INSTRUCTION.value());
  }

  private GuestNetwork withStack(int units) {
    Limits network = Limits.NETWORK;
    Limits limits =
        new Limits(
            network.callDepth(),
            units,
            network.instanceMemoryBytes(),
            network.memoryBytes(),
            network.blockBytes());
    return new GuestNetwork(NetworkConfig.of(NetworkVersion.NV28, 314).withLimits(limits), form());
  }

  // --- what cannot run at all

  @Test
  void codeWithoutEntryPointIsAnInvalidReceiver() {
    assertThat(network.exit(module(Code.of().i32(0)).entryPoint("other")))
        .isEqualTo(ExitCode.SYS_INVALID_RECEIVER.value());
  }

  @Test
  void codeWithoutEntryPointIsFatalUpToThunder() {
    GuestNetwork nv20 = new GuestNetwork(NetworkConfig.of(NetworkVersion.NV20, 314), form());
    assertThat(nv20.exit(module(ok()))).isZero();
    assertThat(nv20.exit(module(ok()).entryPoint("other")))
        .isEqualTo(ExitCode.SYS_ASSERTION_FAILED.value());
  }

  @Test
  void codeOfWhichNoInstanceCanBeMadeIsFatalInNetworkVersion17() {
    GuestNetwork nv17 = new GuestNetwork(NetworkConfig.of(NetworkVersion.NV17, 0), form());
    assertThat(nv17.exit(new GuestModule().function(ok()))).isZero();
    assertThat(nv17.exit(new GuestModule().function(ok()).data(OUT_OF_MEMORY - 1, new byte[2])))
        .isEqualTo(ExitCode.SYS_ASSERTION_FAILED.value());
  }

  @Test
  void entryPointOfAnotherTypeIsFatal() {
    assertThat(network.exit(new GuestModule().function(">i", Code.of().i32(0))))
        .isEqualTo(ExitCode.SYS_ASSERTION_FAILED.value());
  }

  @Test
  void codeWithoutMemoryIsFatal() {
    assertThat(network.exit(module(Code.of().i32(0)).hiddenMemory()))
        .isEqualTo(ExitCode.SYS_ASSERTION_FAILED.value());
  }

  @Test
  void unknownImportsAndWrongSignaturesAreFatal() {
    assertThat(network.exit(new GuestModule().syscall("vm", "abort", "iii").function(ok())))
        .isEqualTo(ExitCode.SYS_ASSERTION_FAILED.value());
    assertThat(network.exit(new GuestModule().syscall("vm", "exit", "iii").function(ok())))
        .isEqualTo(ExitCode.SYS_ASSERTION_FAILED.value());
    assertThat(network.exit(new GuestModule().imported("gas", "available", "i>").function(ok())))
        .isEqualTo(ExitCode.SYS_ASSERTION_FAILED.value());
    assertThat(
            network.exit(new GuestModule().syscall("actor", "install_actor", "i").function(ok())))
        .isEqualTo(ExitCode.SYS_ASSERTION_FAILED.value());
  }

  private static Code ok() {
    return Code.of().i32(0);
  }

  @Test
  void bytesThatAreNoModuleAreFatal() {
    ApplyResult result =
        GuestNetwork.call(network.with(new byte[] {1, 2, 3}), new byte[0], 1_000_000_000);
    assertThat(result.receipt().exitCode()).isEqualTo(ExitCode.SYS_ASSERTION_FAILED);
    assertThat(result.failure().orElseThrow()).contains("not admitted");
  }

  @Test
  void segmentsOutsideOfMemoryOrTableMakeNoInstance() {
    assertThat(network.exit(module(ok()).data(OUT_OF_MEMORY - 1, new byte[2])))
        .isEqualTo(ExitCode.SYS_ILLEGAL_INSTRUCTION.value());
    assertThat(network.exit(module(ok()).data(-1, new byte[0])))
        .isEqualTo(ExitCode.SYS_ILLEGAL_INSTRUCTION.value());
    assertThat(network.exit(module(ok()).table(1, 1).elements(1, 1)))
        .isEqualTo(ExitCode.SYS_ILLEGAL_INSTRUCTION.value());
  }

  // --- start functions

  @Test
  void theStartFunctionRunsBeforeTheEntryPoint() {
    GuestModule module = new GuestModule().syscall("vm", "exit", "iiii").global(3);
    module.start(module.nextFunction());
    module.function(">", Code.of().i32(5).op(Opcode.GLOBAL_SET, 0));
    module.function(exitWith(Code.of("i").op(Opcode.GLOBAL_GET, 0), 1));
    assertThat(network.exit(module)).isEqualTo(GuestNetwork.EXIT_BASE + 5);
  }

  @Test
  void aTrapInTheStartFunctionMakesNoInstance() {
    GuestModule module = new GuestModule();
    module.start(0).function(">", Code.of().op(Opcode.UNREACHABLE)).function(ok());
    assertThat(network.exit(module)).isEqualTo(ExitCode.SYS_ILLEGAL_INSTRUCTION.value());
  }

  @Test
  void aStartFunctionThatMakesSyscallsIsNotSupported() {
    GuestModule module = new GuestModule().syscall("vm", "exit", "iiii").start(1);
    module.function(">", Code.of().i32(0).i32(0).i32(0).i32(0).call(0).op(Opcode.DROP));
    module.function(ok());
    assertThatThrownBy(() -> network.call(module))
        .isInstanceOf(UnsupportedFeatureException.class)
        .hasMessageContaining("vm.exit");
  }

  // --- instances

  @Test
  void nothingOfAnInvocationIsLeftToTheNext() {
    GuestModule module =
        new GuestModule()
            .global(7)
            .data(100, new byte[] {1})
            .syscall("vm", "exit", "iiii")
            .syscall("ipld", "block_create", "iIii")
            .function(
                Code.of("i")
                    // What memory, grown memory and global say at first…
                    .i32(100)
                    .at(GuestModule.I32_LOAD, 0)
                    .i32(500)
                    .at(GuestModule.I32_LOAD, 0)
                    .op(Opcode.I32_ADD)
                    .op(Opcode.GLOBAL_GET, 0)
                    .op(Opcode.I32_ADD)
                    .op(Opcode.MEMORY_SIZE, 0)
                    .op(Opcode.I32_ADD)
                    .op(Opcode.LOCAL_SET, 1)
                    // …is changed…
                    .i32(100)
                    .i32(77)
                    .at(GuestModule.I32_STORE, 0)
                    .i32(500)
                    .i32(77)
                    .at(GuestModule.I32_STORE, 0)
                    .i32(99)
                    .op(Opcode.GLOBAL_SET, 0)
                    .i32(1)
                    .op(Opcode.MEMORY_GROW, 0)
                    .op(Opcode.DROP)
                    .i32(70_000)
                    .i32(77)
                    .at(GuestModule.I32_STORE, 0)
                    // …and returned as a block.
                    .i32(8)
                    .local(1)
                    .at(GuestModule.I32_STORE, 0)
                    .i32(0)
                    .i64(0x55)
                    .i32(8)
                    .i32(4)
                    .call(1)
                    .op(Opcode.DROP)
                    .i32(0)
                    .at(GuestModule.I32_LOAD, 0));
    TestNetwork state = network.with(module.toBytes());
    Executor executor = state.executor();
    for (int i = 0; i < 4; i++) {
      Receipt receipt =
          executor
              .applyExplicit(
                  TestNetwork.message(GuestNetwork.GUEST).method(Actors.METHOD).sequence(i).build(),
                  TestNetwork.CHAIN_LENGTH)
              .receipt();
      assertThat(receipt.exitCode()).isEqualTo(ExitCode.OK);
      assertThat(receipt.returnData()).containsExactly(1 + 7 + 1, 0, 0, 0);
    }
  }

  // --- memory

  @Test
  void memoryGrowsToItsOwnMaximumAndNoFurther() {
    assertThat(grown(module(grow(1)).memory(1, 2))).isEqualTo(1);
    assertThat(grown(module(grow(2)).memory(1, 2))).isEqualTo(-1);
    assertThat(grown(module(grow(0)).memory(1, 1))).isEqualTo(1);
  }

  @Test
  void noInstanceGrowsBeyondItsLimit() {
    Limits limits = new Limits(1024, 2048, 3 << 16, 100L << 16, 1 << 20);
    GuestNetwork small = new GuestNetwork(limits);
    assertThat(small.exit(module(grow(2)))).isEqualTo(GuestNetwork.EXIT_BASE + 1);
    assertThat(small.exit(module(grow(3)))).isEqualTo(GuestNetwork.EXIT_BASE - 1);
  }

  @Test
  void instancesShareTheMemoryOfTheMessage() {
    Limits limits = new Limits(1024, 2048, 10 << 16, 4L << 16, 1 << 20);
    GuestNetwork small = new GuestNetwork(limits);
    assertThat(small.exit(module(grow(3)))).isEqualTo(GuestNetwork.EXIT_BASE + 1);
    assertThat(small.exit(module(grow(4)))).isEqualTo(GuestNetwork.EXIT_BASE - 1);
    assertThat(small.exit(module(ok()).memory(5, -1)))
        .isEqualTo(ExitCode.SYS_ILLEGAL_INSTRUCTION.value());
  }

  @Test
  void growthIsPaidForBeforeItIsRefused() {
    assertThat(network.exit(module(grow(-1)))).isEqualTo(ExitCode.SYS_OUT_OF_GAS.value());
    assertThat(network.call(module(grow(2)).memory(1, 2)).receipt().gasUsed())
        .isEqualTo(network.call(module(grow(2)).memory(1, 3)).receipt().gasUsed());
  }

  private int grown(GuestModule module) {
    return network.exit(module) - GuestNetwork.EXIT_BASE;
  }

  private static Code grow(int pages) {
    return exitWith(
        Code.of("i").local(1).i32(pages).op(Opcode.I32_ADD).op(Opcode.MEMORY_GROW, 0), 1);
  }

  // --- gas

  /**
   * A syscall whose return pointer is bad is refused, and what was settled before is paid twice.
   */
  @Test
  void gasBeforeABadReturnPointerIsChargedTwice() {
    long good = gasUsed(syscalls(0));
    long bad = gasUsed(syscalls(-1));
    // All of it is charged where functions begin: 5 instructions that are not free, and 14 of the
    // guarded call in front of them.
    assertThat(bad - good).isEqualTo(4 * (5 + 14));
  }

  @Test
  void gasBeforeABadReturnPointerIsChargedOnceInNetworkVersion17() {
    GuestNetwork nv17 = new GuestNetwork(NetworkConfig.of(NetworkVersion.NV17, 0));
    long good = gasUsed(nv17, "debug", "enabled", syscalls(0));
    long bad = gasUsed(nv17, "debug", "enabled", syscalls(-1));
    assertThat(bad).isEqualTo(good);
  }

  private static Code syscalls(int pointer) {
    return Code.of().i32(pointer).call(0).op(Opcode.DROP).i32(0).i32(0).op(Opcode.I32_ADD);
  }

  private long gasUsed(Code code) {
    return gasUsed(network, "gas", "available", code);
  }

  private static long gasUsed(GuestNetwork network, String namespace, String name, Code code) {
    Receipt receipt =
        network.call(new GuestModule().syscall(namespace, name, "i").function(code)).receipt();
    assertThat(receipt.exitCode()).isEqualTo(ExitCode.OK);
    return receipt.gasUsed();
  }

  @Test
  void anEndlessLoopRunsOutOfGas() {
    Code loop = Code.of().op(Opcode.LOOP, 0x40).op(Opcode.BR, 0).op(Opcode.END).i32(0);
    Receipt receipt =
        GuestNetwork.call(network.with(module(loop).toBytes()), new byte[0], 50_000_000).receipt();
    assertThat(receipt.exitCode()).isEqualTo(ExitCode.SYS_OUT_OF_GAS);
    assertThat(receipt.gasUsed()).isEqualTo(50_000_000);
  }

  @Test
  void anInstanceIsPaidForByItsPages() {
    long one = network.call(module(ok()).memory(1, -1)).receipt().gasUsed();
    long three = network.call(module(ok()).memory(3, -1)).receipt().gasUsed();
    assertThat(three - one).isEqualTo(2 * 65536 * 4 / 10 + 1); // 0.4 a byte, rounded up in the end
  }

  @Test
  void onlyATableExportedByItsNameIsPaidFor() {
    long none = network.call(module(ok())).receipt().gasUsed();
    long hidden = network.call(module(ok()).table(100, -1)).receipt().gasUsed();
    long otherwise =
        network.call(module(ok()).table(100, -1).exportedTable("tables")).receipt().gasUsed();
    long exported =
        network.call(module(ok()).table(100, -1).exportedTable("table")).receipt().gasUsed();
    assertThat(hidden).isEqualTo(none);
    assertThat(otherwise).isEqualTo(none);
    assertThat(exported - none).isEqualTo(100 * 8 * 4 / 10); // 0.4 a byte, 8 bytes an element
  }

  /** What a syscall that ends the call has settled is not settled again when the call has ended. */
  @Test
  void gasBeforeAnExitIsChargedOnce() {
    long short1 = network.call(module(exits(0))).receipt().gasUsed();
    long long1 = network.call(module(exits(100))).receipt().gasUsed();
    assertThat(long1 - short1).isEqualTo(100 * 2 * 4);
  }

  /** Exits after this many pairs of instructions of 4 gas. */
  private static Code exits(int pairs) {
    Code code = Code.of().i32(0);
    for (int i = 0; i < pairs; i++) {
      code.i32(1).op(Opcode.I32_ADD);
    }
    return code.op(Opcode.DROP)
        .i32(GuestNetwork.EXIT_BASE)
        .i32(0)
        .i32(0)
        .i32(0)
        .call(0)
        .op(Opcode.UNREACHABLE);
  }

  // --- calls of calls

  @Test
  void readOnlyCallsRefuseToSetTheRoot() {
    GuestModule module =
        new GuestModule().syscall("vm", "exit", "iiii").syscall("self", "set_root", "i");
    byte[] wasm =
        module
            .data(0, io.jfvm.state.StateTree.EMPTY_ARRAY.toBytes())
            .function(exitWith(Code.of("i").i32(0).call(1), 1))
            .toBytes();
    TestNetwork state = network.with(wasm);
    ActorId caller =
        state.actor(
            160,
            Actors.script(
                (kernel, params) -> {
                  int exit = Actors.sendReadOnly(kernel, GuestNetwork.GUEST).exitCode().value();
                  throw io.jfvm.engine.ActorExit.of(new ExitCode(exit), 0, "as called");
                }));
    Receipt receipt =
        state
            .executor()
            .applyExplicit(
                TestNetwork.message(caller).method(Actors.METHOD).build(), TestNetwork.CHAIN_LENGTH)
            .receipt();
    assertThat(receipt.exitCode().value()).isEqualTo(GuestNetwork.EXIT_BASE + 13);
  }

  /** The message's own call and 1023 more: the last send of all is refused. */
  @Test
  void actorsCallEachOtherToTheDepthOfTheNetwork() {
    byte[] to = io.jfvm.types.Address.ofId(GuestNetwork.GUEST.value()).toBytes();
    GuestModule module =
        new GuestModule()
            .syscall("vm", "exit", "iiii")
            .syscall("send", "send", "iiiIiIIII")
            .data(0, to)
            .function(
                Code.of("i")
                    .i32(64)
                    .i32(0)
                    .i32(to.length)
                    .i64(2)
                    .i32(0)
                    .i64(0)
                    .i64(0)
                    .i64(-1)
                    .i64(0)
                    .call(1)
                    .op(Opcode.LOCAL_SET, 1)
                    .local(1)
                    .op(Opcode.IF, 0x40)
                    // Refused: LIMIT_EXCEEDED.
                    .i32(GuestNetwork.EXIT_BASE)
                    .local(1)
                    .op(Opcode.I32_ADD)
                    .i32(0)
                    .i32(0)
                    .i32(0)
                    .call(0)
                    .op(Opcode.DROP)
                    .op(Opcode.END)
                    // One more than the callee's exit code.
                    .i32(64)
                    .at(GuestModule.I32_LOAD, 0)
                    .i32(1)
                    .op(Opcode.I32_ADD)
                    .i32(0)
                    .i32(0)
                    .i32(0)
                    .call(0));
    assertThat(network.call(module).receipt().exitCode().value())
        .isEqualTo(GuestNetwork.EXIT_BASE + 3 + 1023);
  }
}
