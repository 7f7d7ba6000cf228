// SPDX-License-Identifier: Apache-2.0
package io.jfvm.benchmarks;

import io.jfvm.embed.Fevm;
import io.jfvm.embed.Vm;
import io.jfvm.evm.Asm;
import io.jfvm.evm.word.Word;
import io.jfvm.executor.ApplyResult;
import io.jfvm.types.EthAddress;
import java.util.concurrent.TimeUnit;
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

/** A contract that calls itself, and each call again: what one more level costs, also far down. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class CallDepthBenchmark {
  /** Enough for 63/64 of it to be handed on a thousand times. */
  private static final long GAS = 1L << 60;

  /** Copies what follows its nine bytes; the first operand is the length. */
  private static final String INITCODE = "PUSH1 0x2a DUP1 PUSH1 0x09 PUSH0 CODECOPY PUSH0 RETURN ";

  /** Returns 0 for 0, and one more than the call for one less otherwise. */
  private static final String CONTRACT =
      """
      PUSH0 CALLDATALOAD DUP1 PUSH1 0x0a JUMPI PUSH1 0x20 PUSH0 RETURN
      JUMPDEST PUSH1 0x01 SWAP1 SUB PUSH0 MSTORE
      PUSH1 0x20 PUSH0 PUSH1 0x20 PUSH0 PUSH0 ADDRESS GAS CALL POP
      PUSH0 MLOAD PUSH1 0x01 ADD PUSH0 MSTORE PUSH1 0x20 PUSH0 RETURN
      """;

  @Param({"1", "100", "1000"})
  public int depth;

  private final Network network = new Network();
  private EthAddress contract;
  private Vm vm;

  @Setup
  public void prepare() {
    contract = network.deploy(Asm.code(INITCODE + CONTRACT));
    open();
    Word returned = Word.of(Network.output(call()));
    if (!returned.equals(Word.of(depth))) {
      throw new IllegalStateException("returned " + returned + " from a depth of " + depth);
    }
  }

  @Setup(Level.Iteration)
  public void open() {
    vm = network.open(false);
  }

  @Benchmark
  public ApplyResult call() {
    byte[] input = Word.of(depth).toBytes();
    ApplyResult result =
        Network.apply(
            vm, Fevm.call(vm.messageFrom(Network.ALICE.address()), contract, input).gasLimit(GAS));
    Network.require(result);
    return result;
  }
}
