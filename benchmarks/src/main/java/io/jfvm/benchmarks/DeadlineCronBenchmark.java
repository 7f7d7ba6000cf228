// SPDX-License-Identifier: Apache-2.0
package io.jfvm.benchmarks;

import io.jfvm.executor.ApplyResult;
import io.jfvm.types.Message;
import org.openjdk.jmh.annotations.Benchmark;

/** Cron's tick in the last epoch of a deadline whose partitions were proven. */
public class DeadlineCronBenchmark extends SteadyProvider {
  private static final Message TICK = StorageNetwork.cron();

  @Override
  void ready(StorageNetwork network) {
    network.apply(network.provider().post(network));
    network.pass(network.window().last().value() - network.epoch().value());
    long before = network.miner().currentDeadline();
    require(
        network.minerIn(rehearse(TICK)).currentDeadline() != before, "the deadline did not end");
  }

  @Benchmark
  public ApplyResult provenDeadline() {
    return apply(TICK);
  }
}
