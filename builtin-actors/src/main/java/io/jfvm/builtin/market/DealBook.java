// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.market;

import io.jfvm.actor.ActorException;
import io.jfvm.actor.ActorRuntime;
import io.jfvm.actor.ActorRuntime.Change;
import io.jfvm.actor.Exits;
import io.jfvm.builtin.collection.SetMultimap;
import io.jfvm.crypto.Hash;
import io.jfvm.encoding.Codecs;
import io.jfvm.ipld.Blockstore;
import io.jfvm.ipld.amt.Amt;
import io.jfvm.ipld.amt.AmtType;
import io.jfvm.ipld.hamt.Hamt;
import io.jfvm.ipld.hamt.HamtKey;
import io.jfvm.ipld.hamt.HamtType;
import io.jfvm.ipld.hamt.Present;
import io.jfvm.types.ChainEpoch;
import io.jfvm.types.Cid;
import io.jfvm.types.ExitCode;
import io.jfvm.types.Multicodec;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The market's collections during one method, each opened when first needed. What is changed stands
 * in the state that {@link #close} makes. Used by one thread.
 *
 * <p>Source: builtin-actors {@code actors/market/src/state.rs}.
 */
final class DealBook {
  /** What is known of a deal has been removed. */
  static final ExitCode DEAL_EXPIRED = new ExitCode(ExitCode.FIRST_ACTOR_SPECIFIC);

  /** A deal has been published and no more. */
  static final ExitCode DEAL_NOT_ACTIVATED = new ExitCode(ExitCode.FIRST_ACTOR_SPECIFIC + 1);

  private static final AmtType<DealProposal> PROPOSALS =
      AmtType.of(DealProposal.CODEC, MarketState.PROPOSALS_AMT_BIT_WIDTH);
  private static final AmtType<DealState> STATES =
      AmtType.of(DealState.CODEC, MarketState.STATES_AMT_BIT_WIDTH);
  private static final HamtType<Cid, Present> PENDING_PROPOSALS =
      HamtType.ofSet(HamtKey.CID, HamtType.DEFAULT_BIT_WIDTH);
  private static final SetMultimap.Type<ChainEpoch, Long> DEAL_OPS =
      SetMultimap.Type.of(HamtKey.EPOCH, HamtKey.U64);
  private static final HamtType<Long, Long> ALLOCATION_IDS = HamtType.of(HamtKey.U64, Codecs.U64);

  private final MarketState before;
  private final Opened<Amt<DealProposal>> proposals;
  private final Opened<Amt<DealState>> states;
  private final Opened<Hamt<Cid, Present>> pendingProposals;
  private final Opened<Escrow> escrow;
  private final Opened<SetMultimap<ChainEpoch, Long>> dealOps;
  private final Opened<Hamt<Long, Long>> allocationIds;
  private final Opened<ProviderSectors> providerSectors;
  private long nextId;
  private ChainEpoch lastCron;

  DealBook(Blockstore store, MarketState state) {
    before = state;
    proposals = new Opened<>(() -> Amt.load(PROPOSALS, store, state.proposals()));
    states = new Opened<>(() -> Amt.load(STATES, store, state.states()));
    pendingProposals =
        new Opened<>(() -> Hamt.load(PENDING_PROPOSALS, store, state.pendingProposals()));
    escrow = new Opened<>(() -> new Escrow(store, state));
    dealOps = new Opened<>(() -> SetMultimap.load(DEAL_OPS, store, state.dealOpsByEpoch()));
    allocationIds =
        new Opened<>(() -> Hamt.load(ALLOCATION_IDS, store, state.pendingDealAllocationIds()));
    providerSectors = new Opened<>(() -> ProviderSectors.load(store, state.providerSectors()));
    nextId = state.nextId();
    lastCron = state.lastCron();
  }

  /** The running market's, to be read. */
  static DealBook of(ActorRuntime rt) {
    return new DealBook(rt.store(), rt.state(MarketState.CODEC));
  }

  /** Changes the running market in one transaction. */
  static <R> R change(ActorRuntime rt, Function<DealBook, R> change) {
    return rt.transaction(
        MarketState.CODEC,
        state -> {
          DealBook book = new DealBook(rt.store(), state);
          R result = change.apply(book);
          return new Change<>(book.close(), result);
        });
  }

  Amt<DealProposal> proposals() {
    return proposals.get();
  }

  Amt<DealState> states() {
    return states.get();
  }

  /** CIDs of proposals that have been published and neither paid for nor dropped. */
  Hamt<Cid, Present> pendingProposals() {
    return pendingProposals.get();
  }

  Escrow escrow() {
    return escrow.get();
  }

  /** Deals to look at, by epoch. */
  SetMultimap<ChainEpoch, Long> dealOps() {
    return dealOps.get();
  }

  /** Verified allocations of deals that have not been activated. */
  Hamt<Long, Long> allocationIds() {
    return allocationIds.get();
  }

  ProviderSectors providerSectors() {
    return providerSectors.get();
  }

  ChainEpoch lastCron() {
    return lastCron;
  }

  void setLastCron(ChainEpoch epoch) {
    lastCron = epoch;
  }

  /** The id of a new deal. */
  long takeId() {
    return nextId++;
  }

  /**
   * The terms of a deal.
   *
   * @throws ActorException {@link #DEAL_EXPIRED} if they are gone, NOT_FOUND if there never were
   *     any
   */
  DealProposal proposal(long dealId) {
    return proposals().get(dealId).orElseThrow(() -> unknown(dealId));
  }

  private ActorException unknown(long dealId) {
    String id = Long.toUnsignedString(dealId);
    return Long.compareUnsigned(dealId, nextId) < 0
        ? new ActorException(DEAL_EXPIRED, "deal " + id + " expired")
        : Exits.notFound("no such deal " + id);
  }

  /** Forgets an activated deal; aborts with ILLEGAL_STATE if it is unknown. */
  void removeDeal(long dealId) {
    if (states().remove(dealId).isEmpty() || proposals().remove(dealId).isEmpty()) {
      throw Exits.illegalState("deal " + Long.toUnsignedString(dealId) + " to delete is unknown");
    }
  }

  /** The CID of a proposal, which nothing is stored under. */
  static Cid cidOf(ActorRuntime rt, byte[] proposal) {
    return Cid.of(
        Multicodec.DAG_CBOR, Hash.BLAKE2B_256.code(), rt.hash(Hash.BLAKE2B_256, proposal));
  }

  static Cid cidOf(ActorRuntime rt, DealProposal proposal) {
    return cidOf(rt, DealProposal.CODEC.toBytes(proposal));
  }

  /** Writes what was opened. */
  MarketState close() {
    Optional<Escrow> money = escrow.opened();
    return new MarketState(
        proposals.opened().map(Amt::flush).orElse(before.proposals()),
        states.opened().map(Amt::flush).orElse(before.states()),
        pendingProposals.opened().map(Hamt::flush).orElse(before.pendingProposals()),
        money.map(Escrow::flushDeposited).orElse(before.escrowTable()),
        money.map(Escrow::flushLocked).orElse(before.lockedTable()),
        nextId,
        dealOps.opened().map(SetMultimap::flush).orElse(before.dealOpsByEpoch()),
        lastCron,
        money
            .map(open -> open.total(Escrow.Reason.CLIENT_COLLATERAL))
            .orElse(before.totalClientLockedCollateral()),
        money
            .map(open -> open.total(Escrow.Reason.PROVIDER_COLLATERAL))
            .orElse(before.totalProviderLockedCollateral()),
        money
            .map(open -> open.total(Escrow.Reason.CLIENT_STORAGE_FEE))
            .orElse(before.totalClientStorageFee()),
        allocationIds.opened().map(Hamt::flush).orElse(before.pendingDealAllocationIds()),
        providerSectors.opened().map(ProviderSectors::flush).orElse(before.providerSectors()));
  }

  private static final class Opened<T> {
    private final Supplier<T> open;
    private Optional<T> opened = Optional.empty();

    Opened(Supplier<T> open) {
      this.open = open;
    }

    T get() {
      if (opened.isEmpty()) {
        opened = Optional.of(open.get());
      }
      return opened.get();
    }

    Optional<T> opened() {
      return opened;
    }
  }
}
