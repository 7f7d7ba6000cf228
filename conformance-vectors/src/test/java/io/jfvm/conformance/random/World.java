// SPDX-License-Identifier: Apache-2.0
package io.jfvm.conformance.random;

import static io.jfvm.conformance.random.Tree.list;

import io.jfvm.builtin.miner.MinerInfo;
import io.jfvm.builtin.miner.MinerState;
import io.jfvm.builtin.verifreg.VerifregState;
import io.jfvm.encoding.CborReader;
import io.jfvm.encoding.DecodeException;
import io.jfvm.executor.ApplyResult;
import io.jfvm.ipld.Blockstore;
import io.jfvm.types.ActorId;
import io.jfvm.types.ActorType;
import io.jfvm.types.Address;
import io.jfvm.types.Cid;
import io.jfvm.types.MethodNum;
import io.jfvm.types.TokenAmount;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;

/** What there is in a history, as far as moves need to know, and how messages become part of it. */
final class World {
  static final long SECTOR_BYTES = 2048;
  static final long DAY = 2880;

  /** The shortest that deals and claims last. */
  static final long MIN_TERM = 180 * DAY;

  private static final long SEALED_CODEC = 0xf102;
  private static final long UNSEALED_CODEC = 0xf101;
  private static final long POSEIDON = 0xb401;
  private static final long SHA256_TRUNC = 0x1012;
  private static final int DIGEST_BYTES = 32;
  private static final long PROPOSE = 2;

  /** One message in so many comes from somebody else, has other parameters or another value. */
  private static final int WRONG_SENDER = 25;

  private static final int WRONG_PARAMETERS = 10;
  private static final int WRONG_VALUE = 60;

  /** One message in so many asks for the exported method of the same name, if there is one. */
  private static final int EXPORTED = 5;

  private static final Set<String> TWICE =
      Set.of(
          "miner.ChangeWorkerAddress",
          "miner.ChangePeerID",
          "miner.WithdrawBalance",
          "miner.ChangeMultiaddrs",
          "miner.ConfirmChangeWorkerAddress",
          "miner.RepayDebt",
          "miner.ChangeOwnerAddress",
          "miner.ChangeBeneficiary",
          "miner.GetBeneficiary",
          "market.AddBalance",
          "market.WithdrawBalance",
          "market.PublishStorageDeals",
          "verifreg.AddVerifiedClient",
          "verifreg.RemoveExpiredAllocations",
          "verifreg.GetClaims",
          "verifreg.ExtendClaimTerms",
          "verifreg.RemoveExpiredClaims");

  final SplittableRandom random;
  final PretendingChain chain;
  final Keys keys;
  final List<Miner> miners = new ArrayList<>();
  final List<Deal> deals = new ArrayList<>();
  final List<Allocation> allocations = new ArrayList<>();

  /** Those that may have become claims; {@link #claimed} says which did. */
  final List<Claim> claims = new ArrayList<>();

  final Set<Long> claimed = new HashSet<>();
  final List<Address> wallets = new ArrayList<>();
  final List<Address> contracts = new ArrayList<>();

  /** Wallets that do what Alice says: she proposes, and no one else need agree. */
  final List<Address> stewards = new ArrayList<>();

  /** Contracts that call whom Eve says: {@link Proxy}. */
  final List<Address> proxies = new ArrayList<>();

  /** Whether messages may be wrong in ways that their moves do not know. */
  boolean mischief = true;

  /** What senders paid to miners, and no miner was given yet. */
  TokenAmount tips = TokenAmount.ZERO;

  private final Twins twins;
  private final Chronicle chronicle;
  private final Map<Miner, Seen> views = new HashMap<>();
  private final List<Step> steps = new ArrayList<>();
  private long now;
  private long fresh;

  private record Seen(Cid head, MinerView view) {}

  World(SplittableRandom random, PretendingChain chain, Keys keys, Twins twins, Census census) {
    this.random = random;
    this.chain = chain;
    this.keys = keys;
    this.twins = twins;
    this.chronicle = new Chronicle(census, twins.state().names());
    this.now = twins.state().epoch().value();
  }

  long now() {
    return now;
  }

  void moveTo(long epoch) {
    now = Math.max(now, epoch);
  }

  List<Step> steps() {
    return steps;
  }

  /** Whether it went as said: to the letter and with success. */
  boolean say(String name, Address from, Address to, TokenAmount value, long method, Object tree)
      throws Disagreement {
    Address sender = wrong(WRONG_SENDER) ? any(keys.all()) : from;
    boolean changed = wrong(WRONG_PARAMETERS);
    byte[] params = changed ? Tree.mutated(tree, random) : Tree.encode(tree);
    TokenAmount sent = wrong(WRONG_VALUE) ? TokenAmount.ofAtto(random.nextInt(3)) : value;
    boolean contract = proxies.contains(sender);
    boolean exported = TWICE.contains(name) && (contract || random.nextInt(EXPORTED) == 0);
    long number = exported ? methodOf(name) : method;
    if (stewards.contains(sender)) {
      byte[] proposal = Tree.encode(list(to, sent, number, params));
      ApplyResult result = tell(name, keys.alice(), sender, TokenAmount.ZERO, PROPOSE, proposal);
      return !changed && wasDone(result);
    }
    if (contract) {
      byte[] call = Tree.encode(Proxy.call(idOf(to), number, sent, params));
      ApplyResult result =
          tell(name, keys.eve(), sender, TokenAmount.ZERO, methodOf("InvokeEVM"), call);
      return !changed
          && result.receipt().exitCode().isSuccess()
          && Proxy.succeeded(result.receipt().returnData());
    }
    ApplyResult result = tell(name, sender, to, sent, number, params);
    return !changed && result.receipt().exitCode().isSuccess();
  }

  private boolean wrong(int oneIn) {
    return mischief && random.nextInt(oneIn) == 0;
  }

  /** Whether what was proposed to a wallet happened at once and succeeded. */
  private static boolean wasDone(ApplyResult proposed) {
    if (!proposed.receipt().exitCode().isSuccess()) {
      return false;
    }
    try {
      CborReader in = new CborReader(proposed.receipt().returnData());
      in.tuple(4);
      long unusedTransaction = in.i64();
      return in.bool() && in.u32() == 0;
    } catch (DecodeException e) {
      throw new IllegalStateException("a wallet's answer that is none", e);
    }
  }

  boolean say(String name, Address from, Address to, long method, Object tree) throws Disagreement {
    return say(name, from, to, TokenAmount.ZERO, method, tree);
  }

  /** As {@link #say}, by the name of an exported method after the last dot. */
  boolean ask(String name, Address from, Address to, Object tree) throws Disagreement {
    return say(name, from, to, methodOf(name), tree);
  }

  static long methodOf(String name) {
    return MethodNum.ofName(name.substring(name.lastIndexOf('.') + 1)).value();
  }

  /** A message of one's own making, unchanged. */
  ApplyResult tell(
      String name, Address from, Address to, TokenAmount value, long method, byte[] params)
      throws Disagreement {
    return apply(new Step(now, from, to, value, method, params, name));
  }

  ApplyResult implicit(String name, long from, long to, long method, byte[] params)
      throws Disagreement {
    Address sender = Address.ofId(from);
    Address receiver = Address.ofId(to);
    return apply(
        new Step(now, true, sender, receiver, TokenAmount.ZERO, method, params, Fees.NONE, name));
  }

  /** Value alone, and gas that is paid for. */
  ApplyResult transfer(Address from, Address to, TokenAmount value, Fees fees) throws Disagreement {
    return apply(new Step(now, false, from, to, value, 0, new byte[0], fees, "transfer"));
  }

  private ApplyResult apply(Step step) throws Disagreement {
    steps.add(step);
    Twins.Outcome outcome = twins.apply(step);
    if (!outcome.differences().isEmpty()) {
      throw new Disagreement(steps, outcome.differences());
    }
    ApplyResult result = outcome.result().orElseThrow();
    chronicle.message(step, result);
    tips = tips.plus(result.minerTip());
    result.events().forEach(event -> Chronicle.claim(event).ifPresent(claimed::add));
    return result;
  }

  Twins twins() {
    return twins;
  }

  Optional<MinerView> view(Miner miner) {
    return twins.state().actor(miner.id).map(actor -> view(miner, actor.head()));
  }

  private MinerView view(Miner miner, Cid head) {
    Seen seen = views.get(miner);
    if (seen == null || !seen.head.equals(head)) {
      Blockstore store = twins.state().store();
      seen = new Seen(head, MinerView.of(store.load(MinerState.CODEC, head), store));
      views.put(miner, seen);
      command(miner, seen.view.state().loadInfo(store));
      chronicle.miner(miner.number(), seen.view, store, now);
    }
    return seen.view;
  }

  /** Those who may have deals and datacap. */
  List<Address> clients() {
    List<Address> clients =
        new ArrayList<>(List.of(keys.bob(), keys.carol(), keys.eve(), keys.alice()));
    clients.addAll(contracts);
    return clients;
  }

  long nextAllocation() {
    return twins
        .state()
        .state(ActorId.VERIFIED_REGISTRY.address(), VerifregState.CODEC)
        .orElseThrow()
        .nextAllocationId();
  }

  /** Who commands a miner now, if it is one of us. */
  private void command(Miner miner, MinerInfo info) {
    List<Address> all = new ArrayList<>(keys.all());
    all.addAll(stewards);
    all.addAll(proxies);
    for (Address one : all) {
      Address id = Address.ofId(idOf(one));
      if (id.equals(info.owner())) {
        miner.owner = one;
      }
      if (id.equals(info.worker())) {
        miner.worker = one;
      }
    }
  }

  long idOf(Address address) {
    return twins.state().resolve(address).orElseThrow().value();
  }

  static Cid codeOf(ActorType type) {
    return Setting.BUNDLE.codeOf(type);
  }

  Cid unsealed() {
    return unsealed(digest());
  }

  static Cid unsealed(byte[] root) {
    return Cid.of(UNSEALED_CODEC, SHA256_TRUNC, root);
  }

  Cid sealed() {
    return Cid.of(SEALED_CODEC, POSEIDON, digest());
  }

  private byte[] digest() {
    return ByteBuffer.allocate(DIGEST_BYTES).putLong(++fresh).array();
  }

  byte[] proof(int bytes) {
    byte[] proof = new byte[bytes];
    boolean bad = random.nextInt(mischief ? 20 : 300) == 0;
    proof[0] = bad ? PretendingChain.BAD : PretendingChain.GOOD;
    return proof;
  }

  <T> T any(List<T> items) {
    return items.get(random.nextInt(items.size()));
  }

  boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }
}
