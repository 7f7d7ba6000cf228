// SPDX-License-Identifier: Apache-2.0
package io.jfvm.conformance.random;

import static io.jfvm.conformance.random.Tree.list;

import io.jfvm.builtin.market.DealProposal;
import io.jfvm.builtin.market.MarketState;
import io.jfvm.encoding.Codecs;
import io.jfvm.ipld.Blockstore;
import io.jfvm.ipld.amt.Amt;
import io.jfvm.ipld.amt.AmtType;
import io.jfvm.ipld.bitfield.BitField;
import io.jfvm.ipld.hamt.Hamt;
import io.jfvm.ipld.hamt.HamtKey;
import io.jfvm.ipld.hamt.HamtType;
import io.jfvm.types.Address;
import io.jfvm.types.TokenAmount;
import java.util.ArrayList;
import java.util.List;

/** The market: deposits, deals, settlement, questions. */
final class DealMoves {
  static final Address MARKET = Address.ofId(5);

  private static final AmtType<DealProposal> DEALS =
      AmtType.of(DealProposal.CODEC, MarketState.PROPOSALS_AMT_BIT_WIDTH);
  private static final HamtType<Long, Long> ALLOCATIONS = HamtType.of(HamtKey.U64, Codecs.U64);

  private final World world;

  DealMoves(World world) {
    this.world = world;
  }

  /** Everybody pays in. */
  void begin() throws Disagreement {
    for (Address client : world.clients()) {
      deposit(client, 2000);
    }
  }

  void deposit(Address who, long fil) throws Disagreement {
    world.say("market.AddBalance", world.keys.dave(), MARKET, TokenAmount.ofFil(fil), 2, who);
  }

  /** Collateral for the deals of a new provider. */
  void welcome(Miner miner) throws Disagreement {
    deposit(miner.id, 20_000);
  }

  void money() throws Disagreement {
    Address who = world.chance(50) ? world.any(world.miners).id : world.any(world.clients());
    switch (world.random.nextInt(3)) {
      case 0 -> deposit(who, 1L + world.random.nextInt(500));
      case 1 -> {
        TokenAmount sum = TokenAmount.ofFil(world.chance(20) ? 100_000 : world.random.nextInt(30));
        Miner miner = world.any(world.miners);
        boolean provider = world.chance(50);
        world.say(
            "market.WithdrawBalance",
            provider ? miner.owner : who,
            MARKET,
            3,
            list(provider ? miner.id : who, sum));
      }
      default -> world.ask("market.GetBalance", world.keys.eve(), MARKET, who);
    }
  }

  void publish(Miner miner) throws Disagreement {
    List<Object> proposals = new ArrayList<>();
    for (int n = 1 + world.random.nextInt(4); n > 0; n--) {
      Address client = client();
      Object proposal = proposal(miner, client);
      Address signer = world.chance(97) ? client : world.keys.dave();
      proposals.add(list(proposal, PretendingChain.sign(signer, Tree.encode(proposal))));
    }
    long first = nextDeal();
    if (world.say("market.PublishStorageDeals", miner.worker, MARKET, 4, list(proposals))) {
      addDeals(miner, first);
    }
  }

  private Object proposal(Miner miner, Address client) {
    long size = World.SECTOR_BYTES >> (world.chance(70) ? 0 : world.random.nextInt(5));
    long wait = world.chance(10) ? world.random.nextInt(20) : 200 + world.random.nextInt(9000);
    long term = World.MIN_TERM + world.random.nextInt(world.chance(5) ? 4_000_000 : 60_000);
    long start = world.now() + wait;
    return list(
        world.unsealed(),
        size,
        world.chance(40),
        client,
        miner.id,
        "deal",
        start,
        start + term - (world.chance(5) ? 60_000 : 0),
        TokenAmount.ofAtto(world.random.nextLong(1_000_000_000_000L)),
        TokenAmount.ofFil(world.chance(3) ? 0 : 1 + world.random.nextInt(3)),
        TokenAmount.ofFil(world.random.nextInt(2)));
  }

  /** Those that the market took are to be put into sectors. */
  private void addDeals(Miner miner, long first) {
    Blockstore store = world.twins().state().store();
    MarketState state = market();
    Amt<DealProposal> deals = Amt.load(DEALS, store, state.proposals());
    Hamt<Long, Long> allocations = Hamt.load(ALLOCATIONS, store, state.pendingDealAllocationIds());
    for (long id = first; id < state.nextId(); id++) {
      DealProposal deal = deals.get(id).orElseThrow();
      world.deals.add(
          new Deal(
              id,
              miner,
              deal.client(),
              deal.pieceCid(),
              deal.pieceSize(),
              deal.startEpoch().value(),
              allocations.get(id)));
    }
  }

  /** Mostly one who signs; or a contract, which is asked; or one who can do neither. */
  private Address client() {
    if (!world.contracts.isEmpty() && world.chance(15)) {
      return world.any(world.contracts);
    }
    return world.any(
        world.chance(97)
            ? List.of(world.keys.alice(), world.keys.bob(), world.keys.carol())
            : world.clients());
  }

  private long nextDeal() {
    return market().nextId();
  }

  private MarketState market() {
    return world.twins().state().state(MARKET, MarketState.CODEC).orElseThrow();
  }

  void settle() throws Disagreement {
    long next = Math.max(1, nextDeal());
    BitField some = BitField.EMPTY;
    for (int n = 1 + world.random.nextInt(6); n > 0; n--) {
      some = some.with(world.random.nextLong(next + 1));
    }
    world.ask("market.SettleDealPayments", world.any(world.keys.all()), MARKET, some);
  }

  void settleAll() throws Disagreement {
    BitField all = BitField.ofRange(0, nextDeal());
    world.ask("market.SettleDealPayments", world.keys.eve(), MARKET, all);
  }

  void look() throws Disagreement {
    long deal = world.random.nextLong(nextDeal() + 1);
    world.ask("market." + world.any(QUESTIONS), world.keys.eve(), MARKET, list(deal).getFirst());
  }

  private static final List<String> QUESTIONS =
      List.of(
          "GetDealDataCommitment",
          "GetDealClient",
          "GetDealProvider",
          "GetDealLabel",
          "GetDealTerm",
          "GetDealTotalPrice",
          "GetDealClientCollateral",
          "GetDealProviderCollateral",
          "GetDealVerified",
          "GetDealActivation",
          "GetDealSector");
}
