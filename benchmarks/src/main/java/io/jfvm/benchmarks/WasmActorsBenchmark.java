// SPDX-License-Identifier: Apache-2.0
package io.jfvm.benchmarks;

import io.jfvm.embed.Fevm;
import io.jfvm.embed.Profile;
import io.jfvm.embed.Vm;
import io.jfvm.evm.Asm;
import io.jfvm.evm.word.Word;
import io.jfvm.executor.ApplyResult;
import io.jfvm.types.EthAddress;
import io.jfvm.types.MethodNum;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The official actors, fully metered, beside the Java ones on the same messages. Needs the official
 * devnet bundle of v18: {@code -jvmArgsAppend -Djfvm.bundle=builtin-actors-devnet.car}.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(value = 1, jvmArgsAppend = "-XX:-DontCompileHugeMethods")
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
public class WasmActorsBenchmark {
  private static final long ROUNDS = 50_000;
  private static final long GAS_LIMIT = 100_000_000_000L;

  /** Any exported method is accepted by an Ethereum account, which does nothing. */
  private static final MethodNum ANY_METHOD = new MethodNum(1L << 24);

  /** Who runs the actors. */
  @Param({"WASM", "NATIVE"})
  public Profile profile;

  private Network network;
  private EthAddress contract;
  private Vm vm;

  /** EVM instructions a second, beside messages a second. */
  @State(Scope.Thread)
  @AuxCounters(AuxCounters.Type.OPERATIONS)
  public static class Counted {
    public long instructions;

    @Setup(Level.Iteration)
    public void reset() {
      instructions = 0;
    }
  }

  @Setup
  public void prepare() {
    network = new Network(OfficialActors.of(profile));
    contract = network.deploy(Asm.initcode(LoopProgram.COUNT.code()));
    open();
    Word sum = Word.of(Network.output(callLoop()));
    if (!sum.equals(LoopProgram.COUNT.expected(ROUNDS))) {
      throw new IllegalStateException("the loop gave " + sum);
    }
  }

  /** A machine of its own for each iteration, so that one does not burden the next. */
  @Setup(Level.Iteration)
  public void open() {
    vm = network.open(false);
  }

  private ApplyResult callLoop() {
    byte[] rounds = Word.of(ROUNDS).toBytes();
    ApplyResult result =
        Network.apply(
            vm,
            Fevm.call(vm.messageFrom(Network.ALICE.address()), contract, rounds)
                .gasLimit(GAS_LIMIT));
    Network.require(result);
    return result;
  }

  /** A contract that counts: what one EVM instruction takes. */
  @Benchmark
  public ApplyResult evmLoop(Counted counted) {
    counted.instructions += LoopProgram.COUNT.instructions(ROUNDS);
    return callLoop();
  }

  /** A message to an actor that does nothing: under WASM, a new instance and little else. */
  @Benchmark
  public ApplyResult call() {
    ApplyResult result =
        Network.apply(
            vm,
            vm.messageFrom(Network.ALICE.address())
                .to(Network.BOB.address())
                .method(ANY_METHOD)
                .gasLimit(GAS_LIMIT));
    Network.require(result);
    return result;
  }
}
