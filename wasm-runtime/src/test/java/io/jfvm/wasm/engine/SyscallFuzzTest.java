// SPDX-License-Identifier: Apache-2.0
package io.jfvm.wasm.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.jfvm.encoding.Codecs;
import io.jfvm.executor.Actors;
import io.jfvm.executor.Executor;
import io.jfvm.executor.TestNetwork;
import io.jfvm.externs.ProofPolicy;
import io.jfvm.machine.NetworkConfig;
import io.jfvm.types.Address;
import io.jfvm.types.Cid;
import io.jfvm.types.ExitCode;
import io.jfvm.types.NetworkVersion;
import io.jfvm.types.UnsupportedFeatureException;
import io.jfvm.wasm.engine.GuestModule.Code;
import io.jfvm.wasm.engine.syscall.Syscall;
import io.jfvm.wasm.engine.syscall.SyscallTable;
import io.jfvm.wasm.module.Opcode;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Every syscall with arguments from anywhere: whatever they are, it gives an error number, ends the
 * call, runs out of gas or is fatal, and nothing of the host's breaks.
 */
class SyscallFuzzTest {
  private static final int ROUNDS = 150;
  private static final int MEMORY = 1 << 16;
  private static final int HEADER = 64;
  private static final int LAST_ERROR = 13;

  /** Where a pointer or a length goes wrong, if it does. */
  private static final long[] EDGES = {
    0, 1, MEMORY - 1, MEMORY, MEMORY + 1, -1, Integer.MIN_VALUE, Integer.MAX_VALUE
  };

  /** The first network version of each release line. */
  private static final List<NetworkVersion> LINES =
      List.of(NetworkVersion.NV17, NetworkVersion.NV18, NetworkVersion.NV28);

  @TestFactory
  Stream<DynamicTest> onlyDeclaredOutcomes() {
    return everySyscall(
        (network, syscall) -> {
          SplittableRandom random = new SplittableRandom(syscall.toString().hashCode());
          List<byte[]> rounds = new ArrayList<>();
          for (int i = 0; i < ROUNDS; i++) {
            rounds.add(memory(syscall, random));
          }
          run(network, syscall, rounds);
        });
  }

  /** Every two neighbours among the arguments, so each pointer with its length, at each edge. */
  @TestFactory
  Stream<DynamicTest> onlyDeclaredOutcomesAtTheEdgesOfTheMemory() {
    return everySyscall((network, syscall) -> run(network, syscall, edges(syscall)));
  }

  private interface Check {
    void of(GuestNetwork network, Syscall syscall);
  }

  private static Stream<DynamicTest> everySyscall(Check check) {
    return LINES.stream()
        .flatMap(
            version -> {
              NetworkConfig config = NetworkConfig.of(version, 314);
              GuestNetwork network = new GuestNetwork(config);
              return StreamSupport.stream(
                      SyscallTable.of(config.rules()).all().spliterator(), false)
                  .map(
                      syscall ->
                          DynamicTest.dynamicTest(
                              config.rules() + " " + syscall, () -> check.of(network, syscall)));
            });
  }

  private static List<byte[]> edges(Syscall syscall) {
    List<byte[]> rounds = new ArrayList<>();
    for (int i = 0; i < syscall.parameters().length(); i++) {
      for (long first : EDGES) {
        for (long second : EDGES) {
          SplittableRandom random = new SplittableRandom(i);
          ByteBuffer memory =
              ByteBuffer.wrap(memory(syscall, random)).order(ByteOrder.LITTLE_ENDIAN);
          memory.putLong(8 * i, first);
          if (i + 1 < syscall.parameters().length()) {
            memory.putLong(8 * (i + 1), second);
          }
          rounds.add(memory.array());
        }
      }
    }
    return rounds;
  }

  private static void run(GuestNetwork network, Syscall syscall, List<byte[]> rounds) {
    TestNetwork state =
        network.with(module(syscall, network.hasOnlyAbort())).proofs(ProofPolicy.ACCEPT_ALL);
    Executor executor = state.executor();
    for (int i = 0; i < rounds.size(); i++) {
      byte[] params = Codecs.BYTES.toBytes(rounds.get(i));
      int exit;
      try {
        exit =
            executor
                .applyExplicit(
                    TestNetwork.message(GuestNetwork.GUEST)
                        .method(Actors.METHOD)
                        .sequence(i)
                        .params(params)
                        .build(),
                    TestNetwork.CHAIN_LENGTH)
                .receipt()
                .exitCode()
                .value();
      } catch (UnsupportedFeatureException e) {
        assertThat(e).as("%s, round %s", syscall, i).hasMessageContaining("BLS");
        executor = state.executor();
        return;
      }
      assertThat(isDeclared(syscall, exit)).as("%s, round %s: exit %s", syscall, i, exit).isTrue();
    }
  }

  private static boolean isDeclared(Syscall syscall, int exit) {
    if (syscall.namespace().equals("vm") && LAST.contains(syscall.name())) {
      return true;
    }
    return exit >= GuestNetwork.EXIT_BASE && exit <= GuestNetwork.EXIT_BASE + LAST_ERROR
        || exit == ExitCode.SYS_OUT_OF_GAS.value()
        || exit == ExitCode.SYS_ASSERTION_FAILED.value() && mayBeFatal(syscall);
  }

  /** Those that end the call, with any exit code the arguments say. */
  private static final List<String> LAST = List.of("exit", "abort");

  /** A tipset the node does not know; a block that is reachable but missing. */
  private static boolean mayBeFatal(Syscall syscall) {
    return syscall.name().equals("tipset_cid") || syscall.name().equals("block_open");
  }

  /** Reads its parameters to address 0, takes arguments from there, exits with the error number. */
  private static byte[] module(Syscall syscall, boolean abort) {
    Code code =
        Code.of("i")
            .i32(HEADER) // the head of the byte string comes before
            .local(0)
            .i32(0)
            .i32(0)
            .i32(MEMORY - 2000)
            .call(1)
            .op(Opcode.DROP);
    for (int i = 0; i < syscall.parameters().length(); i++) {
      boolean wide = syscall.parameters().charAt(i) == 'I';
      code.i32(8 * i).at(wide ? GuestModule.I64_LOAD : GuestModule.I32_LOAD, 3);
    }
    code.call(2).i32(GuestNetwork.EXIT_BASE).op(Opcode.I32_ADD).i32(0).i32(0);
    (abort ? code : code.i32(0)).call(0).op(Opcode.UNREACHABLE);
    return new GuestModule()
        .syscall("vm", abort ? "abort" : "exit", abort ? "iii" : "iiii")
        .syscall("ipld", "block_read", "iiiii")
        .syscall(syscall.namespace(), syscall.name(), syscall.parameters())
        .function(code)
        .toBytes();
  }

  /** Arguments, then things worth pointing at. More than 255 bytes, for a head of three. */
  private static byte[] memory(Syscall syscall, SplittableRandom random) {
    ByteArrayOutputStream things = new ByteArrayOutputStream();
    List<Integer> places = new ArrayList<>();
    int from = 3 + 8 * 10;
    for (byte[] thing : things(random)) {
      places.add(from + things.size());
      things.writeBytes(thing);
    }
    ByteBuffer memory = ByteBuffer.allocate(8 * 10 + things.size()).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < syscall.parameters().length(); i++) {
      memory.putLong(8 * i, argument(places, random));
    }
    memory.position(8 * 10);
    memory.put(things.toByteArray());
    return memory.array();
  }

  private static List<byte[]> things(SplittableRandom random) {
    byte[] noise = new byte[300];
    random.nextBytes(noise);
    return List.of(
        io.jfvm.state.StateTree.EMPTY_ARRAY.toBytes(),
        Cid.ofDagCbor(new byte[] {1}).toBytes(),
        Address.ofId(100).toBytes(),
        TestNetwork.SENDER_KEY.toBytes(),
        Address.ofBlsKey(new byte[48]).toBytes(),
        new byte[] {(byte) 0x80},
        noise);
  }

  private static long argument(List<Integer> places, SplittableRandom random) {
    return switch (random.nextInt(10)) {
      case 0 -> 0;
      case 1 -> -1;
      case 2 -> MEMORY - random.nextInt(100);
      case 3 -> MEMORY + random.nextInt(10);
      case 4 -> random.nextLong();
      case 5 -> random.nextInt();
      case 6 -> random.nextInt(200);
      case 7 -> random.nextBoolean() ? 0x12 : random.nextBoolean() ? 0x71 : 0xb220;
      default -> places.get(random.nextInt(places.size()));
    };
  }
}
