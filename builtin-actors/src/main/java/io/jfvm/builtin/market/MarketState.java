// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.market;

import io.jfvm.builtin.EmptyCollections;
import io.jfvm.encoding.Codec;
import io.jfvm.ipld.Blockstore;
import io.jfvm.types.ChainEpoch;
import io.jfvm.types.Cid;
import io.jfvm.types.TokenAmount;

/**
 * The Market actor's state.
 *
 * @param proposals AMT of deal proposals by deal id
 * @param states AMT of deal states by deal id
 * @param pendingProposals set of the CIDs of proposals whose deals have not started
 * @param escrowTable HAMT of what f0 addresses have deposited
 * @param lockedTable HAMT of what of it is locked
 * @param nextId the id the next deal gets, u64
 * @param dealOpsByEpoch HAMT of sets: which deals to look at when
 * @param lastCron the last epoch it looked
 * @param pendingDealAllocationIds HAMT of verified allocations by deal id
 * @param providerSectors HAMT of HAMTs: deal ids by sector by provider
 */
public record MarketState(
    Cid proposals,
    Cid states,
    Cid pendingProposals,
    Cid escrowTable,
    Cid lockedTable,
    long nextId,
    Cid dealOpsByEpoch,
    ChainEpoch lastCron,
    TokenAmount totalClientLockedCollateral,
    TokenAmount totalProviderLockedCollateral,
    TokenAmount totalClientStorageFee,
    Cid pendingDealAllocationIds,
    Cid providerSectors) {

  public static final int PROPOSALS_AMT_BIT_WIDTH = 5;
  public static final int STATES_AMT_BIT_WIDTH = 6;

  public static final Codec<MarketState> CODEC =
      Codec.of(
          (out, state) -> {
            out.array(13);
            Cid.CODEC.encode(out, state.proposals);
            Cid.CODEC.encode(out, state.states);
            Cid.CODEC.encode(out, state.pendingProposals);
            Cid.CODEC.encode(out, state.escrowTable);
            Cid.CODEC.encode(out, state.lockedTable);
            out.u64(state.nextId);
            Cid.CODEC.encode(out, state.dealOpsByEpoch);
            ChainEpoch.CODEC.encode(out, state.lastCron);
            TokenAmount.CODEC.encode(out, state.totalClientLockedCollateral);
            TokenAmount.CODEC.encode(out, state.totalProviderLockedCollateral);
            TokenAmount.CODEC.encode(out, state.totalClientStorageFee);
            Cid.CODEC.encode(out, state.pendingDealAllocationIds);
            Cid.CODEC.encode(out, state.providerSectors);
          },
          in -> {
            in.tuple(13);
            return new MarketState(
                Cid.CODEC.decode(in),
                Cid.CODEC.decode(in),
                Cid.CODEC.decode(in),
                Cid.CODEC.decode(in),
                Cid.CODEC.decode(in),
                in.u64(),
                Cid.CODEC.decode(in),
                ChainEpoch.CODEC.decode(in),
                TokenAmount.CODEC.decode(in),
                TokenAmount.CODEC.decode(in),
                TokenAmount.CODEC.decode(in),
                Cid.CODEC.decode(in),
                Cid.CODEC.decode(in));
          });

  private static final ChainEpoch UNDEFINED_EPOCH = new ChainEpoch(-1);

  /** A market without deals. */
  public static MarketState initial(Blockstore store) {
    Cid emptyMap = EmptyCollections.map(store);
    return new MarketState(
        EmptyCollections.array(store, PROPOSALS_AMT_BIT_WIDTH),
        EmptyCollections.array(store, STATES_AMT_BIT_WIDTH),
        emptyMap,
        emptyMap,
        emptyMap,
        0,
        emptyMap,
        UNDEFINED_EPOCH,
        TokenAmount.ZERO,
        TokenAmount.ZERO,
        TokenAmount.ZERO,
        emptyMap,
        emptyMap);
  }
}
