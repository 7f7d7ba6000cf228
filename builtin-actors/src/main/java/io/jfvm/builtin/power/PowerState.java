// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.power;

import io.jfvm.builtin.math.FilterEstimate;
import io.jfvm.encoding.Codec;
import io.jfvm.encoding.Codecs;
import io.jfvm.ipld.Blockstore;
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
 * The Power actor's state. Powers are in bytes; the totals count providers above the minimum, the
 * committed bytes count all.
 *
 * @param minerCount i64, like the other counts
 * @param rampStartEpoch when pledges began to move from the old rules to those of FIP-0081
 * @param rampDurationEpochs how long that takes, u64
 * @param cronEventQueue HAMT of AMTs: events by epoch
 * @param firstCronEpoch the first epoch whose events may still be there
 * @param claims HAMT of {@link Claim} by f0 address of the provider
 * @param proofValidationBatch unused since FIP-0084
 */
public record PowerState(
    BigInteger totalRawBytePower,
    BigInteger totalBytesCommitted,
    BigInteger totalQualityAdjPower,
    BigInteger totalQaBytesCommitted,
    TokenAmount totalPledgeCollateral,
    BigInteger thisEpochRawBytePower,
    BigInteger thisEpochQualityAdjPower,
    TokenAmount thisEpochPledgeCollateral,
    FilterEstimate thisEpochQaPowerSmoothed,
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
                .bigInt(state.totalRawBytePower)
                .bigInt(state.totalBytesCommitted)
                .bigInt(state.totalQualityAdjPower)
                .bigInt(state.totalQaBytesCommitted);
            TokenAmount.CODEC.encode(out, state.totalPledgeCollateral);
            out.bigInt(state.thisEpochRawBytePower).bigInt(state.thisEpochQualityAdjPower);
            TokenAmount.CODEC.encode(out, state.thisEpochPledgeCollateral);
            FilterEstimate.CODEC.encode(out, state.thisEpochQaPowerSmoothed);
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
                in.bigInt(),
                in.bigInt(),
                in.bigInt(),
                in.bigInt(),
                TokenAmount.CODEC.decode(in),
                in.bigInt(),
                in.bigInt(),
                TokenAmount.CODEC.decode(in),
                FilterEstimate.CODEC.decode(in),
                in.i64(),
                in.i64(),
                ChainEpoch.CODEC.decode(in),
                in.u64(),
                Cid.CODEC.decode(in),
                ChainEpoch.CODEC.decode(in),
                Cid.CODEC.decode(in),
                OPTIONAL_CID.decode(in));
          });

  public static final int CRON_QUEUE_HAMT_BIT_WIDTH = 6;

  static final HamtType<Address, Claim> CLAIMS = HamtType.of(HamtKey.ADDRESS, Claim.CODEC);

  /** The queue's outer map: the root of an epoch's events. */
  static final HamtType<ChainEpoch, Cid> CRON_QUEUE =
      HamtType.of(HamtKey.EPOCH, Cid.CODEC, CRON_QUEUE_HAMT_BIT_WIDTH);

  /** 750 000 GiB, growing by 3 840 GiB an epoch: what the network was expected to start with. */
  private static final FilterEstimate INITIAL_ESTIMATE =
      FilterEstimate.ofIntegers(
          BigInteger.valueOf(750_000L << 30), BigInteger.valueOf(3_840L << 30));

  /** A network without providers. */
  public static PowerState initial(Blockstore store) {
    Cid claims = Hamt.empty(CLAIMS, store).flush();
    return new PowerState(
        BigInteger.ZERO,
        BigInteger.ZERO,
        BigInteger.ZERO,
        BigInteger.ZERO,
        TokenAmount.ZERO,
        BigInteger.ZERO,
        BigInteger.ZERO,
        TokenAmount.ZERO,
        INITIAL_ESTIMATE,
        0,
        0,
        new ChainEpoch(0),
        0,
        Hamt.empty(CRON_QUEUE, store).flush(),
        new ChainEpoch(0),
        claims,
        Optional.empty());
  }
}
