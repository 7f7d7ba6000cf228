// SPDX-License-Identifier: Apache-2.0
package io.jfvm.conformance.random;

import static io.jfvm.conformance.random.Tree.list;

import io.jfvm.builtin.market.MarketState;
import io.jfvm.builtin.verifreg.VerifregState;
import io.jfvm.conformance.random.World.Allocation;
import io.jfvm.conformance.random.World.Deal;
import io.jfvm.conformance.random.World.Miner;
import io.jfvm.ipld.bitfield.BitField;
import io.jfvm.types.Address;
import io.jfvm.types.Cid;
import io.jfvm.types.TokenAmount;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** The market, the verified registry and the datacap token. */
final class DealMoves {
  static final Address MARKET = Address.ofId(5);
  private static final Address VERIFREG = Address.ofId(6);
  private static final Address DATACAP = Address.ofId(7);
  private static final long TOKENS_A_BYTE = 1;
  private static final long MIN_TERM = 180 * World.DAY;

  private final World world;

  DealMoves(World world) {
    this.world = world;
  }

  /** Alice becomes a verifier by the root's wallet, clients get datacap from her. */
  void begin() throws Disagreement {
    Object verifier = list(world.keys.alice(), BigInteger.ONE.shiftLeft(40));
    Object proposal = list(VERIFREG, TokenAmount.ZERO, 2L, Tree.encode(verifier));
    world.tell(
        "multisig.Propose",
        world.keys.root(),
        world.keys.wallet(),
        TokenAmount.ZERO,
        2,
        Tree.encode(proposal));
    for (Address client : clients()) {
      addClient(client);
      deposit(client, 2000);
    }
  }

  private List<Address> clients() {
    List<Address> clients =
        new ArrayList<>(List.of(world.keys.bob(), world.keys.carol(), world.keys.eve()));
    clients.add(world.keys.alice());
    clients.addAll(world.contracts);
    return clients;
  }

  /** Those whose consent a signature shows, or who consent to everything. */
  private List<Address> signing() {
    return List.of(world.keys.alice(), world.keys.bob(), world.keys.carol());
  }

  private void deposit(Address who, long fil) throws Disagreement {
    world.say("market.AddBalance", world.keys.dave(), MARKET, TokenAmount.ofFil(fil), 2, who);
  }

  /** Collateral for the deals of a new provider. */
  void welcome(Miner miner) throws Disagreement {
    deposit(miner.id, 20_000);
  }

  void addClient() throws Disagreement {
    addClient(world.any(clients()));
  }

  private void addClient(Address client) throws Disagreement {
    long bytes = (1L << 12) << world.random.nextInt(8);
    world.say(
        "verifreg.AddVerifiedClient",
        world.keys.alice(),
        VERIFREG,
        4,
        list(client, BigInteger.valueOf(bytes)));
  }

  void money() throws Disagreement {
    Address who = world.chance(50) ? world.any(world.miners).id : world.any(clients());
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
    long nextDeal = nextDeal();
    long nextAllocation = nextAllocation();
    List<Object> proposals = new ArrayList<>();
    List<Deal> deals = new ArrayList<>();
    boolean verified = false;
    for (int n = 1 + world.random.nextInt(4); n > 0; n--) {
      Address client = world.chance(97) ? world.any(signing()) : world.any(clients());
      boolean wantsCap = world.chance(40);
      long size = world.chance(80) ? World.SECTOR_BYTES : 128L << world.random.nextInt(5);
      long start =
          world.now()
              + (world.chance(10) ? world.random.nextInt(20) : 200 + world.random.nextInt(9000));
      long end =
          start
              + MIN_TERM
              + world.random.nextInt(world.chance(5) ? 4_000_000 : 100_000)
              - (world.chance(5) ? 1 : 0);
      Cid data = world.unsealed();
      Object proposal =
          list(
              data,
              size,
              wantsCap,
              client,
              miner.id,
              "deal",
              start,
              end,
              TokenAmount.ofAtto(world.random.nextLong(1_000_000_000_000L)),
              TokenAmount.ofFil(world.chance(3) ? 0 : 1 + world.random.nextInt(3)),
              TokenAmount.ofFil(world.random.nextInt(2)));
      Address signer = world.chance(97) ? client : world.keys.dave();
      proposals.add(list(proposal, PretendingChain.sign(signer, Tree.encode(proposal))));
      long allocation = wantsCap ? nextAllocation + (verified ? 1 : 0) : -1;
      if (wantsCap) {
        nextAllocation += verified ? 1 : 0;
        verified = true;
      }
      deals.add(new Deal(nextDeal + deals.size(), miner, client, data, size, end, allocation));
    }
    if (world.say("market.PublishStorageDeals", miner.worker, MARKET, 4, list(proposals))
        && nextDeal() - nextDeal == deals.size()) {
      world.deals.addAll(deals);
    }
  }

  private long nextDeal() {
    return world.twins().state().state(MARKET, MarketState.CODEC).orElseThrow().nextId();
  }

  private long nextAllocation() {
    return world
        .twins()
        .state()
        .state(VERIFREG, VerifregState.CODEC)
        .orElseThrow()
        .nextAllocationId();
  }

  void settle() throws Disagreement {
    long next = Math.max(1, nextDeal());
    BitField some = BitField.EMPTY;
    for (int n = 1 + world.random.nextInt(6); n > 0; n--) {
      some = some.with(world.random.nextLong(next + 1));
    }
    world.ask("market.SettleDealPayments", world.any(world.keys.all()), MARKET, some);
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

  void allocate(Miner miner) throws Disagreement {
    long first = nextAllocation();
    Address client = world.any(List.of(world.keys.bob(), world.keys.carol(), world.keys.eve()));
    List<Object> requests = new ArrayList<>();
    List<Allocation> made = new ArrayList<>();
    long bytes = 0;
    for (int n = 1 + world.random.nextInt(3); n > 0; n--) {
      long size = world.chance(90) ? World.SECTOR_BYTES : 256;
      Cid data = world.unsealed();
      long termMax = MIN_TERM * (1 + world.random.nextInt(5));
      long expiry = world.now() + 200 + world.random.nextInt(40_000);
      requests.add(list(miner.number(), data, size, MIN_TERM, termMax, expiry));
      made.add(new Allocation(first + made.size(), world.idOf(client), miner, data, size));
      bytes += size;
    }
    List<Object> extensions = new ArrayList<>();
    if (!world.claims.isEmpty() && world.chance(20)) {
      Allocation claim = world.any(world.claims).allocation();
      extensions.add(list(claim.provider().number(), claim.id(), MIN_TERM * 7));
      bytes += claim.size();
    }
    byte[] operator = Tree.encode(list(requests, extensions));
    TokenAmount tokens = TokenAmount.ofFil(TOKENS_A_BYTE * bytes);
    if (world.ask("datacap.Transfer", client, DATACAP, list(VERIFREG, tokens, operator))
        && nextAllocation() - first == made.size()) {
      world.allocations.addAll(made);
    }
  }

  void registry() throws Disagreement {
    long provider = world.any(world.miners).number();
    long last = nextAllocation();
    List<Object> some = list();
    for (int n = world.random.nextInt(4); n > 0; n--) {
      some.add(1 + world.random.nextLong(last + 1));
    }
    Address client = world.any(List.of(world.keys.bob(), world.keys.carol(), world.keys.eve()));
    switch (world.random.nextInt(5)) {
      case 0 ->
          world.say(
              "verifreg.RemoveExpiredAllocations",
              world.keys.dave(),
              VERIFREG,
              8,
              list(world.idOf(client), some));
      case 1 ->
          world.say(
              "verifreg.RemoveExpiredClaims",
              world.keys.dave(),
              VERIFREG,
              12,
              list(provider, some));
      case 2 ->
          world.say("verifreg.GetClaims", world.keys.dave(), VERIFREG, 10, list(provider, some));
      default -> {
        if (!world.claims.isEmpty()) {
          Allocation claim = world.any(world.claims).allocation();
          Object term =
              list(claim.provider().number(), claim.id(), MIN_TERM * (2 + world.random.nextInt(6)));
          Address by =
              world.keys.all().stream()
                  .filter(k -> world.idOf(k) == claim.client())
                  .findFirst()
                  .orElse(client);
          world.say("verifreg.ExtendClaimTerms", by, VERIFREG, 11, list(list(term)));
        }
      }
    }
  }

  void token() throws Disagreement {
    Address holder = world.any(List.of(world.keys.bob(), world.keys.carol(), world.keys.eve()));
    Address other = world.any(world.keys.all());
    TokenAmount sum = TokenAmount.ofFil(world.random.nextInt(3000));
    switch (world.random.nextInt(8)) {
      case 0 -> world.ask("datacap.IncreaseAllowance", holder, DATACAP, list(other, sum));
      case 1 -> world.ask("datacap.DecreaseAllowance", holder, DATACAP, list(other, sum));
      case 2 -> world.ask("datacap.RevokeAllowance", holder, DATACAP, list(other));
      case 3 -> world.ask("datacap.Burn", holder, DATACAP, list(sum));
      case 4 -> world.ask("datacap.BurnFrom", other, DATACAP, list(holder, sum));
      case 5 -> world.ask("datacap.Balance", other, DATACAP, holder);
      case 6 ->
          world.ask(
              "datacap.TransferFrom",
              other,
              DATACAP,
              list(holder, VERIFREG, sum, new byte[] {(byte) 0x82, (byte) 0x80, (byte) 0x80}));
      default -> world.ask("datacap.Allowance", other, DATACAP, list(holder, other));
    }
  }
}
