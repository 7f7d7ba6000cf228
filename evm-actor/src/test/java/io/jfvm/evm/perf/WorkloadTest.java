// SPDX-License-Identifier: Apache-2.0
package io.jfvm.evm.perf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.jfvm.evm.interpreter.CodeAnalysis;
import io.jfvm.evm.interpreter.EthereumSchedules;
import io.jfvm.evm.interpreter.Evm;
import io.jfvm.evm.interpreter.ExecutionResult;
import io.jfvm.evm.interpreter.Run;
import io.jfvm.evm.interpreter.Workload;
import io.jfvm.evm.word.Keccak256;
import io.jfvm.evm.word.Word;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Programs whose gas is known. Small ones of our own, counted by hand; then the files of a folder:
 * {@code -Djfvm.workloads=DIR}, and {@code -Djfvm.workloads.rounds=N} to time each N times and
 * print the fastest.
 */
class WorkloadTest {
  private static final String FOLDER = "jfvm.workloads";

  private static Run cancun(String code) {
    return Run.under(EthereumSchedules.CANCUN).code(code);
  }

  @Test
  void countingDownCostsTwentySixARound() {
    String code = "PUSH2 0x03e8 JUMPDEST PUSH1 0x01 SWAP1 SUB DUP1 PUSH1 0x03 JUMPI STOP";
    assertThat(cancun(code).used()).isEqualTo(3 + 1000 * (1 + 3 + 3 + 3 + 3 + 3 + 10));
  }

  @Test
  void hashingAKilobyteCostsMemoryAndWords() {
    Run run =
        cancun("PUSH2 0x0400 PUSH1 0x00 KECCAK256 PUSH1 0x00 MSTORE PUSH1 0x20 PUSH1 0x00 RETURN");
    assertThat(run.word()).isEqualTo(Keccak256.hash(new byte[1024]));
    assertThat(run.used()).isEqualTo(6 + 30 + 6 * 32 + (3 * 32 + 2) + 3 + 3 + 6);
  }

  @Test
  void fibonacciNumbersWrapAndCostFortyOneARound() {
    String code =
        """
        PUSH1 0x00 CALLDATALOAD PUSH1 0x00 PUSH1 0x01
        JUMPDEST DUP1 SWAP2 ADD SWAP2 PUSH1 0x01 SWAP1 SUB SWAP2 DUP3 PUSH1 0x07 JUMPI
        POP PUSH1 0x00 MSTORE PUSH1 0x20 PUSH1 0x00 RETURN
        """;
    BigInteger a = BigInteger.ZERO;
    BigInteger b = BigInteger.ONE;
    for (int i = 0; i < 1000; i++) {
      BigInteger sum = a.add(b);
      a = b;
      b = sum;
    }
    byte[] input = Word.of(1000).toBytes();
    Run run = Run.under(EthereumSchedules.CANCUN).input(input).code(code);
    assertThat(run.word()).isEqualTo(Word.of(a));
    assertThat(run.used()).isEqualTo(12 + 41 * 1000 + 2 + 3 + 3 + 3 + 6);
  }

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
