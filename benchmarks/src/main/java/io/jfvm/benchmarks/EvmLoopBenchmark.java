// SPDX-License-Identifier: Apache-2.0
package io.jfvm.benchmarks;

import io.jfvm.evm.interpreter.CodeAnalysis;
import io.jfvm.evm.interpreter.EthereumSchedules;
import io.jfvm.evm.interpreter.Evm;
import io.jfvm.evm.interpreter.ExecutionResult;
import io.jfvm.evm.interpreter.Invocation;
import io.jfvm.evm.perf.EvmLoop;
import io.jfvm.evm.perf.ReferenceInterpreter;
import io.jfvm.evm.word.Word;
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
 * The interpreter's loop, without any Filecoin around it, and its plain twin of the tests on the
 * same programs. With {@code -prof gc -p rounds=1000,100000}: a run allocates the same at either
 * length, so an instruction allocates nothing.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class EvmLoopBenchmark {
  private static final long GAS = 1L << 40;

  @Param public LoopProgram program;

  @Param("1000")
  public long rounds;

  private final SlotsHost host = new SlotsHost();
  private Evm loop;
  private Evm twin;
  private CodeAnalysis code;
  private Invocation invocation;
  private long instructions;

  /** Instructions a second, beside runs a second. */
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
    loop = new Evm(EthereumSchedules.OSAKA, EvmLoop::run);
    twin =
        new Evm(
            EthereumSchedules.OSAKA,
            frame -> {
              byte[] unused = new ReferenceInterpreter(frame).run();
            });
    instructions = program.instructions(rounds);
    code = loop.analyze(program.code());
    byte[] input = Word.of(rounds).toBytes();
    invocation = new Invocation(Word.of(1), Word.of(2), Word.ZERO, input, false, GAS);
    ExecutionResult fast = run(loop);
    ExecutionResult plain = run(twin);
    Word expected = program.expected(rounds);
    if (!Word.of(fast.output()).equals(expected)
        || !Word.of(plain.output()).equals(expected)
        || fast.gasLeft() != plain.gasLeft()) {
      throw new IllegalStateException(program + ": " + fast + " and " + plain);
    }
  }

  private ExecutionResult run(Evm evm) {
    host.clear();
    return evm.execute(host, code, invocation);
  }

  @Benchmark
  public ExecutionResult loop(Counted counted) {
    counted.instructions += instructions;
    return run(loop);
  }

  @Benchmark
  public ExecutionResult twin(Counted counted) {
    counted.instructions += instructions;
    return run(twin);
  }
}
