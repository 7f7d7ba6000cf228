// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.market;

import io.jfvm.actor.ActorException;
import io.jfvm.actor.ActorRuntime;
import io.jfvm.actor.Exits;
import io.jfvm.builtin.RawBytes;
import io.jfvm.builtin.datacap.DatacapActor;
import io.jfvm.builtin.market.MarketParams.PublishStorageDeals;
import io.jfvm.builtin.market.MarketParams.StorageDealsPublished;
import io.jfvm.builtin.policy.Epochs;
import io.jfvm.builtin.policy.Policy;
import io.jfvm.builtin.verifreg.AllocationLimits;
import io.jfvm.builtin.verifreg.VerifregParams.AllocationRequest;
import io.jfvm.ipld.bitfield.BitField;
import io.jfvm.ipld.hamt.Present;
import io.jfvm.types.ActorId;
import io.jfvm.types.ActorType;
import io.jfvm.types.Address;
import io.jfvm.types.ChainEpoch;
import io.jfvm.types.Cid;
import io.jfvm.types.TokenAmount;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Takes deals that a provider and its clients have agreed on. Those that are not valid are left
 * out.
 *
 * <p>Source: builtin-actors {@code actors/market/src/lib.rs}.
 */
final class Publishing {
  /** How much longer an allocation may last than its deal, in epochs. */
  static final long ALLOCATION_TERM_BUFFER = 90 * Epochs.IN_DAY;

  private final Policy policy;

  Publishing(Policy policy) {
    this.policy = policy;
  }

  /** A deal that may be published. */
  private record ValidDeal(int index, DealProposal proposal, RawBytes encoded, Cid cid) {}

  StorageDealsPublished publish(ActorRuntime rt, PublishStorageDeals params) {
    rt.callers().acceptAny();
    if (params.deals().isEmpty()) {
      throw Exits.illegalArgument("no deals");
    }
    Address givenProvider = params.deals().getFirst().proposal().provider();
    ActorId provider = requireProvider(rt, givenProvider);
    List<Boolean> checked = check(rt, params.deals());
    Selection selection = new Selection(rt, DealBook.of(rt), provider);
    for (int i = 0; i < checked.size(); i++) {
      if (checked.get(i)) {
        selection.consider(i, params.deals().get(i).proposal(), givenProvider);
      }
    }
    Map<Cid, Long> allocationIds = allocate(rt, selection.allocations);
    List<ValidDeal> valid = selection.valid;
    if (valid.isEmpty()) {
      throw Exits.illegalArgument("all deal proposals invalid");
    }
    List<Long> ids = DealBook.change(rt, book -> store(book, valid, allocationIds));
    for (int i = 0; i < ids.size(); i++) {
      ValidDeal deal = valid.get(i);
      MarketSends.notifyClient(rt, deal.proposal.client(), deal.encoded, ids.get(i));
      MarketEvents.published(rt, ids.get(i), deal.proposal);
    }
    return new StorageDealsPublished(
        ids, BitField.of(valid.stream().mapToLong(ValidDeal::index).toArray()));
  }

  private static ActorId requireProvider(ActorRuntime rt, Address given) {
    ActorId provider =
        rt.resolve(given)
            .orElseThrow(() -> Exits.notFound("failed to resolve provider address " + given));
    Cid code =
        rt.codeOf(provider).orElseThrow(() -> Exits.notFound("no code for provider " + provider));
    if (rt.typeOf(code).filter(type -> type == ActorType.MINER).isEmpty()) {
      throw Exits.illegalArgument("deal provider is not a storage miner actor");
    }
    if (!MarketSends.isControlling(rt, provider, rt.caller().address())) {
      throw Exits.forbidden(
          "caller " + rt.caller() + " is not worker or control address of provider " + provider);
    }
    return provider;
  }

  /** Which deals their clients have signed and may agree on: before any state is looked at. */
  private List<Boolean> check(ActorRuntime rt, List<ClientDealProposal> deals) {
    BigInteger baselinePower = MarketSends.baselinePower(rt);
    BigInteger rawPower = MarketSends.rawPower(rt);
    List<Boolean> checked = new ArrayList<>(deals.size());
    for (ClientDealProposal deal : deals) {
      checked.add(isAcceptable(rt, deal, rawPower, baselinePower));
    }
    return checked;
  }

  private boolean isAcceptable(
      ActorRuntime rt, ClientDealProposal deal, BigInteger rawPower, BigInteger baselinePower) {
    try {
      if (!MarketSends.isSigned(rt, deal)) {
        return false;
      }
      DealTerms.check(rt, policy, deal.proposal(), rawPower, baselinePower);
      return true;
    } catch (ActorException e) {
      return false;
    }
  }

  /** Deals in their order, as long as there is money and DataCap for them. */
  private static final class Selection {
    private final ActorRuntime rt;
    private final DealBook book;
    private final ActorId provider;
    private final List<ValidDeal> valid = new ArrayList<>();
    private final Map<Cid, DealProposal> seen = new HashMap<>();
    private final Map<ActorId, TokenAmount> clientLockups = new HashMap<>();
    private final Map<ActorId, TokenAmount> datacapLeft = new HashMap<>();
    private final Map<ActorId, List<ValidDeal>> allocations = new TreeMap<>();
    private TokenAmount providerLockup = TokenAmount.ZERO;

    Selection(ActorRuntime rt, DealBook book, ActorId provider) {
      this.rt = rt;
      this.book = book;
      this.provider = provider;
    }

    void consider(int index, DealProposal given, Address givenProvider) {
      if (!given.provider().equals(provider.address()) && !given.provider().equals(givenProvider)) {
        return;
      }
      Optional<ActorId> resolved = rt.resolve(given.client());
      if (resolved.isEmpty()) {
        return;
      }
      ActorId client = resolved.get();
      TokenAmount clientLockup =
          clientLockups
              .getOrDefault(client, TokenAmount.ZERO)
              .plus(given.clientBalanceRequirement());
      TokenAmount nextProviderLockup = providerLockup.plus(given.providerCollateral());
      if (!book.escrow().covers(client.address(), clientLockup)
          || !book.escrow().covers(provider.address(), nextProviderLockup)) {
        return;
      }
      DealProposal proposal = given.between(client, provider);
      RawBytes encoded = RawBytes.of(DealProposal.CODEC, proposal);
      Cid cid = DealBook.cidOf(rt, encoded.bytes());
      if (book.pendingProposals().containsKey(cid) || seen.containsKey(cid)) {
        return;
      }
      ValidDeal deal = new ValidDeal(index, proposal, encoded, cid);
      if (proposal.verified() && !takeDatacap(client, deal)) {
        return;
      }
      providerLockup = nextProviderLockup;
      clientLockups.put(client, clientLockup);
      seen.put(cid, proposal);
      valid.add(deal);
    }

    private boolean takeDatacap(ActorId client, ValidDeal deal) {
      TokenAmount left = datacapLeft.get(client);
      if (left == null) {
        left = MarketSends.datacapOf(rt, client);
      }
      // The reference reads the size as a number with a sign.
      TokenAmount required =
          new TokenAmount(
              BigInteger.valueOf(deal.proposal.pieceSize()).multiply(DatacapActor.UNITS_PER_BYTE));
      boolean enough = left.compareTo(required) >= 0;
      datacapLeft.put(client, enough ? left.minus(required) : left);
      if (enough) {
        allocations.computeIfAbsent(client, key -> new ArrayList<>()).add(deal);
      }
      return enough;
    }
  }

  /** Makes allocations for verified deals, client by client, and returns their ids. */
  private static Map<Cid, Long> allocate(
      ActorRuntime rt, Map<ActorId, List<ValidDeal>> dealsByClient) {
    Map<Cid, Long> allocationIds = new HashMap<>();
    dealsByClient.forEach(
        (client, deals) -> {
          List<AllocationRequest> requests =
              deals.stream().map(deal -> allocationFor(deal.proposal, rt.epoch())).toList();
          List<Long> ids = MarketSends.allocate(rt, client, requests);
          if (ids.size() != deals.size()) {
            throw Exits.illegalState(ids.size() + " allocations for " + deals.size() + " requests");
          }
          for (int i = 0; i < ids.size(); i++) {
            allocationIds.put(deals.get(i).cid, ids.get(i));
          }
        });
    return allocationIds;
  }

  private static AllocationRequest allocationFor(DealProposal deal, ChainEpoch epoch) {
    long termMin = deal.duration();
    return new AllocationRequest(
        deal.providerId(),
        deal.pieceCid(),
        deal.pieceSize(),
        termMin,
        Math.min(termMin + ALLOCATION_TERM_BUFFER, AllocationLimits.MAXIMUM_TERM),
        new ChainEpoch(
            Math.min(
                deal.startEpoch().value(), epoch.value() + AllocationLimits.MAXIMUM_EXPIRATION)));
  }

  private static List<Long> store(
      DealBook book, List<ValidDeal> deals, Map<Cid, Long> allocationIds) {
    List<Long> ids = new ArrayList<>(deals.size());
    for (ValidDeal deal : deals) {
      book.escrow().lock(deal.proposal);
      book.pendingProposals().put(deal.cid, Present.PRESENT);
      long id = book.takeId();
      book.proposals().set(id, deal.proposal);
      Long allocationId = allocationIds.get(deal.cid);
      if (allocationId != null) {
        book.allocationIds().put(id, allocationId);
      }
      book.dealOps().put(Settlement.nextUpdate(id, deal.proposal.startEpoch()), id);
      ids.add(id);
    }
    return ids;
  }
}
