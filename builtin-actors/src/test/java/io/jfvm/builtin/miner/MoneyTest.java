// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.miner;

import static org.assertj.core.api.Assertions.assertThat;

import io.jfvm.builtin.math.FilterEstimate;
import io.jfvm.types.TokenAmount;
import java.math.BigInteger;
import org.junit.jupiter.api.Test;

class MoneyTest {
  private static final long DAY = 2880;
  private static final BigInteger GIB_32 = BigInteger.ONE.shiftLeft(35);
  private static final FilterEstimate REWARD = constant(1_000_000_000_000_000L);
  private static final FilterEstimate NETWORK = constant(1L << 50);

  private static FilterEstimate constant(long value) {
    return FilterEstimate.ofIntegers(BigInteger.valueOf(value), BigInteger.ZERO);
  }

  private static TokenAmount atto(long amount) {
    return TokenAmount.ofAtto(amount);
  }

  private static PledgeInputs network(long sinceRamp) {
    return new PledgeInputs(
        NETWORK, BigInteger.ONE.shiftLeft(51), atto(10_000_000_000L), REWARD, sinceRamp, 100);
  }

  @Test
  void steadyNetworksPayInProportionToPowerAndTime() {
    TokenAmount expected =
        new TokenAmount(BigInteger.valueOf(1_000_000_000_000_000L * DAY).shiftRight(15));
    assertThat(Money.expectedReward(REWARD, NETWORK, GIB_32, DAY)).isEqualTo(expected);
    assertThat(Money.preCommitDeposit(REWARD, NETWORK, GIB_32))
        .isEqualTo(Money.expectedReward(REWARD, NETWORK, GIB_32, 20 * DAY));
    assertThat(Money.continuedFaultFee(REWARD, NETWORK, GIB_32))
        .isEqualTo(Money.expectedReward(REWARD, NETWORK, GIB_32, 10_108));
  }

  @Test
  void aDepositIsNeverZero() {
    assertThat(Money.preCommitDeposit(constant(0), NETWORK, GIB_32)).isEqualTo(atto(1));
  }

  @Test
  void theRampMovesPledgeFromTheBaselineToTheNetwork() {
    TokenAmount base = Money.expectedReward(REWARD, NETWORK, GIB_32, 20 * DAY);
    // 30% of the supply, times 2^35 / 2^51 by the baseline or 2^35 / 2^50 by the network
    assertThat(Money.initialPledge(network(-1), GIB_32)).isEqualTo(base.plus(atto(45_776)));
    assertThat(Money.initialPledge(network(50), GIB_32))
        .isEqualTo(base.plus(atto(38_909 + 13_732)));
    assertThat(Money.initialPledge(network(100), GIB_32))
        .isEqualTo(base.plus(atto(32_043 + 27_465)));
  }

  @Test
  void aPledgeIsCappedByItsPower() {
    PledgeInputs rich =
        new PledgeInputs(NETWORK, BigInteger.ONE, TokenAmount.ofFil(1L << 40), REWARD, 0, 0);
    assertThat(Money.initialPledge(rich, BigInteger.TWO)).isEqualTo(atto(2 * 29_103_830L));
  }

  @Test
  void terminationCostsBetweenTwoAndEightAndAHalfPercent() {
    TokenAmount pledge = atto(1_000_000);
    assertThat(Money.terminationFee(pledge, 0, TokenAmount.ZERO)).isEqualTo(atto(20_000));
    assertThat(Money.terminationFee(pledge, 70 * DAY, TokenAmount.ZERO)).isEqualTo(atto(42_500));
    assertThat(Money.terminationFee(pledge, 200 * DAY, TokenAmount.ZERO)).isEqualTo(atto(85_000));
    assertThat(Money.terminationFee(pledge, 0, atto(100_001))).isEqualTo(atto(105_001));
  }

  @Test
  void dailyFeesFollowSupplyAndPower() {
    TokenAmount fee = Money.dailyFee(TokenAmount.ofFil(1_000_000), GIB_32);
    assertThat(fee).isEqualTo(atto(5_559_989_783L));
    assertThat(Money.adjustedDailyFee(fee, GIB_32, GIB_32.multiply(BigInteger.TEN)))
        .isEqualTo(fee.times(10));
    assertThat(Money.payableDailyFee(fee, fee)).isEqualTo(atto(2_779_994_891L));
    assertThat(Money.payableDailyFee(fee, fee.times(3))).isEqualTo(fee);
  }

  @Test
  void aConsensusFaultCostsTheEpochsReward() {
    assertThat(Money.consensusFaultPenalty(atto(1001))).isEqualTo(atto(1001));
    assertThat(Money.consensusFaultReport(atto(1001))).isEqualTo(atto(50));
    assertThat(Money.lockedReward(atto(7))).isEqualTo(atto(5));
  }
}
