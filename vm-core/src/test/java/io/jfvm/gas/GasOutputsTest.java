// SPDX-License-Identifier: Apache-2.0
package io.jfvm.gas;

import static org.assertj.core.api.Assertions.assertThat;

import io.jfvm.types.TokenAmount;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GasOutputsTest {

  @ParameterizedTest
  @CsvSource({
    "100, 200, 10, 90",
    "100, 150, 30, 20",
    "1000, 1300, 240, 60",
    "500, 700, 140, 60",
    "200, 200, 0, 0",
    "20000, 21000, 1000, 0",
    "0, 2000, 0, 2000",
    "500, 651, 121, 30",
    "500, 5000, 0, 4500",
    "7499000000, 7500000000, 1000000, 0",
    "3750000000, 7500000000, 375000000, 3375000000",
    "1, 7500000000, 0, 7499999999"
  })
  void overestimationIsBurned(long used, long limit, long refund, long burned) {
    GasOutputs outputs = outputs(used, limit, 10, 10, 0);
    assertThat(outputs.gasRefund()).isEqualTo(refund);
    assertThat(outputs.gasBurned()).isEqualTo(burned);
  }

  @ParameterizedTest
  @CsvSource({
    "100, 110, 11, 1, 1000, 0, 0, 110, 100",
    "100, 130, 11, 1, 1000, 60, 0, 130, 240",
    "100, 110, 10, 1, 1000, 0, 0, 0, 100",
    "100, 110, 6, 1, 600, 0, 400, 0, 60"
  })
  void depositIsShared(
      long used,
      long limit,
      long feeCap,
      long premium,
      long burn,
      long overEstimationBurn,
      long penalty,
      long tip,
      long refund) {
    GasOutputs outputs = outputs(used, limit, 10, feeCap, premium);
    assertThat(outputs.baseFeeBurn()).isEqualTo(TokenAmount.ofAtto(burn));
    assertThat(outputs.overEstimationBurn()).isEqualTo(TokenAmount.ofAtto(overEstimationBurn));
    assertThat(outputs.minerPenalty()).isEqualTo(TokenAmount.ofAtto(penalty));
    assertThat(outputs.minerTip()).isEqualTo(TokenAmount.ofAtto(tip));
    assertThat(outputs.refund()).isEqualTo(TokenAmount.ofAtto(refund));
  }

  @Test
  void penaltyCoversOverestimationToo() {
    // Burned gas of (500, 700) is 60; 4 of 10 atto are unpaid.
    assertThat(outputs(500, 700, 10, 6, 0).minerPenalty()).isEqualTo(TokenAmount.ofAtto(4 * 560));
  }

  @Test
  void partsAddUpToTheDeposit() {
    long seed = 11;
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < 5000; i++) {
      long limit = 1 + (random.nextLong() >>> 1 + random.nextInt(63)) / 2;
      long used = random.nextLong(limit + 1);
      long feeCap = random.nextLong(1_000_000);
      GasOutputs outputs =
          outputs(used, limit, random.nextLong(1_000_000), feeCap, random.nextLong(1_000_000));
      assertThat(
              outputs
                  .baseFeeBurn()
                  .plus(outputs.minerTip())
                  .plus(outputs.overEstimationBurn())
                  .plus(outputs.refund()))
          .as("seed %d", seed)
          .isEqualTo(TokenAmount.ofAtto(feeCap).times(limit));
      assertThat(outputs.refund().isNegative()).isFalse();
      assertThat(outputs.gasRefund() + outputs.gasBurned()).isEqualTo(limit - used);
    }
  }

  private static GasOutputs outputs(
      long used, long limit, long baseFee, long feeCap, long premium) {
    return GasOutputs.of(
        used,
        limit,
        TokenAmount.ofAtto(baseFee),
        TokenAmount.ofAtto(feeCap),
        TokenAmount.ofAtto(premium));
  }
}
