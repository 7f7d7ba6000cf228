// SPDX-License-Identifier: Apache-2.0
package io.jfvm.wasm.meter;

import static org.assertj.core.api.Assertions.assertThat;

import io.jfvm.wasm.TestModule;
import io.jfvm.wasm.module.InvalidModuleException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * Bytes nobody meant as a module are rejected by the declared exception, or make a valid module.
 */
class FuzzTest {
  private static final long SEED = 20_240_817;
  private static final int[] TELLING = {
    0, 1, 2, 5, 0x0b, 0x0e, 0x10, 0x20, 0x40, 0x41, 0x70, 0x7f, 0x80, 0xfc, 0xff
  };

  @Test
  void randomBytesAreRejected() {
    SplittableRandom random = new SplittableRandom(SEED);
    for (int round = 0; round < 20_000; round++) {
      byte[] bytes = new byte[8 + random.nextInt(200)];
      random.nextBytes(bytes);
      if (random.nextInt(4) != 0) {
        byte[] header = TestModule.of("->");
        System.arraycopy(header, 0, bytes, 0, 8);
        bytes[8 % bytes.length] = (byte) random.nextInt(13);
      }
      outcome(bytes, "seed " + SEED + ", round " + round);
    }
  }

  @Test
  void mutatedModulesAreRejectedOrStayWhole() {
    SplittableRandom random = new SplittableRandom(SEED);
    List<byte[]> originals = originals();
    int admitted = 0;
    for (int round = 0; round < 60_000; round++) {
      byte[] bytes = originals.get(random.nextInt(originals.size())).clone();
      int mutations = 1 + random.nextInt(3);
      for (int i = 0; i < mutations; i++) {
        bytes = mutate(bytes, random);
      }
      admitted += outcome(bytes, "seed " + SEED + ", round " + round) ? 1 : 0;
    }
    assertThat(admitted).as("admitted mutants show that the mutations are mild").isPositive();
  }

  private static byte[] mutate(byte[] bytes, SplittableRandom random) {
    int at = random.nextInt(bytes.length);
    switch (random.nextInt(5)) {
      case 0 -> bytes[at] = (byte) random.nextInt(256);
      case 1 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
      case 2 -> bytes[at] = (byte) TELLING[random.nextInt(TELLING.length)];
      case 3 -> {
        return Arrays.copyOf(bytes, Math.max(1, at));
      }
      default -> {
        byte[] longer = new byte[bytes.length + 1];
        System.arraycopy(bytes, 0, longer, 0, at);
        longer[at] = (byte) TELLING[random.nextInt(TELLING.length)];
        System.arraycopy(bytes, at, longer, at + 1, bytes.length - at);
        return longer;
      }
    }
    return bytes;
  }

  /** True when one generation admits the module. Anything but the declared exception escapes. */
  private static boolean outcome(byte[] bytes, String round) {
    boolean admitted = false;
    for (Generation generation : Generation.values()) {
      try {
        MeteredModule metered = Metering.of(generation, bytes.clone());
        assertThat(metered.bytes().length).as(round).isGreaterThan(bytes.length / 2);
        admitted = true;
      } catch (InvalidModuleException e) {
        assertThat(e.getMessage()).as(round).isNotBlank();
      }
    }
    return admitted;
  }

  private static List<byte[]> originals() {
    List<byte[]> modules = new ArrayList<>();
    modules.add(
        TestModule.of(
            "i32 i64 -> i32",
            "block i32",
            "local.get 0",
            "br_if 0",
            "loop",
            "local.get 0",
            "br_table 0 1 0",
            "end",
            "i32.const 5",
            "end"));
    modules.add(
        new TestModule()
            .importFunction("i32 i32 -> i32")
            .function(
                "i32 -> i32",
                List.of("2 i32", "1 f64"),
                "local.get 0",
                "i32.const 3",
                "call 0",
                "local.tee 1",
                "if",
                "i32.const 1",
                "memory.grow 0",
                "drop",
                "else",
                "i32.const 0",
                "i32.const 0",
                "local.get 0",
                "memory.copy 0 0",
                "end",
                "local.get 1")
            .function("->", "i32.const 0", "call_indirect 1 0", "global.get 0", "global.set 1")
            .table(3, 10)
            .memory(1, 4)
            .global("i64", false, "i64.const 77")
            .global("i64", true, "i64.const -5")
            .export("invoke", 0, 1)
            .export("memory", 2, 0)
            .export("g", 3, 0)
            .start(2)
            .elements("i32.const 1", 1, 2)
            .data("i32.const 8", 1, 2, 3)
            .dataCount(1)
            .custom("name", 1, 2)
            .toBytes());
    modules.add(
        TestModule.of(
            "->",
            "unreachable",
            "f32.const 1",
            "i32.trunc_sat_f32_s",
            "i32.extend8_s",
            "i32.load 2 9",
            "i32.eqz",
            "if",
            "return",
            "end",
            "i64.const 1",
            "i32.wrap_i64",
            "i32.const 1",
            "i32.const 0",
            "select",
            "drop",
            "memory.size 0",
            "drop"));
    return modules;
  }
}
