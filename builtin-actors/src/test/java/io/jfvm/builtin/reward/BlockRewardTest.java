// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.reward;

import static org.assertj.core.api.Assertions.assertThat;

import io.jfvm.builtin.math.Q128;
import io.jfvm.types.ChainEpoch;
import io.jfvm.types.TokenAmount;
import java.math.BigInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BlockRewardTest {
  private static final TokenAmount SIMPLE = TokenAmount.ofFil(330_000_000);
  private static final TokenAmount BASELINE = TokenAmount.ofFil(770_000_000);

  private static BigInteger reward(long epoch, BigInteger before, BigInteger after) {
    return BlockReward.of(new ChainEpoch(epoch), before, after, SIMPLE, BASELINE).atto();
  }

  @ParameterizedTest
  @CsvSource({
    "0, 36266264293777134739",
    "5000, 36246341860983438171",
    "1490000, 30788470382725839805",
    "2555000, 27387841182142501307"
  })
  void simplePartDecays(long epoch, BigInteger atto) {
    assertThat(reward(epoch, BigInteger.ZERO, BigInteger.ZERO)).isEqualTo(atto);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 340282366920938463463374607398434878123, 84621274052457285111",
    "869421447482997774148922121988128035825635953,"
        + " 869421787765364695087385585362735434260514076, 63904955735320338264"
  })
  void baselinePartFollowsTheta(BigInteger before, BigInteger after, BigInteger atto) {
    BigInteger simple = reward(0, BigInteger.ZERO, BigInteger.ZERO);
    assertThat(reward(0, before, after).subtract(simple)).isEqualTo(atto);
  }

  @Test
  void thetaLiesBetweenTwoEpochs() {
    BigInteger half = Q128.of(1).shiftRight(1);
    assertThat(theta(1, 4096, 4096, 6144)).isEqualTo(half);
    assertThat(theta(1, 4096, 3072, 6144)).isEqualTo(half.shiftRight(1));
    assertThat(theta(0, 4096, 4096, 6144)).isZero();
  }

  private static BigInteger theta(long time, long baseline, long realized, long sum) {
    return BlockReward.theta(
        new ChainEpoch(time),
        BigInteger.valueOf(baseline),
        BigInteger.valueOf(realized),
        BigInteger.valueOf(sum));
  }

  @Test
  void baselineDoublesInAYear() {
    BigInteger start = BlockReward.BASELINE_INITIAL_VALUE;
    BigInteger baseline = start;
    for (int epoch = 0; epoch < 365 * 2880; epoch++) {
      baseline = BlockReward.nextBaseline(baseline);
    }
    BigInteger missing = start.shiftLeft(1).subtract(baseline);
    assertThat(missing).isBetween(BigInteger.ZERO, start.divide(BigInteger.TEN.pow(8)));
  }

  @Test
  void powerAboveTheBaselineEarnsNoMore() {
    BigInteger baseline = BlockReward.BASELINE_INITIAL_VALUE;
    RewardState atBaseline = RewardState.initial(baseline);
    RewardState above = RewardState.initial(baseline.shiftLeft(1));
    assertThat(above).isEqualTo(atBaseline);
    assertThat(above.effectiveNetworkTime().value()).isEqualTo(1);
    assertThat(above.cumsumRealized()).isEqualTo(above.thisEpochBaselinePower());
    assertThat(above.cumsumBaseline()).isGreaterThanOrEqualTo(above.cumsumRealized());

    RewardState below = RewardState.initial(BigInteger.ONE.shiftLeft(39));
    assertThat(below.cumsumRealized()).isEqualTo(BigInteger.ONE.shiftLeft(39));
    assertThat(below.thisEpochReward()).isLessThan(above.thisEpochReward());
  }

  @Test
  void quotientsAreRoundedDownWhateverTheSigns() {
    for (int dividend = -7; dividend <= 7; dividend++) {
      for (int divisor : new int[] {-3, -1, 1, 3}) {
        assertThat(Q128.floorDiv(BigInteger.valueOf(dividend), BigInteger.valueOf(divisor)))
            .isEqualTo(BigInteger.valueOf(Math.floorDiv(dividend, divisor)));
      }
    }
  }
}
