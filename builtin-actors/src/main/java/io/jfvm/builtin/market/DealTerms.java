// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.market;

import io.jfvm.actor.ActorException;
import io.jfvm.actor.ActorRuntime;
import io.jfvm.actor.Exits;
import io.jfvm.builtin.policy.Epochs;
import io.jfvm.builtin.policy.Policy;
import io.jfvm.types.Address;
import io.jfvm.types.ChainEpoch;
import io.jfvm.types.Cid;
import io.jfvm.types.Multicodec;
import io.jfvm.types.TokenAmount;
import java.math.BigInteger;

/**
 * What a deal may agree on, and when it may be activated.
 *
 * <p>Source: builtin-actors {@code actors/market/src/policy.rs}, {@code actors/market/src/lib.rs}.
 */
final class DealTerms {
  static final long MINIMUM_DURATION = 180 * Epochs.IN_DAY;
  static final long MAXIMUM_DURATION = 1278 * Epochs.IN_DAY;

  /** No price and no collateral is higher. */
  static final TokenAmount TOTAL_FILECOIN = TokenAmount.ofFil(2_000_000_000);

  private static final long MINIMUM_PIECE_BYTES = 128;
  private static final int PIECE_DIGEST_BYTES = 32;
  private static final BigInteger PERCENT = BigInteger.valueOf(100);

  private DealTerms() {}

  /**
   * Checks what a proposal agrees on.
   *
   * @param rawPower of the network, in bytes
   * @param baselinePower in bytes
   * @throws ActorException ILLEGAL_ARGUMENT if it may not
   */
  static void check(
      ActorRuntime rt,
      Policy policy,
      DealProposal deal,
      BigInteger rawPower,
      BigInteger baselinePower) {
    require(deal.label().length() <= DealLabel.MAX_BYTES, "label is too long");
    require(isPieceSize(deal.pieceSize()), "piece size is no power of two from 128 on");
    require(isPieceCid(deal.pieceCid()), "piece CID is none");
    require(deal.endEpoch().compareTo(deal.startEpoch()) > 0, "proposal ends before it starts");
    require(rt.epoch().compareTo(deal.startEpoch()) <= 0, "start epoch has already elapsed");
    require(
        deal.duration() >= MINIMUM_DURATION && deal.duration() <= MAXIMUM_DURATION,
        "duration out of bounds");
    requireWithin(TokenAmount.ZERO, deal.pricePerEpoch(), "storage price out of bounds");
    requireWithin(
        minimumProviderCollateral(
            policy, deal.pieceSize(), rawPower, baselinePower, rt.circulatingSupply()),
        deal.providerCollateral(),
        "provider collateral out of bounds");
    requireWithin(TokenAmount.ZERO, deal.clientCollateral(), "client collateral out of bounds");
  }

  private static void requireWithin(TokenAmount minimum, TokenAmount amount, String otherwise) {
    require(amount.compareTo(minimum) >= 0 && amount.compareTo(TOTAL_FILECOIN) <= 0, otherwise);
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw Exits.illegalArgument(otherwise);
    }
  }

  private static boolean isPieceSize(long size) {
    return Long.compareUnsigned(size, MINIMUM_PIECE_BYTES) >= 0 && Long.bitCount(size) == 1;
  }

  private static boolean isPieceCid(Cid cid) {
    return cid.codec() == Multicodec.COMMITMENT_UNSEALED
        && cid.hash() == Multicodec.SHA2_256_TRUNC254_PADDED
        && cid.digestLength() == PIECE_DIGEST_BYTES;
  }

  /** The piece's share of the power, of a share of the supply. Rounded down. */
  static TokenAmount minimumProviderCollateral(
      Policy policy,
      long pieceSize,
      BigInteger rawPower,
      BigInteger baselinePower,
      TokenAmount circulatingSupply) {
    BigInteger size = bytes(pieceSize);
    BigInteger power = rawPower.max(baselinePower).max(size);
    BigInteger target =
        circulatingSupply.atto().multiply(BigInteger.valueOf(policy.providerCollateralPercent()));
    return new TokenAmount(size.multiply(target).divide(power.multiply(PERCENT)));
  }

  /** All of the collateral. */
  static TokenAmount penaltyForMissedActivation(TokenAmount providerCollateral) {
    return providerCollateral;
  }

  /**
   * Checks that a provider's sector may activate a deal now.
   *
   * @throws ActorException FORBIDDEN if it is another's deal, {@link DealBook#DEAL_EXPIRED} if it
   *     is too late, ILLEGAL_ARGUMENT if the sector ends too early
   */
  static void checkCanActivate(
      DealProposal deal, Address provider, ChainEpoch sectorExpiry, ChainEpoch epoch) {
    if (!deal.provider().equals(provider)) {
      throw Exits.forbidden("proposal has provider " + deal.provider() + ", must be " + provider);
    }
    if (epoch.compareTo(deal.startEpoch()) > 0) {
      throw new ActorException(
          DealBook.DEAL_EXPIRED,
          "proposal's start epoch " + deal.startEpoch() + " has already elapsed at " + epoch);
    }
    if (deal.endEpoch().compareTo(sectorExpiry) > 0) {
      throw Exits.illegalArgument(
          "proposal's end " + deal.endEpoch() + " exceeds sector's expiration " + sectorExpiry);
    }
  }

  /** A size that is u64. */
  static BigInteger bytes(long size) {
    return new BigInteger(Long.toUnsignedString(size));
  }
}
