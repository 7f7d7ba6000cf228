// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.power;

import io.jfvm.builtin.collection.Multimap;
import io.jfvm.builtin.math.AlphaBetaFilter;
import io.jfvm.builtin.math.FilterEstimate;
import io.jfvm.encoding.Codec;
import io.jfvm.encoding.Codecs;
import io.jfvm.ipld.Blockstore;
import io.jfvm.ipld.amt.AmtType;
import io.jfvm.ipld.hamt.Hamt;
import io.jfvm.ipld.hamt.HamtKey;
import io.jfvm.ipld.hamt.HamtType;
import io.jfvm.types.Address;
import io.jfvm.types.ChainEpoch;
import io.jfvm.types.Cid;
import io.jfvm.types.TokenAmount;
import java.math.BigInteger;
import java.util.Optional;

/**
 * The Power actor's state. Powers are in bytes.
 *
 * @param thisEpoch the totals as they stood when the epoch began
 * @param minerCount i64, like the other count
 * @param minerAboveMinPowerCount of providers whose power counts for consensus
 * @param rampStartEpoch when pledges began to move from the old rules to those of FIP-0081, i64
 * @param rampDurationEpochs how long that takes, u64
 * @param cronEventQueue HAMT of AMTs: {@link CronEvent} by epoch
 * @param firstCronEpoch the first epoch whose events may still be there
 * @param claims HAMT of {@link Claim} by f0 address of the provider
 * @param proofValidationBatch unused since FIP-0084
 */
public record PowerState(
    Totals totals,
    ThisEpoch thisEpoch,
    long minerCount,
    long minerAboveMinPowerCount,
    ChainEpoch rampStartEpoch,
    long rampDurationEpochs,
    Cid cronEventQueue,
    ChainEpoch firstCronEpoch,
    Cid claims,
    Optional<Cid> proofValidationBatch) {

  private static final Codec<Optional<Cid>> OPTIONAL_CID = Codecs.optional(Cid.CODEC);

  public static final Codec<PowerState> CODEC =
      Codec.of(
          (out, state) -> {
            out.array(17)
                .bigInt(state.totals.rawBytePower)
                .bigInt(state.totals.bytesCommitted)
                .bigInt(state.totals.qualityAdjPower)
                .bigInt(state.totals.qaBytesCommitted);
            TokenAmount.CODEC.encode(out, state.totals.pledgeCollateral);
            out.bigInt(state.thisEpoch.rawBytePower).bigInt(state.thisEpoch.qualityAdjPower);
            TokenAmount.CODEC.encode(out, state.thisEpoch.pledgeCollateral);
            FilterEstimate.CODEC.encode(out, state.thisEpoch.qaPowerSmoothed);
            out.i64(state.minerCount).i64(state.minerAboveMinPowerCount);
            ChainEpoch.CODEC.encode(out, state.rampStartEpoch);
            out.u64(state.rampDurationEpochs);
            Cid.CODEC.encode(out, state.cronEventQueue);
            ChainEpoch.CODEC.encode(out, state.firstCronEpoch);
            Cid.CODEC.encode(out, state.claims);
            OPTIONAL_CID.encode(out, state.proofValidationBatch);
          },
          in -> {
            in.tuple(17);
            return new PowerState(
                new Totals(
                    in.bigInt(),
                    in.bigInt(),
                    in.bigInt(),
                    in.bigInt(),
                    TokenAmount.CODEC.decode(in)),
                new ThisEpoch(
                    in.bigInt(),
                    in.bigInt(),
                    TokenAmount.CODEC.decode(in),
                    FilterEstimate.CODEC.decode(in)),
                in.i64(),
                in.i64(),
                ChainEpoch.CODEC.decode(in),
                in.u64(),
                Cid.CODEC.decode(in),
                ChainEpoch.CODEC.decode(in),
                Cid.CODEC.decode(in),
                OPTIONAL_CID.decode(in));
          });

  /**
   * So many providers with enough power make the others' power count for nothing. Source:
   * builtin-actors {@code actors/power/src/policy.rs}.
   */
  static final long CONSENSUS_MINER_MIN_MINERS = 4;

  private static final int CRON_QUEUE_BIT_WIDTH = 6;

  static final HamtType<Address, Claim> CLAIMS = HamtType.of(HamtKey.ADDRESS, Claim.CODEC);

  private static final HamtType<ChainEpoch, Cid> CRON_QUEUE =
      HamtType.of(HamtKey.EPOCH, Cid.CODEC, CRON_QUEUE_BIT_WIDTH);

  static final Multimap.Type<ChainEpoch, CronEvent> CRON_EVENTS =
      new Multimap.Type<>(CRON_QUEUE, AmtType.of(CronEvent.CODEC, CRON_QUEUE_BIT_WIDTH));

  /** 750 000 GiB, growing by 3 840 GiB an epoch: what the network was expected to start with. */
  private static final FilterEstimate INITIAL_ESTIMATE =
      FilterEstimate.ofIntegers(
          BigInteger.valueOf(750_000L << 30), BigInteger.valueOf(3_840L << 30));

  /**
   * Sums over providers: the powers of those above the minimum, the bytes committed of all.
   *
   * @param qualityAdjPower of those above the minimum
   * @param qaBytesCommitted quality-adjusted power of all
   */
  public record Totals(
      BigInteger rawBytePower,
      BigInteger bytesCommitted,
      BigInteger qualityAdjPower,
      BigInteger qaBytesCommitted,
      TokenAmount pledgeCollateral) {

    static final Totals ZERO =
        new Totals(
            BigInteger.ZERO, BigInteger.ZERO, BigInteger.ZERO, BigInteger.ZERO, TokenAmount.ZERO);

    Totals withCommitted(BigInteger raw, BigInteger qa) {
      return new Totals(
          rawBytePower,
          bytesCommitted.add(raw),
          qualityAdjPower,
          qaBytesCommitted.add(qa),
          pledgeCollateral);
    }

    Totals withPower(BigInteger raw, BigInteger qa) {
      return new Totals(
          rawBytePower.add(raw),
          bytesCommitted,
          qualityAdjPower.add(qa),
          qaBytesCommitted,
          pledgeCollateral);
    }

    Totals withPledge(TokenAmount more) {
      return new Totals(
          rawBytePower,
          bytesCommitted,
          qualityAdjPower,
          qaBytesCommitted,
          pledgeCollateral.plus(more));
    }
  }

  /** The network's power and pledge as all messages of an epoch see them. */
  public record ThisEpoch(
      BigInteger rawBytePower,
      BigInteger qualityAdjPower,
      TokenAmount pledgeCollateral,
      FilterEstimate qaPowerSmoothed) {}

  /** A network without providers. */
  public static PowerState initial(Blockstore store) {
    Cid claims = Hamt.empty(CLAIMS, store).flush();
    return new PowerState(
        Totals.ZERO,
        new ThisEpoch(BigInteger.ZERO, BigInteger.ZERO, TokenAmount.ZERO, INITIAL_ESTIMATE),
        0,
        0,
        new ChainEpoch(0),
        0,
        Hamt.empty(CRON_QUEUE, store).flush(),
        new ChainEpoch(0),
        claims,
        Optional.empty());
  }

  Hamt<Address, Claim> claims(Blockstore store) {
    return Hamt.load(CLAIMS, store, claims);
  }

  Multimap<ChainEpoch, CronEvent> cronEvents(Blockstore store) {
    return Multimap.load(CRON_EVENTS, store, cronEventQueue);
  }

  boolean hasEnoughMiners() {
    return minerAboveMinPowerCount >= CONSENSUS_MINER_MIN_MINERS;
  }

  /** With the totals as they stand now for the coming epoch. */
  PowerState nextEpoch() {
    BigInteger raw = hasEnoughMiners() ? totals.rawBytePower : totals.bytesCommitted;
    BigInteger qa = hasEnoughMiners() ? totals.qualityAdjPower : totals.qaBytesCommitted;
    FilterEstimate smoothed = AlphaBetaFilter.next(thisEpoch.qaPowerSmoothed, qa, 1);
    return new PowerState(
        totals,
        new ThisEpoch(raw, qa, totals.pledgeCollateral, smoothed),
        minerCount,
        minerAboveMinPowerCount,
        rampStartEpoch,
        rampDurationEpochs,
        cronEventQueue,
        firstCronEpoch,
        claims,
        proofValidationBatch);
  }

  PowerState withTotals(Totals next, long aboveMinPowerCount) {
    return new PowerState(
        next,
        thisEpoch,
        minerCount,
        aboveMinPowerCount,
        rampStartEpoch,
        rampDurationEpochs,
        cronEventQueue,
        firstCronEpoch,
        claims,
        proofValidationBatch);
  }

  PowerState withMiners(long count, Cid nextClaims) {
    return new PowerState(
        totals,
        thisEpoch,
        count,
        minerAboveMinPowerCount,
        rampStartEpoch,
        rampDurationEpochs,
        cronEventQueue,
        firstCronEpoch,
        nextClaims,
        proofValidationBatch);
  }

  PowerState withCronEvents(Cid queue, ChainEpoch first) {
    return new PowerState(
        totals,
        thisEpoch,
        minerCount,
        minerAboveMinPowerCount,
        rampStartEpoch,
        rampDurationEpochs,
        queue,
        first,
        claims,
        proofValidationBatch);
  }
}
