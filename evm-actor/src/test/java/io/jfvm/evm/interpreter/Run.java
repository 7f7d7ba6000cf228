// SPDX-License-Identifier: Apache-2.0
package io.jfvm.evm.interpreter;

import io.jfvm.evm.Asm;
import io.jfvm.evm.perf.EvmLoop;
import io.jfvm.evm.word.Word;
import java.util.Arrays;

/** One run of a small program, for tests: what it runs under, then what came of it. */
public final class Run {
  private GasSchedule schedule = EthereumSchedules.OSAKA;
  private Host host = new TestHost();
  private byte[] input = {};
  private boolean isStatic;
  private long gas = 1_000_000;
  private ExecutionResult result;

  public static Run under(GasSchedule schedule) {
    Run run = new Run();
    run.schedule = schedule;
    return run;
  }

  public Run host(Host theHost) {
    host = theHost;
    return this;
  }

  public Run input(byte[] bytes) {
    input = bytes;
    return this;
  }

  public Run readOnly() {
    isStatic = true;
    return this;
  }

  public Run gas(long limit) {
    gas = limit;
    return this;
  }

  public Run code(String assembly) {
    return code(Asm.code(assembly));
  }

  public Run code(byte[] code) {
    Evm evm = new Evm(schedule, EvmLoop::run);
    Invocation invocation =
        new Invocation(Word.of(0xaaaa), Word.of(0xbbbb), Word.of(5), input, isStatic, gas);
    result = evm.execute(host, evm.analyze(code), invocation);
    return this;
  }

  public ExecutionResult result() {
    return result;
  }

  public Halt halt() {
    return result.halt();
  }

  public long used() {
    return gas - result.gasLeft();
  }

  /** The output as words. */
  public Word[] words() {
    Word[] words = new Word[result.output().length / 32];
    for (int i = 0; i < words.length; i++) {
      words[i] = Word.of(Arrays.copyOfRange(result.output(), 32 * i, 32 * i + 32));
    }
    return words;
  }

  /** The only word of the output. */
  public Word word() {
    if (result.output().length != 32) {
      throw new AssertionError("no word but " + result);
    }
    return words()[0];
  }
}
