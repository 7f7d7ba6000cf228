// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.market;

import io.jfvm.actor.ActorException;
import io.jfvm.actor.ActorRuntime;
import io.jfvm.actor.Exits;
import io.jfvm.builtin.BatchReturn;
import io.jfvm.builtin.market.MarketParams.DealPaymentsSettled;
import io.jfvm.builtin.market.MarketParams.DealSettlement;
import io.jfvm.builtin.market.MarketParams.OnMinerSectorsTerminate;
import io.jfvm.builtin.policy.Epochs;
import io.jfvm.ipld.IpldException;
import io.jfvm.ipld.bitfield.BitField;
import io.jfvm.types.ActorId;
import io.jfvm.types.ActorType;
import io.jfvm.types.ChainEpoch;
import io.jfvm.types.Cid;
import io.jfvm.types.ExitCode;
import io.jfvm.types.TokenAmount;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PrimitiveIterator;
import java.util.TreeMap;

/**
 * Pays for deals and ends them: when their sectors are terminated, when somebody asks, and by cron.
 *
 * <p>Source: builtin-actors {@code actors/market/src/lib.rs}.
 */
final class Settlement {
  /** Epochs between two looks at a deal. */
  static final long UPDATE_INTERVAL = 30 * Epochs.IN_DAY;

  /**
   * What looking for a deal costs, in milligas, so that a range of ids that no deal has does not
   * come for free.
   */
  private static final long LOOK = 100_000_000;

  private Settlement() {}

  /**
   * The first epoch, not before another, at which to look at a deal. Ids are spread over the
   * interval.
   */
  static ChainEpoch nextUpdate(long dealId, ChainEpoch earliest) {
    long offset = dealId % UPDATE_INTERVAL;
    long distance = earliest.value() - offset;
    long intervals = distance / UPDATE_INTERVAL;
    boolean exact = distance % UPDATE_INTERVAL == 0 || distance < 0;
    return new ChainEpoch(UPDATE_INTERVAL * (exact ? intervals : intervals + 1) + offset);
  }

  // --- termination

  static void terminate(ActorRuntime rt, OnMinerSectorsTerminate params) {
    rt.callers().acceptTypes(List.of(ActorType.MINER));
    TokenAmount slashed =
        DealBook.change(
            rt,
            book -> {
              TokenAmount sum = TokenAmount.ZERO;
              for (long dealId :
                  book.providerSectors().removeSectors(rt.caller(), params.sectors())) {
                sum = sum.plus(terminate(rt, book, dealId, params.epoch()));
              }
              return sum;
            });
    if (slashed.isPositive()) {
      MarketSends.burn(rt, slashed);
    }
  }

  private static TokenAmount terminate(
      ActorRuntime rt, DealBook book, long dealId, ChainEpoch epoch) {
    Optional<DealProposal> found = book.proposals().get(dealId);
    if (found.isEmpty()) {
      return TokenAmount.ZERO;
    }
    DealProposal deal = found.get();
    String id = Long.toUnsignedString(dealId);
    if (!deal.provider().equals(rt.caller().address())) {
      throw Exits.illegalState(
          "caller " + rt.caller() + " is not the provider " + deal.provider() + " of deal " + id);
    }
    if (deal.endEpoch().compareTo(epoch) <= 0) {
      return TokenAmount.ZERO;
    }
    DealState state =
        book.states()
            .get(dealId)
            .orElseThrow(() -> Exits.illegalArgument("no state for deal " + id));
    if (!state.isUpdated()) {
      book.pendingProposals().remove(DealBook.cidOf(rt, deal));
    }
    TokenAmount slashed = Payments.terminate(book.escrow(), deal, state.slashedAt(epoch));
    book.removeDeal(dealId);
    MarketEvents.terminated(rt, dealId, deal);
    return slashed;
  }

  // --- settlement on demand

  static DealPaymentsSettled settle(ActorRuntime rt, BitField dealIds) {
    rt.callers().acceptAny();
    List<ExitCode> codes = new ArrayList<>();
    List<DealSettlement> settlements = new ArrayList<>();
    TokenAmount slashed =
        DealBook.change(
            rt,
            book -> {
              Look look = new Look(rt, book);
              PrimitiveIterator.OfLong ids = dealIds.bits();
              while (ids.hasNext()) {
                rt.chargeCompute(LOOK);
                codes.add(look.settle(ids.nextLong(), settlements));
              }
              book.states(); // Loaded at the end whatever became of the deals.
              look.finish();
              return look.slashed;
            });
    if (!slashed.isZero()) {
      MarketSends.burn(rt, slashed);
    }
    return new DealPaymentsSettled(BatchReturn.of(codes), settlements);
  }

  // --- cron

  static void cronTick(ActorRuntime rt) {
    rt.callers().acceptOnly(ActorId.CRON);
    TokenAmount slashed =
        DealBook.change(
            rt,
            book -> {
              Look look = new Look(rt, book);
              long first = book.lastCron().value() + 1;
              long last = rt.epoch().value();
              for (long at = first; at <= last; at++) {
                List<Long> dealIds = new ArrayList<>();
                book.dealOps().forEachIn(new ChainEpoch(at), dealIds::add);
                dealIds.forEach(look::tick);
              }
              look.finish();
              for (long at = first; at <= last; at++) {
                book.dealOps().removeAll(new ChainEpoch(at));
              }
              look.nextUpdates.forEach(book.dealOps()::putAll);
              book.setLastCron(rt.epoch());
              return look.slashed;
            });
    if (!slashed.isZero()) {
      MarketSends.burn(rt, slashed);
    }
  }

  /** One look at several deals. */
  private static final class Look {
    private final ActorRuntime rt;
    private final DealBook book;
    private final ChainEpoch epoch;
    private final Map<ActorId, Map<Long, List<Long>>> removed = new TreeMap<>();
    private final Map<ChainEpoch, List<Long>> nextUpdates = new TreeMap<>();
    private TokenAmount slashed = TokenAmount.ZERO;

    Look(ActorRuntime rt, DealBook book) {
      this.rt = rt;
      this.book = book;
      this.epoch = rt.epoch();
    }

    /**
     * What goes wrong with one deal is its exit code and does not keep others from being paid;
     * state that cannot be read is no exception.
     */
    ExitCode settle(long dealId, List<DealSettlement> settlements) {
      Optional<DealProposal> found;
      try {
        found = book.proposals().get(dealId);
      } catch (IpldException e) {
        return DealBook.DEAL_EXPIRED;
      }
      if (found.isEmpty()) {
        return DealBook.DEAL_EXPIRED;
      }
      DealProposal deal = found.get();
      Cid cid = DealBook.cidOf(rt, deal);
      Payments.Look look;
      try {
        look = Payments.look(book, epoch, dealId, deal, cid);
      } catch (ActorException e) {
        return e.exitCode();
      } catch (IpldException e) {
        return ExitCode.USR_ILLEGAL_STATE;
      }
      return switch (look) {
        case Payments.Look.TooEarly() -> {
          settlements.add(DealSettlement.NOTHING_YET);
          yield ExitCode.OK;
        }
        case Payments.Look.TimedOut timedOut -> {
          slashed = slashed.plus(timedOut.slashed());
          yield DealBook.DEAL_EXPIRED;
        }
        case Payments.Look.Active active -> settle(dealId, deal, cid, active.state(), settlements);
      };
    }

    private ExitCode settle(
        long dealId,
        DealProposal deal,
        Cid cid,
        DealState state,
        List<DealSettlement> settlements) {
      if (state.isSlashed()) {
        throw Exits.illegalArgument(
            "deal "
                + Long.toUnsignedString(dealId)
                + " is marked for termination and cannot be settled");
      }
      Payments.Update update;
      try {
        update = Payments.update(book, state, deal, cid, epoch);
      } catch (ActorException e) {
        return e.exitCode();
      } catch (IpldException e) {
        return ExitCode.USR_ILLEGAL_STATE;
      }
      apply(dealId, deal, state, update);
      settlements.add(new DealSettlement(update.paid(), update.over()));
      return ExitCode.OK;
    }

    void tick(long dealId) {
      Optional<DealProposal> found = book.proposals().get(dealId);
      if (found.isEmpty()) {
        return;
      }
      DealProposal deal = found.get();
      Cid cid = DealBook.cidOf(rt, deal);
      switch (Payments.look(book, epoch, dealId, deal, cid)) {
        case Payments.Look.Active active -> tick(dealId, deal, cid, active.state());
        case Payments.Look.TimedOut timedOut -> slashed = slashed.plus(timedOut.slashed());
        case Payments.Look.TooEarly() ->
            throw Exits.illegalState(
                "deal "
                    + Long.toUnsignedString(dealId)
                    + " processed before start epoch "
                    + deal.startEpoch());
      }
    }

    /** Deals that were never updated are left to be settled on demand. */
    private void tick(long dealId, DealProposal deal, Cid cid, DealState state) {
      if (!state.isUpdated()) {
        if (book.pendingProposals().remove(cid).isEmpty()) {
          throw Exits.illegalState("proposal " + cid + " to delete is not pending");
        }
        return;
      }
      Payments.Update update = Payments.update(book, state, deal, cid, epoch);
      if (!update.over() && !update.slashed().isZero()) {
        throw Exits.illegalState(
            "continuing deal " + Long.toUnsignedString(dealId) + " should not be slashed");
      }
      slashed = slashed.plus(update.slashed());
      apply(dealId, deal, state, update);
      if (!update.over()) {
        ChainEpoch next = nextUpdate(dealId, new ChainEpoch(epoch.value() + 1));
        nextUpdates.computeIfAbsent(next, key -> new ArrayList<>()).add(dealId);
      }
    }

    private void apply(long dealId, DealProposal deal, DealState state, Payments.Update update) {
      if (update.over()) {
        book.removeDeal(dealId);
        removed
            .computeIfAbsent(deal.providerId(), key -> new TreeMap<>(Long::compareUnsigned))
            .computeIfAbsent(state.sectorNumber(), key -> new ArrayList<>())
            .add(dealId);
        if (update.completed()) {
          MarketEvents.completed(rt, dealId, deal);
        } else {
          MarketEvents.terminated(rt, dealId, deal);
        }
      } else {
        book.states().set(dealId, state.updatedAt(epoch));
      }
    }

    /** Takes the deals that are over out of their sectors. */
    void finish() {
      removed.forEach(book.providerSectors()::removeDeals);
    }
  }
}
