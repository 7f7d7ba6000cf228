// SPDX-License-Identifier: Apache-2.0
package io.jfvm.benchmarks;

import io.jfvm.embed.Vm;
import io.jfvm.executor.ApplyResult;
import io.jfvm.executor.DeepStack;
import io.jfvm.types.ActorId;
import io.jfvm.types.Message;
import io.jfvm.types.MethodNum;
import io.jfvm.types.TokenAmount;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * An epoch in which nobody does anything: the state is written, the machine opened anew, and Cron
 * calls Power, Power Reward twice, and Cron the Market.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
public class IdleEpochBenchmark {
  static final int EPOCHS = 500;

  private static final MethodNum EPOCH_TICK = new MethodNum(2);

  /** What a node gives implicit messages: ten thousand times the gas of a block. */
  private static final long GAS_LIMIT = 10_000L * 10_000_000_000L;

  private final DeepStack stack = new DeepStack();
  private final Network network = new Network();
  private Vm vm;

  @Setup(Level.Iteration)
  public void open() {
    vm = network.open(false);
  }

  @Benchmark
  @OperationsPerInvocation(EPOCHS)
  public ApplyResult tick() {
    return stack.call(this::ticks);
  }

  private ApplyResult ticks() {
    ApplyResult last = null;
    for (int i = 0; i < EPOCHS; i++) {
      last = vm.applyImplicit(cron());
      Network.require(last);
      vm.advance(1);
    }
    return last;
  }

  private static Message cron() {
    return Message.from(ActorId.SYSTEM.address())
        .to(ActorId.CRON.address())
        .method(EPOCH_TICK)
        .gasLimit(GAS_LIMIT)
        .value(TokenAmount.ZERO)
        .build();
  }
}
