// SPDX-License-Identifier: Apache-2.0
package io.jfvm.benchmarks;

import io.jfvm.embed.Fevm;
import io.jfvm.embed.Vm;
import io.jfvm.examples.ContractArtifact;
import io.jfvm.executor.ApplyResult;
import io.jfvm.executor.DeepStack;
import io.jfvm.types.EthAddress;
import io.jfvm.types.Message;
import io.jfvm.types.TokenAmount;
import java.math.BigInteger;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Messages through the whole VM, as a node applies them: nonce, deposit, calls, state, receipt,
 * fees. Each invocation applies {@value #MESSAGES} to one machine, the state tree unwritten.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class TokenTransferBenchmark {
  static final int MESSAGES = 100;

  private static final long MINTED = 1_000_000_000_000L;

  @Param({"false", "true"})
  public boolean tracing;

  /** Whether all messages of an invocation are wrapped in one deep stack. */
  @Param({"false", "true"})
  public boolean wrapped;

  private final ContractArtifact token = ContractArtifact.load("DaoToken");
  private final DeepStack stack = new DeepStack();
  private final Network network = new Network();
  private EthAddress contract;
  private byte[] transfer;
  private Vm vm;
  private long transferred;

  @Setup
  public void prepare() {
    contract = network.deploy(token.initcode("Token", "TOK"));
    network.call(contract, token.encodeCall("mint", Network.ALICE, BigInteger.valueOf(MINTED)));
    transfer = token.encodeCall("transfer", Network.BOB, BigInteger.ONE);
  }

  /** A machine of its own for each iteration, so that one does not burden the next. */
  @Setup(Level.Iteration)
  public void open() {
    vm = network.open(tracing);
    transferred = 0;
  }

  @TearDown(Level.Iteration)
  public void check() {
    Message.Builder query = vm.messageFrom(Network.BOB.address());
    ApplyResult result =
        Network.apply(vm, Fevm.call(query, contract, token.encodeCall("balanceOf", Network.BOB)));
    Object balance = token.decodeReturn("balanceOf", Network.output(result)).value(0);
    if (!balance.equals(BigInteger.valueOf(transferred))) {
      throw new IllegalStateException("Bob has " + balance + ", not " + transferred);
    }
  }

  private ApplyResult apply(UnaryOperator<Message.Builder> completion) {
    return wrapped ? stack.call(() -> all(completion)) : all(completion);
  }

  private ApplyResult all(UnaryOperator<Message.Builder> completion) {
    ApplyResult last = null;
    for (int i = 0; i < MESSAGES; i++) {
      last = Network.apply(vm, completion.apply(vm.messageFrom(Network.ALICE.address())));
      Network.require(last);
    }
    return last;
  }

  /** An ERC-20 transfer: four storage slots read, two written, an event. */
  @Benchmark
  @OperationsPerInvocation(MESSAGES)
  public ApplyResult token() {
    transferred += MESSAGES;
    return apply(message -> Fevm.call(message, contract, transfer));
  }

  /** Money from account to account. */
  @Benchmark
  @OperationsPerInvocation(MESSAGES)
  public ApplyResult fil() {
    return apply(message -> message.to(Network.BOB.address()).value(TokenAmount.ofAtto(1)));
  }

  /** Method 0 without money: what every message costs. */
  @Benchmark
  @OperationsPerInvocation(MESSAGES)
  public ApplyResult empty() {
    return apply(message -> message.to(Network.BOB.address()));
  }
}
