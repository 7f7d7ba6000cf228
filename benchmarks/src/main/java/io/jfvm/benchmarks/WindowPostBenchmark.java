// SPDX-License-Identifier: Apache-2.0
package io.jfvm.benchmarks;

import io.jfvm.executor.ApplyResult;
import io.jfvm.types.Message;
import org.openjdk.jmh.annotations.Benchmark;

/** The proof of a deadline's partitions, of 2349 sectors where there are enough. */
public class WindowPostBenchmark extends SteadyProvider {
  private Message post;

  @Override
  void ready(StorageNetwork network) {
    long deadline = network.window().index();
    post = network.provider().post(network);
    rehearse(post);
    require(
        network.deadline(deadline).partitionsPosted().isEmpty(), "proven before it is measured");
  }

  @Benchmark
  public ApplyResult submitWindowedPost() {
    return apply(post);
  }
}
