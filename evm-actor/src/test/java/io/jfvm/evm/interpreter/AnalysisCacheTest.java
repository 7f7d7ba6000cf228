// SPDX-License-Identifier: Apache-2.0
package io.jfvm.evm.interpreter;

import static org.assertj.core.api.Assertions.assertThat;

import io.jfvm.evm.word.Word;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AnalysisCacheTest {
  private final AnalysisCache cache = new AnalysisCache(EthereumSchedules.CANCUN, 2_500);

  private CodeAnalysis get(int hash) {
    return cache.get(Word.of(hash), new byte[1_000]);
  }

  @Test
  void sameHashGivesTheSameAnalysis() {
    assertThat(get(1)).isSameAs(get(1)).isNotSameAs(get(2));
  }

  @Test
  void leastRecentlyUsedGoesFirst() {
    CodeAnalysis first = get(1);
    CodeAnalysis second = get(2);
    assertThat(get(1)).isSameAs(first);
    get(3);
    assertThat(get(1)).isSameAs(first);
    assertThat(get(2)).isNotSameAs(second);
  }

  @Test
  void codeTooLargeToKeepIsStillAnalysed() {
    CodeAnalysis large = cache.get(Word.of(9), new byte[5_000]);
    assertThat(large.size()).isEqualTo(5_000);
    assertThat(cache.get(Word.of(9), new byte[5_000])).isNotSameAs(large);
  }

  @Test
  void manyThreadsMayAsk() {
    IntStream.range(0, 10_000)
        .parallel()
        .forEach(i -> assertThat(get(i % 7).schedule()).isSameAs(EthereumSchedules.CANCUN));
  }
}
