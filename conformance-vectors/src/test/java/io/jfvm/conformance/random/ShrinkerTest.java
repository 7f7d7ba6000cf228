// SPDX-License-Identifier: Apache-2.0
package io.jfvm.conformance.random;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ShrinkerTest {
  private static final List<Integer> HUNDRED = IntStream.range(0, 100).boxed().toList();

  /** Fails at 70 if 3 and 40 came before. */
  private static int failure(List<Integer> items) {
    int at = items.indexOf(70);
    return items.subList(0, Math.max(0, at)).containsAll(List.of(3, 40)) ? at : -1;
  }

  @Test
  void onlyWhatTheFailureNeedsRemains() {
    List<Integer> shortest =
        new Shrinker<Integer>(ShrinkerTest::failure, 1000).shrink(HUNDRED.subList(0, 71));

    assertThat(shortest).containsExactly(3, 40, 70);
  }

  @Test
  void itStopsAtTheBoundWithAListThatStillFails() {
    List<Integer> shorter =
        new Shrinker<Integer>(ShrinkerTest::failure, 3).shrink(HUNDRED.subList(0, 71));

    assertThat(failure(shorter)).isNotNegative();
  }
}
