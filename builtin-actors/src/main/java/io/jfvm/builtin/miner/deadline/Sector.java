// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.miner.deadline;

import io.jfvm.encoding.Codec;
import io.jfvm.encoding.Codecs;
import io.jfvm.types.ChainEpoch;
import io.jfvm.types.Cid;
import io.jfvm.types.TokenAmount;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

/**
 * A proven sector, as the chain knows it. States from before FIP-0100 hold no daily fee; it is read
 * as zero and written the next time the sector's node of the array is.
 *
 * <p>Source: builtin-actors {@code actors/miner/src/types.rs} (SectorOnChainInfo).
 *
 * @param number u64
 * @param sealProof number of the registered proof, i64
 * @param sealedCid CommR
 * @param deprecatedDealIds u64 each
 * @param activation when its proof was accepted
 * @param dealWeight byte-epochs of active deals
 * @param verifiedDealWeight byte-epochs of active verified deals
 * @param initialPledge what was locked for it
 * @param expectedDayReward no longer used
 * @param expectedStoragePledge no longer used
 * @param powerBaseEpoch when its power last changed
 * @param replacedDayReward no longer used
 * @param sectorKeyCid the sealed CID before the first replica update
 * @param flags u32; see {@link #SIMPLE_QA_POWER}
 * @param dailyFee due for every day it lives
 */
public record Sector(
    long number,
    long sealProof,
    Cid sealedCid,
    List<Long> deprecatedDealIds,
    ChainEpoch activation,
    ChainEpoch expiration,
    BigInteger dealWeight,
    BigInteger verifiedDealWeight,
    TokenAmount initialPledge,
    Optional<TokenAmount> expectedDayReward,
    Optional<TokenAmount> expectedStoragePledge,
    ChainEpoch powerBaseEpoch,
    Optional<TokenAmount> replacedDayReward,
    Optional<Cid> sectorKeyCid,
    long flags,
    TokenAmount dailyFee) {

  /** The flag of sectors whose quality follows FIP-0045. */
  public static final long SIMPLE_QA_POWER = 1;

  /** The largest number: 2^63 - 1. */
  public static final long MAX_NUMBER = Long.MAX_VALUE;

  private static final int FIELDS = 16;

  private static final Codec<List<Long>> DEAL_IDS = Codecs.listOf(Codecs.U64);
  private static final Codec<Optional<TokenAmount>> OPTIONAL_AMOUNT =
      Codecs.optional(TokenAmount.CODEC);
  private static final Codec<Optional<Cid>> OPTIONAL_CID = Codecs.optional(Cid.CODEC);

  public static final Codec<Sector> CODEC =
      Codec.of(
          (out, sector) -> {
            out.array(FIELDS).u64(sector.number).i64(sector.sealProof);
            Cid.CODEC.encode(out, sector.sealedCid);
            DEAL_IDS.encode(out, sector.deprecatedDealIds);
            ChainEpoch.CODEC.encode(out, sector.activation);
            ChainEpoch.CODEC.encode(out, sector.expiration);
            out.bigInt(sector.dealWeight).bigInt(sector.verifiedDealWeight);
            TokenAmount.CODEC.encode(out, sector.initialPledge);
            OPTIONAL_AMOUNT.encode(out, sector.expectedDayReward);
            OPTIONAL_AMOUNT.encode(out, sector.expectedStoragePledge);
            ChainEpoch.CODEC.encode(out, sector.powerBaseEpoch);
            OPTIONAL_AMOUNT.encode(out, sector.replacedDayReward);
            OPTIONAL_CID.encode(out, sector.sectorKeyCid);
            out.u64(sector.flags);
            TokenAmount.CODEC.encode(out, sector.dailyFee);
          },
          in -> {
            boolean hasFee = TrailingField.isPresent(in, FIELDS);
            return new Sector(
                in.u64(),
                in.i64(),
                Cid.CODEC.decode(in),
                DEAL_IDS.decode(in),
                ChainEpoch.CODEC.decode(in),
                ChainEpoch.CODEC.decode(in),
                in.bigInt(),
                in.bigInt(),
                TokenAmount.CODEC.decode(in),
                OPTIONAL_AMOUNT.decode(in),
                OPTIONAL_AMOUNT.decode(in),
                ChainEpoch.CODEC.decode(in),
                OPTIONAL_AMOUNT.decode(in),
                OPTIONAL_CID.decode(in),
                in.u32(),
                hasFee ? TokenAmount.CODEC.decode(in) : TokenAmount.ZERO);
          });

  public Sector {
    deprecatedDealIds = List.copyOf(deprecatedDealIds);
  }

  /** Whether its quality follows FIP-0045. */
  public boolean hasSimpleQaPower() {
    return (flags & SIMPLE_QA_POWER) != 0;
  }
}
