// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.math;

import java.math.BigInteger;
import java.util.List;
import java.util.stream.Stream;

/**
 * The sum, over a stretch of future epochs, of the ratio of two smoothed quantities.
 *
 * <p>Source: builtin-actors {@code runtime/src/builtin/reward/smooth/smooth_func.rs}.
 */
public final class CumulativeRatio {
  private static final List<BigInteger> NUMERATOR =
      coefficients(
          "261417938209272870992496419296200268025",
          "7266615505142943436908456158054846846897",
          "32458783941900493142649393804518050491988",
          "17078670566130897220338060387082146864806",
          "-35150353308172866634071793531642638290419",
          "-20351202052858059355702509232125230498980",
          "-1563932590352680681114104005183375350999");
  private static final List<BigInteger> DENOMINATOR =
      coefficients(
          "49928077726659937662124949977867279384",
          "2508163877009111928787629628566491583994",
          "21757751789594546643737445330202599887121",
          "53400635271583923415775576342898617051826",
          "41248834748603606604000911015235164348839",
          "9015227820322455780436733526367238305537",
          "340282366920938463463374607431768211456");
  private static final BigInteger LN_2 = new BigInteger("235865763225513294137944142764154484399");

  /** A squared velocity up to which the denominator counts as constant. */
  private static final BigInteger EPSILON = new BigInteger("302231454903657293676544");

  private CumulativeRatio() {}

  private static List<BigInteger> coefficients(String... decimals) {
    return Stream.of(decimals).map(BigInteger::new).toList();
  }

  /**
   * The sum extrapolated, in Q.128.
   *
   * @param epochs how many
   * @param start of the stretch, in epochs from the estimates' own
   */
  public static BigInteger extrapolated(
      long epochs, long start, FilterEstimate numerator, FilterEstimate denominator) {
    BigInteger time = Q128.of(epochs);
    BigInteger from = Q128.of(start);
    BigInteger position1 = numerator.position();
    BigInteger position2 = denominator.position();
    BigInteger velocity1 = numerator.velocity();
    BigInteger velocity2 = denominator.velocity();
    BigInteger squaredVelocity2 = Q128.floor(velocity2.multiply(velocity2));
    if (squaredVelocity2.compareTo(EPSILON) > 0) {
      BigInteger before = Q128.floor(velocity2.multiply(from)).add(position2);
      BigInteger after = Q128.floor(velocity2.multiply(time)).add(before);
      BigInteger growth = ln(after).subtract(ln(before));
      BigInteger m1 = Q128.floor(growth.multiply(position1).multiply(velocity2));
      BigInteger m2 =
          Q128.floor(
              velocity2.multiply(time).subtract(growth.multiply(position2)).multiply(velocity1));
      return Q128.floorDiv(m2.add(m1), squaredVelocity2);
    }
    BigInteger middle = Q128.floor(velocity1.multiply(from.add(time.shiftRight(1)))).add(position1);
    return Q128.floorDiv(middle.multiply(time), position2);
  }

  /** The natural logarithm of a positive number, both in Q.128. */
  static BigInteger ln(BigInteger z) {
    int k = z.bitLength() - 1 - Q128.PRECISION;
    BigInteger betweenOneAndTwo = z.shiftRight(k);
    return BigInteger.valueOf(k).multiply(LN_2).add(lnBetweenOneAndTwo(betweenOneAndTwo));
  }

  private static BigInteger lnBetweenOneAndTwo(BigInteger x) {
    return Q128.floorDiv(Q128.of(Q128.polynomial(NUMERATOR, x)), Q128.polynomial(DENOMINATOR, x));
  }
}
