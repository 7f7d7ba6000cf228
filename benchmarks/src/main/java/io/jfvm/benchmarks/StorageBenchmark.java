// SPDX-License-Identifier: Apache-2.0
package io.jfvm.benchmarks;

import io.jfvm.embed.Jfvm;
import io.jfvm.embed.Profile;
import io.jfvm.embed.Vm;
import io.jfvm.executor.ApplyResult;
import io.jfvm.types.Message;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
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
 * Messages of a storage network, each applied to the same state again and again: the machine is
 * opened anew for each, out of what is measured, and has decoded nothing. Proofs and signatures
 * count as valid.
 *
 * <p>{@code WASM} needs the official mainnet bundle of v18: {@code -jvmArgsAppend
 * -Djfvm.bundle=builtin-actors-mainnet.car}.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(value = 1, jvmArgsAppend = "-XX:-DontCompileHugeMethods")
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
public abstract class StorageBenchmark {
  /** Who runs the actors. */
  @Param({"NATIVE", "WASM"})
  public Profile profile;

  private final StorageNetwork network = new StorageNetwork();
  private Jfvm jfvm;
  private Vm vm;

  /** Brings the network to where messages are measured, and checks each with {@link #rehearse}. */
  abstract void build(StorageNetwork built);

  @Setup
  public void prepare() {
    jfvm = OfficialActors.of(profile);
    build(network);
  }

  @Setup(Level.Invocation)
  public void open() {
    vm = network.open(jfvm);
  }

  /** What is measured. */
  ApplyResult apply(Message message) {
    ApplyResult result = StorageNetwork.apply(vm, message);
    Network.require(result);
    return result;
  }

  /**
   * Applies a message once and requires it to succeed, and to give the state and the return value
   * that the Java actors give.
   *
   * @return the VM in which it happened
   */
  Vm rehearse(Message message) {
    Vm expected = network.open(new Jfvm(Profile.NATIVE));
    byte[] returned = StorageNetwork.apply(expected, message).receipt().returnData();
    open();
    if (!Arrays.equals(apply(message).receipt().returnData(), returned)
        || !vm.flush().equals(expected.flush())) {
      throw new IllegalStateException(profile + " differs from the Java actors");
    }
    return vm;
  }

  static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalStateException(otherwise);
    }
  }
}
