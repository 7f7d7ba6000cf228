// SPDX-License-Identifier: Apache-2.0
package io.jfvm.conformance.random;

import static io.jfvm.conformance.random.Tree.list;

import io.jfvm.types.Address;
import io.jfvm.types.Cid;
import io.jfvm.types.TokenAmount;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The datacap token and the registry of those who grant it, hold it and were promised it. */
final class DatacapMoves {
  private static final Address VERIFREG = Address.ofId(6);
  private static final Address DATACAP = Address.ofId(7);
  private static final long TOKENS_A_BYTE = 1;
  private static final byte[] REMOVAL = "fil_removedatacap:".getBytes(StandardCharsets.UTF_8);
  private static final List<String> QUESTIONS =
      List.of("Name", "Symbol", "Granularity", "TotalSupply");

  private final World world;
  private final Map<Address, Long> removals = new HashMap<>();

  DatacapMoves(World world) {
    this.world = world;
  }

  /** Alice and Dave become verifiers, clients get datacap from Alice. */
  void begin() throws Disagreement {
    addVerifier(world.keys.alice());
    addVerifier(world.keys.dave());
    for (Address client : world.clients()) {
      addClient(client);
    }
  }

  private void addVerifier(Address verifier) throws Disagreement {
    byRoot("verifreg.AddVerifier", 2, list(verifier, BigInteger.ONE.shiftLeft(40)));
  }

  /** What only the registry's root may do: the wallet whose only signer is the root key. */
  private boolean byRoot(String name, long method, Object params) throws Disagreement {
    Object proposal = list(VERIFREG, TokenAmount.ZERO, method, Tree.encode(params));
    return world.say(name, world.keys.root(), world.keys.wallet(), 2, proposal);
  }

  void verifiers() throws Disagreement {
    switch (world.random.nextInt(4)) {
      case 0 -> addVerifier(world.any(List.of(world.keys.alice(), world.keys.dave())));
      case 1 -> byRoot("verifreg.RemoveVerifier", 3, world.keys.dave());
      default -> removeDatacap();
    }
  }

  private void removeDatacap() throws Disagreement {
    addVerifier(world.keys.dave());
    Address client = Address.ofId(world.idOf(world.any(world.clients())));
    BigInteger amount = BigInteger.valueOf(1 + world.random.nextInt(10_000));
    long id = removals.getOrDefault(client, 0L);
    byte[] proposal = Tree.encode(list(client, amount, list(id)));
    byte[] text =
        ByteBuffer.allocate(REMOVAL.length + proposal.length).put(REMOVAL).put(proposal).array();
    Object params =
        list(client, amount, request(world.keys.alice(), text), request(world.keys.dave(), text));
    if (byRoot("verifreg.RemoveVerifiedClientDataCap", 7, params)) {
      removals.put(client, id + 1);
    }
  }

  private static Object request(Address verifier, byte[] text) {
    return list(verifier, PretendingChain.sign(verifier, text));
  }

  void addClient() throws Disagreement {
    addClient(world.any(world.clients()));
  }

  void addClient(Address client) throws Disagreement {
    long bytes = (1L << 14) << world.random.nextInt(8);
    world.say(
        "verifreg.AddVerifiedClient",
        world.keys.alice(),
        VERIFREG,
        4,
        list(client, BigInteger.valueOf(bytes)));
  }

  /** A transfer to the registry, and what it is to make of it. */
  private record Promise(
      Address client, TokenAmount tokens, byte[] payload, List<Allocation> made) {}

  private Promise promise(Miner miner) {
    Address client = holder();
    List<Object> requests = new ArrayList<>();
    List<Allocation> made = new ArrayList<>();
    long first = world.nextAllocation();
    long bytes = 0;
    for (int n = 1 + world.random.nextInt(3); n > 0; n--) {
      long size = World.SECTOR_BYTES >> (world.chance(70) ? 0 : world.random.nextInt(4));
      Cid data = world.unsealed();
      long termMax = World.MIN_TERM * (1 + world.random.nextInt(5));
      long expiry = world.now() + 200 + world.random.nextInt(40_000);
      requests.add(list(miner.number(), data, size, World.MIN_TERM, termMax, expiry));
      made.add(new Allocation(first + made.size(), world.idOf(client), miner, data, size));
      bytes += size;
    }
    List<Object> extensions = new ArrayList<>();
    if (!world.claims.isEmpty() && world.chance(20)) {
      Allocation claim = world.any(world.claims).allocation();
      extensions.add(list(claim.provider().number(), claim.id(), World.MIN_TERM * 7));
      bytes += claim.size();
    }
    TokenAmount tokens = TokenAmount.ofFil(TOKENS_A_BYTE * bytes);
    return new Promise(client, tokens, Tree.encode(list(requests, extensions)), made);
  }

  private void made(Promise promise, boolean success) {
    long first = promise.made.getFirst().id();
    if (success && world.nextAllocation() - first == promise.made.size()) {
      world.allocations.addAll(promise.made);
    }
  }

  void allocate(Miner miner) throws Disagreement {
    Promise promise = promise(miner);
    Object params = list(VERIFREG, promise.tokens, promise.payload);
    made(promise, world.ask("datacap.Transfer", promise.client, DATACAP, params));
  }

  /** As {@link #allocate}, by somebody whom the client allows to. */
  void allocateForAnother(Miner miner) throws Disagreement {
    Promise promise = promise(miner);
    Address operator = world.any(world.keys.all());
    world.ask("datacap.IncreaseAllowance", promise.client, DATACAP, list(operator, promise.tokens));
    Object params = list(promise.client, VERIFREG, promise.tokens, promise.payload);
    made(promise, world.ask("datacap.TransferFrom", operator, DATACAP, params));
  }

  private Address holder() {
    List<Address> holders =
        new ArrayList<>(List.of(world.keys.bob(), world.keys.carol(), world.keys.eve()));
    holders.addAll(world.proxies);
    return world.any(holders);
  }

  void registry() throws Disagreement {
    long provider = world.any(world.miners).number();
    List<Object> some = list();
    for (int n = world.random.nextInt(4); n > 0; n--) {
      some.add(1 + world.random.nextLong(world.nextAllocation() + 1));
    }
    Address dave = world.keys.dave();
    switch (world.random.nextInt(5)) {
      case 0 -> {
        Object params = list(world.idOf(holder()), some);
        world.say("verifreg.RemoveExpiredAllocations", dave, VERIFREG, 8, params);
      }
      case 1 -> world.say("verifreg.RemoveExpiredClaims", dave, VERIFREG, 12, list(provider, some));
      case 2 -> world.say("verifreg.GetClaims", dave, VERIFREG, 10, list(provider, some));
      default -> extendTerm();
    }
  }

  void removeExpiredClaims() throws Disagreement {
    for (Miner miner : world.miners) {
      Object all = list(miner.number(), list());
      world.say("verifreg.RemoveExpiredClaims", world.keys.dave(), VERIFREG, 12, all);
    }
  }

  private void extendTerm() throws Disagreement {
    if (world.claims.isEmpty()) {
      return;
    }
    Allocation claim = world.any(world.claims).allocation();
    long termMax = World.MIN_TERM * (2 + world.random.nextInt(6));
    Object term = list(claim.provider().number(), claim.id(), termMax);
    Address client =
        Stream.concat(world.keys.all().stream(), world.proxies.stream())
            .filter(key -> world.idOf(key) == claim.client())
            .findFirst()
            .orElseGet(this::holder);
    world.say("verifreg.ExtendClaimTerms", client, VERIFREG, 11, list(list(term)));
  }

  void token() throws Disagreement {
    Address holder = holder();
    Address other = world.any(world.keys.all());
    TokenAmount sum = TokenAmount.ofFil(world.random.nextInt(300));
    switch (world.random.nextInt(8)) {
      case 0 -> world.ask("datacap.IncreaseAllowance", holder, DATACAP, list(other, sum));
      case 1 -> world.ask("datacap.DecreaseAllowance", holder, DATACAP, list(other, sum));
      case 2 -> world.ask("datacap.RevokeAllowance", holder, DATACAP, list(other));
      case 3 -> world.ask("datacap.Burn", holder, DATACAP, list(sum));
      case 4 -> {
        world.ask("datacap.IncreaseAllowance", holder, DATACAP, list(other, sum));
        world.ask("datacap.BurnFrom", other, DATACAP, list(holder, sum));
      }
      case 5 -> world.ask("datacap.Balance", other, DATACAP, holder);
      case 6 -> world.ask("datacap." + world.any(QUESTIONS), other, DATACAP, Tree.NOTHING);
      default -> world.ask("datacap.Allowance", other, DATACAP, list(holder, other));
    }
  }
}
