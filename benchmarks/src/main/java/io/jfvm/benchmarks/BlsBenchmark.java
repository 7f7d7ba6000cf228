// SPDX-License-Identifier: Apache-2.0
package io.jfvm.benchmarks;

import io.jfvm.crypto.bls12381.Bls;
import io.jfvm.crypto.bls12381.G1;
import io.jfvm.encoding.DecodeException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** BLS12-381: checks of signatures, from bytes, and sums of multiples as in EIP-2537. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(3)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class BlsBenchmark {

  /** How many signers, and how many points. */
  @Param({"1", "10", "100"})
  private int count;

  private byte[][] keys;
  private byte[][] messages;
  private byte[] signature;
  private List<G1> points;
  private List<BigInteger> scalars;

  @Setup
  public void prepare() throws DecodeException {
    keys = new byte[count][];
    messages = new byte[count][];
    byte[][] signatures = new byte[count][];
    points = new ArrayList<>();
    scalars = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      BigInteger secret = BigInteger.TWO.pow(255).subtract(BigInteger.valueOf(i)).shiftRight(1);
      keys[i] = Bls.publicKey(secret);
      messages[i] = ByteBuffer.allocate(Integer.BYTES).putInt(i).array();
      signatures[i] = Bls.sign(secret, messages[i]);
      points.add(G1.decodeCompressed(keys[i]));
      scalars.add(secret);
    }
    signature = Bls.aggregate(signatures);
    if (!verifyAggregate()) {
      throw new IllegalStateException("the aggregate of " + count + " is not valid");
    }
  }

  @Benchmark
  public boolean verifyAggregate() {
    return Bls.verifyAggregate(signature, keys, messages);
  }

  @Benchmark
  public G1 sumOfMultiples() {
    return G1.sumOfMultiples(points, scalars);
  }
}
