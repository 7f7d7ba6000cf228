// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.miner.deadline;

import io.jfvm.actor.Exits;
import io.jfvm.builtin.CheckedArithmetic;
import io.jfvm.builtin.sector.SectorSize;
import io.jfvm.types.TokenAmount;
import java.math.BigInteger;
import java.util.List;

/**
 * What sectors count for. Powers are in bytes. A byte of verified deals counts ten times as much as
 * any other.
 *
 * <p>Source: builtin-actors {@code actors/miner/src/policy.rs}, {@code lib.rs} (power_for_sector).
 */
public final class SectorPower {
  /** Binary places of a quality. */
  private static final int QUALITY_PRECISION = 20;

  private static final BigInteger BASE_MULTIPLIER = BigInteger.TEN;
  private static final BigInteger VERIFIED_MULTIPLIER = BigInteger.valueOf(100);

  private SectorPower() {}

  /** Raw power of a sector. */
  public static BigInteger raw(SectorSize size) {
    return BigInteger.valueOf(size.bytes());
  }

  /** The most quality-adjusted power a sector can have. */
  public static BigInteger maxQualityAdjusted(SectorSize size) {
    return raw(size).multiply(VERIFIED_MULTIPLIER).divide(BASE_MULTIPLIER);
  }

  /**
   * Quality-adjusted power of a sector, from its power base on.
   *
   * @throws io.jfvm.actor.ActorException ASSERTION_FAILED if it expires at its power base
   */
  public static BigInteger qualityAdjusted(SectorSize size, Sector sector) {
    long duration =
        CheckedArithmetic.subtract(sector.expiration().value(), sector.powerBaseEpoch().value());
    return qualityAdjusted(size, duration, sector.verifiedDealWeight());
  }

  /**
   * Quality-adjusted power of a sector that lasts for so many epochs.
   *
   * @param verifiedWeight byte-epochs of verified deals
   * @throws io.jfvm.actor.ActorException ASSERTION_FAILED if it lasts for none
   */
  public static BigInteger qualityAdjusted(
      SectorSize size, long duration, BigInteger verifiedWeight) {
    if (duration == 0) {
      throw Exits.assertionFailed("quality of a sector that lasts for no epoch");
    }
    if (verifiedWeight.signum() == 0) {
      return raw(size);
    }
    return raw(size)
        .multiply(quality(size, duration, verifiedWeight))
        .shiftRight(QUALITY_PRECISION);
  }

  /** The average multiplier of a sector's bytes, as a fixed-point number of 20 binary places. */
  private static BigInteger quality(SectorSize size, long duration, BigInteger verifiedWeight) {
    BigInteger spaceTime = raw(size).multiply(BigInteger.valueOf(duration));
    BigInteger weighted =
        spaceTime
            .subtract(verifiedWeight)
            .multiply(BASE_MULTIPLIER)
            .add(verifiedWeight.multiply(VERIFIED_MULTIPLIER));
    return floorDivide(
        floorDivide(weighted.shiftLeft(QUALITY_PRECISION), spaceTime), BASE_MULTIPLIER);
  }

  private static BigInteger floorDivide(BigInteger dividend, BigInteger divisor) {
    BigInteger[] parts = dividend.divideAndRemainder(divisor);
    return parts[1].signum() != 0 && parts[1].signum() != divisor.signum()
        ? parts[0].subtract(BigInteger.ONE)
        : parts[0];
  }

  public static PowerPair of(SectorSize size, Sector sector) {
    return new PowerPair(raw(size), qualityAdjusted(size, sector));
  }

  /** The sum over sectors. */
  public static PowerPair of(SectorSize size, List<Sector> sectors) {
    BigInteger qa = BigInteger.ZERO;
    for (Sector sector : sectors) {
      qa = qa.add(qualityAdjusted(size, sector));
    }
    return new PowerPair(raw(size).multiply(BigInteger.valueOf(sectors.size())), qa);
  }

  /** What sectors pay a day. */
  public static TokenAmount dailyFee(List<Sector> sectors) {
    TokenAmount sum = TokenAmount.ZERO;
    for (Sector sector : sectors) {
      sum = sum.plus(sector.dailyFee());
    }
    return sum;
  }
}
