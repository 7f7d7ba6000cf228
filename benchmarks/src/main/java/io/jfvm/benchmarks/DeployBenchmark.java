// SPDX-License-Identifier: Apache-2.0
package io.jfvm.benchmarks;

import io.jfvm.embed.Fevm;
import io.jfvm.embed.Vm;
import io.jfvm.examples.ContractArtifact;
import io.jfvm.executor.ApplyResult;
import io.jfvm.state.ActorState;
import io.jfvm.types.EthAddress;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** A contract of several kilobytes through the EAM, Init and the EVM actor's constructor. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class DeployBenchmark {
  private final ContractArtifact dao = ContractArtifact.load("DataDao");
  private final Network network = new Network();
  private byte[] initcode;
  private Vm vm;

  @Setup
  public void prepare() {
    ContractArtifact token = ContractArtifact.load("DaoToken");
    EthAddress members = network.deploy(token.initcode("Token", "TOK"));
    initcode = dao.initcode(members, 10, 60);
    open();
    EthAddress first = Network.deployed(deploy());
    EthAddress second = Network.deployed(deploy());
    ActorState one = vm.actor(first.address()).orElseThrow();
    ActorState other = vm.actor(second.address()).orElseThrow();
    if (first.equals(second) || !one.head().equals(other.head())) {
      throw new IllegalStateException("two deployments made " + one + " and " + other);
    }
  }

  @Setup(Level.Iteration)
  public void open() {
    vm = network.open(false);
  }

  @Benchmark
  public ApplyResult deploy() {
    ApplyResult result =
        Network.apply(vm, Fevm.deploy(vm.messageFrom(Network.ALICE.address()), initcode));
    Network.require(result);
    return result;
  }
}
