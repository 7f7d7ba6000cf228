// SPDX-License-Identifier: Apache-2.0
package io.jfvm.crypto.bls12381;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The limbs against BigInteger, to the ends of the ranges they promise. */
class LimbsTest {
  private static final long SEED = 20261128;
  private static final BigInteger P = Limbs.P;
  private static final BigInteger R = BigInteger.ONE.shiftLeft(Limbs.COUNT * Limbs.BITS);
  private static final long FULL = (1L << Limbs.BITS) - 1;

  private final SplittableRandom random = new SplittableRandom(SEED);

  private BigInteger below(BigInteger bound) {
    byte[] bytes = new byte[bound.bitLength() / 8 + 8];
    random.nextBytes(bytes);
    return new BigInteger(1, bytes).mod(bound);
  }

  private static long[] filled(int length, long limb) {
    long[] limbs = new long[length];
    Arrays.fill(limbs, limb);
    return limbs;
  }

  /** Every limb within a bound, of either sign. */
  private long[] unruly(int length, long bound) {
    return random.longs(length, -bound + 1, bound).toArray();
  }

  private List<long[]> factors(long bound) {
    List<long[]> factors = new ArrayList<>();
    for (BigInteger number : edges()) {
      factors.add(Limbs.of(number));
    }
    for (long limb : new long[] {1, FULL, bound - 1, 1 - bound}) {
      factors.add(filled(Limbs.COUNT, limb));
    }
    for (int i = 0; i < 40; i++) {
      factors.add(Limbs.of(below(P)));
      factors.add(unruly(Limbs.COUNT, bound));
    }
    return factors;
  }

  private static List<BigInteger> edges() {
    return List.of(
        BigInteger.ZERO,
        BigInteger.ONE,
        P.subtract(BigInteger.ONE),
        P.subtract(BigInteger.TWO),
        P,
        P.add(BigInteger.ONE),
        P.shiftLeft(1).subtract(BigInteger.ONE),
        R.mod(P),
        R.subtract(BigInteger.ONE));
  }

  /** Of limbs of any length and size. */
  private static BigInteger number(long[] limbs) {
    BigInteger number = BigInteger.ZERO;
    for (int i = limbs.length - 1; i >= 0; i--) {
      number = number.shiftLeft(Limbs.BITS).add(BigInteger.valueOf(limbs[i]));
    }
    return number;
  }

  private static void isNormal(long[] limbs) {
    for (int i = 0; i < limbs.length - 1; i++) {
      assertThat(limbs[i]).as("limb %d, seed %d", i, SEED).isBetween(0L, FULL);
    }
  }

  @Test
  void numbersComeBack() {
    for (BigInteger edge : edges()) {
      assertThat(Limbs.toBigInteger(Limbs.of(edge))).isEqualTo(edge);
    }
    assertThat(Limbs.toBigInteger(filled(Limbs.COUNT, -1))).isNegative();
  }

  @Test
  void productsAreThoseOfBigInteger() {
    long[] product = new long[Limbs.WIDE];
    for (long[] a : factors(1L << 57)) {
      for (long[] b : factors(1L << 58)) {
        Limbs.multiply(product, a, b);
        assertThat(number(product)).as("seed %d", SEED).isEqualTo(number(a).multiply(number(b)));
        isNormal(product);
      }
    }
  }

  private static void reduces(long[] wide) {
    long[] number = new long[Limbs.COUNT];
    Limbs.reduce(number, wide);
    isNormal(number);
    BigInteger sum = number(wide);
    BigInteger result = number(number);
    assertThat(result.multiply(R).subtract(sum).mod(P)).as("seed %d", SEED).isZero();
    BigInteger excess = result.multiply(R).subtract(sum);
    assertThat(excess).isBetween(BigInteger.ZERO, R.multiply(P));
  }

  @Test
  void reductionDividesByTheRadixModuloP() {
    long bound = 1L << 62;
    for (long limb : new long[] {0, 1, -1, FULL, -FULL, bound - 1, 1 - bound}) {
      reduces(filled(Limbs.WIDE, limb));
    }
    for (int i = 0; i < 2000; i++) {
      reduces(unruly(Limbs.WIDE, 1L << 1 + i % 62));
    }
    for (BigInteger a : edges()) {
      long[] product = new long[Limbs.WIDE];
      Limbs.multiply(product, Limbs.of(a), Limbs.of(P.subtract(BigInteger.ONE)));
      reduces(product);
    }
  }

  @Test
  void sumsAndDifferencesAreNormal() {
    long[] result = new long[Limbs.COUNT];
    for (long[] a : factors(1L << 61)) {
      for (long[] b : factors(1L << 61)) {
        Limbs.add(result, a, b);
        isNormal(result);
        assertThat(number(result)).isEqualTo(number(a).add(number(b)));
        Limbs.subtract(result, a, b);
        isNormal(result);
        assertThat(number(result)).isEqualTo(number(a).subtract(number(b)));
      }
    }
  }

  @Test
  void combinationsAreAboutFromZeroToP() {
    BigInteger slack = P.divide(BigInteger.valueOf(20));
    long[] result = new long[Limbs.COUNT];
    for (int i = 0; i < 4000; i++) {
      long[] a = Limbs.of(below(P.shiftLeft(1)));
      long[] b = Limbs.of(below(P.shiftLeft(1)));
      if (i % 2 == 0) {
        Limbs.subtract(a, a, Limbs.of(P.shiftLeft(1)));
      }
      long k = random.nextLong(-12, 13);
      long l = random.nextLong(-12, 13);
      BigInteger sum =
          number(a).multiply(BigInteger.valueOf(k)).add(number(b).multiply(BigInteger.valueOf(l)));
      Limbs.combine(result, a, k, b, l);
      isNormal(result);
      assertThat(number(result).subtract(sum).mod(P)).as("seed %d", SEED).isZero();
      assertThat(number(result)).isBetween(slack.negate(), P.add(slack));
    }
  }

  @Test
  void numbersNearPAreBroughtBelowIt() {
    for (int i = -3; i <= 3; i++) {
      for (int multiple = -1; multiple <= 1; multiple++) {
        BigInteger number = P.multiply(BigInteger.valueOf(multiple)).add(BigInteger.valueOf(i));
        BigInteger shifted = number.add(P.shiftLeft(1));
        long[] limbs = Limbs.of(shifted);
        Limbs.subtract(limbs, limbs, Limbs.of(P.shiftLeft(1)));
        if (number.compareTo(P.negate()) > 0 && number.compareTo(P.shiftLeft(1)) < 0) {
          assertThat(number(Fp.ofLimbs(limbs).limbs())).isEqualTo(number.mod(P));
        }
      }
    }
  }
}
