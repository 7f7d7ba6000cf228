// SPDX-License-Identifier: Apache-2.0
package io.jfvm.gas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class GasTrackerTest {

  @Test
  void chargesUpToTheLimitExactly() {
    GasTracker gas = new GasTracker(20, GasSink.NONE);
    gas.charge("a", 15_000);
    gas.charge("b", 5000);
    assertThat(gas.used()).isEqualTo(20_000);
    assertThat(gas.available()).isZero();
    gas.charge("nothing", 0);
    assertThatThrownBy(() -> gas.charge("c", 1)).isSameAs(OutOfGas.INSTANCE);
  }

  @Test
  void chargeAboveTheLimitUsesEverything() {
    GasTracker gas = new GasTracker(20, GasSink.NONE);
    gas.charge("a", 1000);
    assertThatThrownBy(() -> gas.charge("b", 19_001)).isSameAs(OutOfGas.INSTANCE);
    assertThat(gas.used()).isEqualTo(20_000);
  }

  @Test
  void refundMayLeaveLessThanNothingUsed() {
    GasTracker gas = new GasTracker(20, GasSink.NONE);
    gas.charge("a", 1000);
    gas.refund("b", 5000);
    assertThat(gas.used()).isEqualTo(-4000);
    assertThat(gas.available()).isEqualTo(24_000);
    gas.charge("c", 24_000);
    assertThat(gas.used()).isEqualTo(20_000);
    assertThatThrownBy(() -> gas.charge("d", 1)).isSameAs(OutOfGas.INSTANCE);
  }

  @Test
  void saturatedChargeRunsOutOfGas() {
    GasTracker gas = new GasTracker(-1L, GasSink.NONE);
    assertThat(gas.limit()).isEqualTo(Long.MAX_VALUE);
    assertThatThrownBy(() -> gas.charge("b", Gas.MAX)).isSameAs(OutOfGas.INSTANCE);
    assertThat(gas.used()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void innerLimitIsTheLesserOfTheRequestedAndTheAvailable() {
    GasTracker gas = new GasTracker(20, GasSink.NONE);
    gas.charge("a", 5000);
    gas.pushLimit(3000);
    assertThat(gas.limit()).isEqualTo(3000);
    assertThat(gas.used()).isZero();
    gas.charge("b", 1000);
    gas.pushLimit(Gas.MAX);
    assertThat(gas.available()).isEqualTo(2000);
    gas.charge("c", 500);
    gas.popLimit();
    assertThat(gas.used()).isEqualTo(1500);
    gas.popLimit();
    assertThat(gas.limit()).isEqualTo(20_000);
    assertThat(gas.used()).isEqualTo(6500);
  }

  @Test
  void popWithoutPushIsRefused() {
    assertThatThrownBy(new GasTracker(1, GasSink.NONE)::popLimit)
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void sinkHearsOfChargesThatFail() {
    List<String> charges = new ArrayList<>();
    GasTracker gas = new GasTracker(1, (name, milligas) -> charges.add(name + " " + milligas));
    gas.charge("a", 1);
    assertThatThrownBy(() -> gas.charge("b", 1000)).isSameAs(OutOfGas.INSTANCE);
    gas.pushLimit(0);
    assertThat(charges).containsExactly("a 1", "b 1000");
  }

  @Test
  void manyNestedLimitsAreRestoredInOrder() {
    GasTracker gas = new GasTracker(5000, GasSink.NONE);
    for (int i = 0; i < 1000; i++) {
      gas.charge("x", 1000);
      gas.pushLimit(Gas.MAX);
    }
    assertThat(gas.available()).isEqualTo(4_000_000);
    for (int i = 0; i < 1000; i++) {
      gas.popLimit();
    }
    assertThat(gas.used()).isEqualTo(1_000_000);
    assertThat(gas.limit()).isEqualTo(5_000_000);
  }

  @Test
  void arithmeticSaturatesLikeUnboundedIntegersCut() {
    BigInteger max = BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE);
    long seed = 7;
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < 10_000; i++) {
      long a = random.nextLong() >>> random.nextInt(64);
      long b = random.nextLong() >>> random.nextInt(64);
      BigInteger bigA = unsigned(a);
      BigInteger bigB = unsigned(b);
      assertThat(unsigned(Gas.plus(a, b))).as("seed %d", seed).isEqualTo(bigA.add(bigB).min(max));
      assertThat(unsigned(Gas.times(a, b))).isEqualTo(bigA.multiply(bigB).min(max));
      assertThat(unsigned(Gas.minus(a, b))).isEqualTo(bigA.subtract(bigB).max(BigInteger.ZERO));
      assertThat(unsigned(Gas.min(a, b))).isEqualTo(bigA.min(bigB));
      assertThat(unsigned(Gas.max(a, b))).isEqualTo(bigA.max(bigB));
      BigInteger[] whole = bigA.divideAndRemainder(BigInteger.valueOf(1000));
      assertThat(unsigned(Gas.roundDown(a))).isEqualTo(whole[0]);
      assertThat(unsigned(Gas.roundUp(a)))
          .isEqualTo(whole[1].signum() == 0 ? whole[0] : whole[0].add(BigInteger.ONE));
    }
  }

  private static BigInteger unsigned(long value) {
    return new BigInteger(Long.toUnsignedString(value));
  }
}
