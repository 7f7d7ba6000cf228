// SPDX-License-Identifier: Apache-2.0
package io.jfvm.evm.perf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.jfvm.evm.interpreter.CodeAnalysis;
import io.jfvm.evm.interpreter.EthereumSchedules;
import io.jfvm.evm.interpreter.Evm;
import io.jfvm.evm.interpreter.ExecutionResult;
import io.jfvm.evm.interpreter.Workload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Runs the workload files of a folder: {@code -Djfvm.workloads=DIR}, and {@code
 * -Djfvm.workloads.rounds=N} to time each N times and print the fastest.
 */
class WorkloadTest {
  private static final String FOLDER = "jfvm.workloads";

  @TestFactory
  Stream<DynamicTest> workloadFilesHaveTheirGasAndOutput() throws IOException {
    String folder = System.getProperty(FOLDER);
    assumeTrue(folder != null, "no workloads: set -D" + FOLDER + "=DIR to run them");
    try (Stream<Path> files = Files.list(Path.of(folder))) {
      List<Path> found = files.filter(f -> f.toString().endsWith(".json")).sorted().toList();
      assertThat(found).as("workload files in %s", folder).isNotEmpty();
      return found.stream().map(f -> dynamicTest(f.getFileName().toString(), () -> check(f)));
    }
  }

  private static void check(Path file) throws IOException {
    Workload workload = Workload.read(file);
    Evm evm = new Evm(EthereumSchedules.CANCUN, EvmLoop::run);
    CodeAnalysis analysis = evm.analyze(workload.code());
    ExecutionResult result = workload.run(evm, analysis);
    assertThat(result.halt().isSuccess()).as("%s", result).isTrue();
    assertThat(Workload.used(result)).isEqualTo(workload.gas());
    assertThat(workload.describe(result.output())).isEqualTo(workload.output());
    long fastest = Long.MAX_VALUE;
    int rounds = Integer.getInteger("jfvm.workloads.rounds", 0);
    for (int i = 0; i < rounds; i++) {
      long start = System.nanoTime();
      workload.run(evm, analysis);
      fastest = Math.min(fastest, System.nanoTime() - start);
    }
    if (rounds > 0) {
      System.out.printf(Locale.ROOT, "%-55s %10.3f ms%n", workload.name(), fastest / 1e6);
    }
  }
}
