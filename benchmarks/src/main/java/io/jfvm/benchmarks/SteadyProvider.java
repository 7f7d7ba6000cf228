// SPDX-License-Identifier: Apache-2.0
package io.jfvm.benchmarks;

import io.jfvm.builtin.miner.deadline.ProvingPeriod;
import java.util.Comparator;
import java.util.stream.LongStream;
import org.openjdk.jmh.annotations.Param;

/** A provider of many sectors on its second day, in the deadline with the most of them. */
public abstract class SteadyProvider extends StorageBenchmark {
  @Param({"10000", "100000"})
  public int sectors;

  /** The deadline is open, and nothing proven in it today. */
  abstract void ready(StorageNetwork network);

  @Override
  void build(StorageNetwork network) {
    network.seal(sectors);
    long fullest =
        LongStream.range(0, ProvingPeriod.DEADLINES)
            .boxed()
            .max(Comparator.comparingLong(index -> network.deadline(index).totalSectors()))
            .orElseThrow();
    network.proveUntilSecondTime(fullest);
    ready(network);
  }
}
