// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.miner.proving;

import static io.jfvm.builtin.CheckedArithmetic.subtract;

import io.jfvm.actor.ActorRuntime;
import io.jfvm.actor.Exits;
import io.jfvm.builtin.math.Q128;
import io.jfvm.builtin.miner.MinerPolicy;
import io.jfvm.builtin.miner.Money;
import io.jfvm.builtin.miner.SectorLifetime;
import io.jfvm.builtin.miner.deadline.Sector;
import io.jfvm.builtin.miner.deadline.SectorPower;
import io.jfvm.builtin.sector.SectorSize;
import io.jfvm.types.ChainEpoch;
import io.jfvm.types.NetworkVersion;
import io.jfvm.types.TokenAmount;
import java.math.BigInteger;
import java.util.Optional;

/**
 * Gives a sector a longer life. Its power base becomes the current epoch, so what its deals weigh
 * is what is left of them.
 *
 * <p>Source: builtin-actors {@code actors/miner/src/lib.rs} (extend_sector_committment), {@code
 * policy.rs}.
 */
final class SectorExtension {
  /** From which on sectors of before FIP-0100 pay a daily fee once they are extended. */
  private static final NetworkVersion GRACE_PERIOD_END = NetworkVersion.NV26;

  private final ChainEpoch now;
  private final boolean graceEnded;
  private final TokenAmount circulatingSupply;
  private final SectorSize size;
  private final ExtensionClaims claims;

  SectorExtension(
      ActorRuntime rt, TokenAmount circulatingSupply, SectorSize size, ExtensionClaims claims) {
    this.now = rt.epoch();
    this.graceEnded = rt.networkVersion().isAtLeast(GRACE_PERIOD_END);
    this.circulatingSupply = circulatingSupply;
    this.size = size;
    this.claims = claims;
  }

  /**
   * The sector with a new expiration.
   *
   * @throws io.jfvm.actor.ActorException FORBIDDEN if it has expired, or claims would be dropped
   *     long before its end; ILLEGAL_ARGUMENT if it would live shorter or too long, or not all its
   *     claims were named
   */
  Sector extended(Sector sector, ChainEpoch expiration) {
    check(sector, expiration);
    Weights weights =
        sector.hasSimpleQaPower() ? simpleWeights(sector, expiration) : remainingWeights(sector);
    boolean unset = weights.unset;
    return new Sector(
        sector.number(),
        sector.sealProof(),
        sector.sealedCid(),
        sector.deprecatedDealIds(),
        sector.activation(),
        expiration,
        weights.deals,
        weights.verifiedDeals,
        sector.initialPledge(),
        unset ? Optional.empty() : sector.expectedDayReward(),
        unset ? Optional.empty() : sector.expectedStoragePledge(),
        now,
        unset ? Optional.empty() : sector.replacedDayReward(),
        sector.sectorKeyCid(),
        sector.flags(),
        dailyFee(sector, expiration, weights.verifiedDeals));
  }

  private void check(Sector sector, ChainEpoch expiration) {
    if (sector.expiration().compareTo(now) < 0) {
      throw Exits.forbidden(
          "cannot extend " + name(sector) + ", expired at " + sector.expiration());
    }
    if (expiration.compareTo(sector.expiration()) < 0) {
      throw Exits.illegalArgument(
          "cannot reduce expiration of %s to %s from %s"
              .formatted(name(sector), expiration, sector.expiration()));
    }
    SectorLifetime.check(now, sector.activation(), expiration, sector.sealProof());
  }

  private static String name(Sector sector) {
    return "sector " + Long.toUnsignedString(sector.number());
  }

  private static BigInteger duration(ChainEpoch from, ChainEpoch to) {
    return BigInteger.valueOf(subtract(to.value(), from.value()));
  }

  /**
   * What deals weigh from now on, in byte-epochs.
   *
   * @param unset whether fields that are no longer used are to be emptied
   */
  private record Weights(BigInteger deals, BigInteger verifiedDeals, boolean unset) {}

  /** By FIP-0045: verified deals weigh what their claims do, to the end of the sector. */
  private Weights simpleWeights(Sector sector, ChainEpoch expiration) {
    BigInteger lifetime = duration(sector.powerBaseEpoch(), sector.expiration());
    BigInteger deals = sector.dealWeight();
    if (deals.signum() > 0) {
      deals = deals.multiply(duration(now, sector.expiration())).divide(notZero(lifetime, sector));
    }
    BigInteger verified = sector.verifiedDealWeight();
    if (verified.signum() <= 0) {
      return new Weights(deals, verified, false);
    }
    BigInteger space = maintainedSpace(sector, verified.divide(notZero(lifetime, sector)));
    return new Weights(deals, space.multiply(duration(now, expiration)), true);
  }

  /** As before FIP-0045: deals do not grow with the sector. */
  private Weights remainingWeights(Sector sector) {
    BigInteger left = duration(now, sector.expiration());
    BigInteger lifetime = notZero(duration(sector.powerBaseEpoch(), sector.expiration()), sector);
    return new Weights(
        Q128.floorDiv(sector.dealWeight().multiply(left), lifetime),
        Q128.floorDiv(sector.verifiedDealWeight().multiply(left), lifetime),
        true);
  }

  private static BigInteger notZero(BigInteger duration, Sector sector) {
    if (duration.signum() == 0) {
      throw Exits.assertionFailed(name(sector) + " expires at its power base");
    }
    return duration;
  }

  private BigInteger maintainedSpace(Sector sector, BigInteger verifiedSpace) {
    ExtensionClaims.Space space =
        claims
            .on(sector.number())
            .orElseThrow(
                () ->
                    Exits.illegalArgument(
                        "no claims declared for %s of verified deal weight %s"
                            .formatted(name(sector), sector.verifiedDealWeight())));
    if (!BigInteger.valueOf(space.declared()).equals(verifiedSpace)) {
      throw Exits.illegalArgument(
          "claims declared for %s have %s bytes, its verified deals %s"
              .formatted(name(sector), Long.toUnsignedString(space.declared()), verifiedSpace));
    }
    long left = subtract(sector.expiration().value(), now.value());
    if (space.dropsClaims() && left > MinerPolicy.CLAIM_DROP_PERIOD) {
      throw Exits.forbidden(
          "attempt to drop claims of %s with %d epochs remaining, more than %d"
              .formatted(name(sector), left, MinerPolicy.CLAIM_DROP_PERIOD));
    }
    return BigInteger.valueOf(space.maintained());
  }

  private TokenAmount dailyFee(Sector sector, ChainEpoch expiration, BigInteger verifiedWeight) {
    long lifetime = subtract(expiration.value(), now.value());
    BigInteger power = SectorPower.qualityAdjusted(size, lifetime, verifiedWeight);
    if (sector.dailyFee().isZero()) {
      return graceEnded ? Money.dailyFee(circulatingSupply, power) : TokenAmount.ZERO;
    }
    return Money.adjustedDailyFee(
        sector.dailyFee(), SectorPower.qualityAdjusted(size, sector), power);
  }
}
