// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.market;

import io.jfvm.builtin.Violations;
import io.jfvm.ipld.Blockstore;
import io.jfvm.types.ActorId;
import io.jfvm.types.Address;
import io.jfvm.types.ChainEpoch;
import io.jfvm.types.Cid;
import io.jfvm.types.TokenAmount;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What holds of the market's state. It reads all of it.
 *
 * <p>Source: builtin-actors {@code actors/market/src/testing.rs}.
 */
public final class MarketInvariants {
  private final MarketState state;
  private final DealBook book;
  private final ChainEpoch epoch;
  private final Violations violations = new Violations();
  private final Map<Long, DealProposal> deals = new TreeMap<>(Long::compareUnsigned);
  private final Map<Long, DealState> states = new HashMap<>();
  private final Map<Long, ActorId> sectorDeals = new HashMap<>();

  private MarketInvariants(MarketState state, Blockstore store, ChainEpoch epoch) {
    this.state = state;
    this.book = new DealBook(store, state);
    this.epoch = epoch;
  }

  /**
   * Returns what is wrong; empty if nothing is.
   *
   * @param balance the actor's
   */
  public static List<String> check(
      MarketState state, Blockstore store, TokenAmount balance, ChainEpoch epoch) {
    MarketInvariants check = new MarketInvariants(state, store, epoch);
    check.proposals();
    check.states();
    check.allocations();
    check.sectors();
    check.pendingProposals();
    check.escrow(balance);
    check.dealOps();
    return check.violations.toList();
  }

  private void proposals() {
    book.proposals()
        .forEach(
            (id, deal) -> {
              deals.put(id, deal);
              violations.require(
                  deal.client().protocol() == Address.Protocol.ID,
                  "client of deal " + id + " is no f0 address");
              violations.require(
                  deal.provider().protocol() == Address.Protocol.ID,
                  "provider of deal " + id + " is no f0 address");
              violations.require(
                  Long.compareUnsigned(state.nextId(), id) > 0,
                  "next id " + state.nextId() + " is not above deal " + id);
            });
  }

  private void states() {
    book.states()
        .forEach(
            (id, deal) -> {
              states.put(id, deal);
              ChainEpoch start = deal.sectorStartEpoch();
              violations.require(deals.containsKey(id), "no proposal for state of deal " + id);
              violations.require(start.value() >= 0, "deal " + id + " has no start of its sector");
              violations.require(
                  !deal.isUpdated() || isBetween(start, deal.lastUpdatedEpoch()),
                  "deal " + id + " updated before it started or in the future");
              violations.require(
                  !deal.isSlashed() || isBetween(start, deal.slashEpoch()),
                  "deal " + id + " slashed before it started or in the future");
            });
  }

  private boolean isBetween(ChainEpoch start, ChainEpoch at) {
    return at.compareTo(start) >= 0 && at.compareTo(epoch) <= 0;
  }

  private void allocations() {
    book.allocationIds()
        .forEach(
            (id, allocation) -> {
              violations.require(deals.containsKey(id), "no proposal for allocation of deal " + id);
              violations.require(
                  !states.containsKey(id), "active deal " + id + " has a pending allocation");
            });
  }

  private void sectors() {
    book.providerSectors()
        .forEach((provider, sector) -> sector.dealIds().forEach(id -> held(provider, sector, id)));
    deals.forEach(
        (id, deal) -> {
          DealState active = states.get(id);
          violations.require(
              active == null
                  || active.isSlashed()
                  || deal.endEpoch().compareTo(epoch) <= 0
                  || sectorDeals.containsKey(id),
              "active deal " + id + " is in no sector of its provider");
        });
  }

  private void held(ActorId provider, ProviderSectors.Sector sector, long id) {
    sectorDeals.put(id, provider);
    DealProposal deal = deals.get(id);
    if (deal == null) {
      violations.add("no proposal for deal " + id + " of a sector");
      return;
    }
    violations.require(
        deal.provider().equals(provider.address()),
        "deal " + id + " in a sector of " + provider + " is with " + deal.provider());
    DealState active = states.get(id);
    violations.require(
        (active == null ? 0 : active.sectorNumber()) == sector.number(),
        "deal " + id + " is listed in another sector than its own, " + sector.number());
    violations.require(
        active == null || !active.isSlashed(), "deal " + id + " of a sector is slashed");
  }

  private void pendingProposals() {
    Set<Cid> cids = new HashSet<>();
    deals.values().forEach(deal -> cids.add(Cid.ofDagCbor(DealProposal.CODEC.toBytes(deal))));
    book.pendingProposals()
        .forEach(
            (cid, present) ->
                violations.require(cids.contains(cid), "pending " + cid + " is no proposal"));
  }

  private void escrow(TokenAmount balance) {
    TokenAmount collateral = TokenAmount.ZERO;
    for (DealProposal deal : deals.values()) {
      collateral = collateral.plus(deal.clientCollateral()).plus(deal.providerCollateral());
    }
    TokenAmount expected = TokenAmount.ZERO;
    for (Escrow.Reason reason : Escrow.Reason.values()) {
      TokenAmount total = book.escrow().total(reason);
      violations.require(!total.isNegative(), "negative total " + reason + " " + total);
      expected = expected.plus(total);
    }
    TokenAmount locked = book.escrow().sumLocked(violations);
    violations.require(
        locked.equals(expected), "locked " + locked + " is not the sum of totals " + expected);
    TokenAmount deposited = book.escrow().sumDeposited();
    violations.require(
        deposited.compareTo(balance) <= 0,
        "escrow of " + deposited + " is more than the balance " + balance);
    violations.require(
        deposited.compareTo(collateral) >= 0,
        "escrow of " + deposited + " is less than collaterals of " + collateral);
  }

  private void dealOps() {
    Set<Long> missing = new TreeSet<>(Long::compareUnsigned);
    deals.forEach(
        (id, deal) -> {
          if (deal.startEpoch().compareTo(epoch) >= 0) {
            missing.add(id);
          }
        });
    book.dealOps().forEachKey(at -> book.dealOps().forEachIn(at, missing::remove));
    violations.require(missing.isEmpty(), "nobody will look at deals " + missing);
  }
}
