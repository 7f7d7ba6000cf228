// SPDX-License-Identifier: Apache-2.0
package io.jfvm.wasm.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.jfvm.types.Receipt;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Random programs end the same in every form, at every gas limit. */
class CodeFormsDifferentialTest {
  private static final long SEED = 20_261_128;
  private static final int PROGRAMS = 16;
  private static final long AMPLE_GAS = 10_000_000;

  private final GuestNetwork patched = new GuestNetwork(CodeForm.PATCHED);
  private final GuestNetwork unpatched = new GuestNetwork(CodeForm.UNPATCHED);
  private final GuestNetwork interpreted = new GuestNetwork(CodeForm.INTERPRETED);

  @Test
  void receiptsDoNotDependOnTheForm() {
    SplittableRandom random = new SplittableRandom(SEED);
    int ended = 0;
    for (int i = 0; i < PROGRAMS; i++) {
      byte[] wasm = new RandomProgram(random).module();
      String round = "seed " + SEED + ", program " + i;
      Receipt whole = compare(wasm, AMPLE_GAS, round);
      ended += whole.exitCode().value() >= GuestNetwork.EXIT_BASE ? 1 : 0;
      for (int part = 1; part <= 4; part++) {
        long limit = 1 + random.nextLong(whole.gasUsed());
        Receipt cut = compare(wasm, limit, round + ", gas limit " + limit);
        assertThat(cut.exitCode().isSuccess()).as(round).isFalse();
      }
    }
    assertThat(ended).as("programs that run to their end").isGreaterThan(PROGRAMS / 4);
  }

  private Receipt compare(byte[] wasm, long gasLimit, String round) {
    Receipt expected = run(patched, wasm, gasLimit);
    assertThat(run(unpatched, wasm, gasLimit)).as("unpatched, " + round).isEqualTo(expected);
    assertThat(run(interpreted, wasm, gasLimit)).as("interpreted, " + round).isEqualTo(expected);
    return expected;
  }

  private static Receipt run(GuestNetwork network, byte[] wasm, long gasLimit) {
    return GuestNetwork.call(network.with(wasm), new byte[0], gasLimit).receipt();
  }
}
