// SPDX-License-Identifier: Apache-2.0
package io.jfvm.benchmarks;

import io.jfvm.encoding.DecodeException;
import io.jfvm.types.ActorId;
import io.jfvm.types.Address;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Addresses between bytes and text: what an RPC server does with every field it shows. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(3)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class AddressBenchmark {
  private Address delegated;
  private String text;
  private byte[] bytes;

  @Setup
  public void prepare() throws DecodeException {
    delegated = Address.ofDelegated(ActorId.EAM, new byte[20]);
    text = delegated.toString();
    bytes = delegated.toBytes();
    if (!parse().equals(delegated) || !decode().equals(delegated)) {
      throw new IllegalStateException("the forms of " + text + " disagree");
    }
  }

  @Benchmark
  public String format() {
    return delegated.toString();
  }

  @Benchmark
  public Address parse() throws DecodeException {
    return Address.parse(text);
  }

  @Benchmark
  public Address decode() throws DecodeException {
    return Address.decode(bytes);
  }
}
