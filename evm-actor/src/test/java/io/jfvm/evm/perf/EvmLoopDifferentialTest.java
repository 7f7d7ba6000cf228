// SPDX-License-Identifier: Apache-2.0
package io.jfvm.evm.perf;

import static org.assertj.core.api.Assertions.assertThat;

import io.jfvm.evm.interpreter.CodeAnalysis;
import io.jfvm.evm.interpreter.Engine;
import io.jfvm.evm.interpreter.EthereumSchedules;
import io.jfvm.evm.interpreter.Evm;
import io.jfvm.evm.interpreter.ExecutionResult;
import io.jfvm.evm.interpreter.Frame;
import io.jfvm.evm.interpreter.GasSchedule;
import io.jfvm.evm.interpreter.Halt;
import io.jfvm.evm.interpreter.Invocation;
import io.jfvm.evm.interpreter.Price;
import io.jfvm.evm.interpreter.TestHost;
import io.jfvm.evm.word.Word;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The loop against its plain twin, on programs that mostly work and on plain bytes. */
@Tag("differential")
class EvmLoopDifferentialTest {
  private static final long SEED = Long.getLong("jfvm.seed", 20_240_517L);
  private static final int PROGRAMS = Integer.getInteger("jfvm.programs", 6_000);

  /** Like the FEVM's: flat prices, linear memory, calls left to the host, a small memory limit. */
  private static final GasSchedule FLAT =
      GasSchedule.flat("flat", 7)
          .price(Price.MEMORY_WORD, 1)
          .price(Price.KECCAK_WORD, 2)
          .memoryLimitBytes(1 << 20)
          .build();

  /** Everything a run shows. */
  private record Trace(
      Halt halt,
      int pc,
      long gasLeft,
      long refund,
      String output,
      String memory,
      Map<Word, Word> storage,
      List<String> seen) {}

  private static final class Capture implements Engine {
    private final boolean reference;
    private byte[] memory;

    Capture(boolean reference) {
      this.reference = reference;
    }

    @Override
    public void run(Frame frame) {
      if (reference) {
        memory = new ReferenceInterpreter(frame).run();
      } else {
        EvmLoop.run(frame);
        memory = frame.memory().copy(0, frame.memory().size());
      }
    }
  }

  private final Capture loop = new Capture(false);
  private final Capture twin = new Capture(true);
  private final Map<Halt, Integer> halts = new EnumMap<>(Halt.class);

  private static Trace trace(Evm evm, Capture engine, byte[] code, long gas, boolean isStatic) {
    TestHost host = new TestHost();
    host.original.put(Word.ONE, Word.of(9));
    host.storage.put(Word.ONE, Word.of(9));
    byte[] input = HexFormat.of().parseHex("00ff80017f".repeat(15));
    CodeAnalysis analysis = evm.analyze(code);
    ExecutionResult r =
        evm.execute(
            host,
            analysis,
            new Invocation(Word.of(0xaaaa), Word.of(0xbbbb), Word.of(5), input, isStatic, gas));
    HexFormat hex = HexFormat.of();
    return new Trace(
        r.halt(),
        r.pc(),
        r.gasLeft(),
        r.refund(),
        hex.formatHex(r.output()),
        hex.formatHex(engine.memory),
        host.storage,
        host.seen);
  }

  private void compare(GasSchedule schedule, byte[] code, long seed, SplittableRandom random) {
    Evm fast = new Evm(schedule, loop);
    Evm slow = new Evm(schedule, twin);
    boolean isStatic = random.nextInt(8) == 0;
    long gas = 60_000;
    for (int i = 0; i < 4; i++) {
      Trace expected = trace(slow, twin, code, gas, isStatic);
      Trace actual = trace(fast, loop, code, gas, isStatic);
      assertThat(actual)
          .as("seed %d, %s, gas %d, code %s", seed, schedule, gas, HexFormat.of().formatHex(code))
          .isEqualTo(expected);
      halts.merge(expected.halt(), 1, Integer::sum);
      gas = random.nextLong(60_000 - expected.gasLeft() + 2); // stops somewhere on the way
    }
  }

  @Test
  void randomProgramsRunAlikeInBothEngines() {
    for (int i = 0; i < PROGRAMS; i++) {
      long seed = SEED + i;
      SplittableRandom random = new SplittableRandom(seed);
      byte[] code = new RandomPrograms(random).program();
      compare(i % 3 == 0 ? FLAT : EthereumSchedules.OSAKA, code, seed, random);
    }
    assertThat(halts).as("halts reached").containsOnlyKeys(Halt.values());
  }

  @Test
  void randomBytesRunAlikeInBothEngines() {
    for (int i = 0; i < PROGRAMS; i++) {
      long seed = SEED + i;
      SplittableRandom random = new SplittableRandom(seed);
      byte[] code = new byte[1 + random.nextInt(80)];
      random.nextBytes(code);
      compare(EthereumSchedules.OSAKA, code, seed, random);
    }
  }
}
