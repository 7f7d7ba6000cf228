// SPDX-License-Identifier: Apache-2.0
package io.jfvm.benchmarks;

import io.jfvm.crypto.bn254.G1;
import io.jfvm.crypto.bn254.G2;
import io.jfvm.crypto.bn254.Pairing;
import io.jfvm.encoding.DecodeException;
import java.util.HexFormat;
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

/** alt_bn128: a check of two pairings from bytes, as EIP-197 has it. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(3)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class AltBn128Benchmark {

  /** P2 of EIP-197. */
  private static final String SECOND_GENERATOR =
      "198e9393920d483a7260bfb731fb5d25f1aa493335a9e71297e485b7aef312c2"
          + "1800deef121f1e76426a00665e5c4479674322d4f75edadd46debd5cd992f6ed"
          + "090689d0585ff075ec9e99ad690c3395bc4b313370b38ef355acdadcd122975b"
          + "12c85ea5db8c6deb4aab71808dcb408fe3d1e7690c43d37b4ce6cc0166fa7daa";

  private byte[] first;
  private byte[] opposite;
  private byte[] second;

  @Setup
  public void prepare() throws DecodeException {
    first = G1.GENERATOR.encode();
    opposite = G1.GENERATOR.negate().encode();
    second = HexFormat.of().parseHex(SECOND_GENERATOR);
    if (!pairingCheck()) {
      throw new IllegalStateException("opposite pairings do not cancel");
    }
  }

  @Benchmark
  public boolean pairingCheck() throws DecodeException {
    Pairing pairing = new Pairing();
    for (byte[] point : new byte[][] {first, opposite}) {
      G2 q = G2.decode(second);
      if (!q.isInSubgroup()) {
        throw new IllegalStateException("generator is not in the group");
      }
      pairing.add(G1.decode(point), q);
    }
    return pairing.isOne();
  }
}
