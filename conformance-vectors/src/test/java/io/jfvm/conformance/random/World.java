// SPDX-License-Identifier: Apache-2.0
package io.jfvm.conformance.random;

import io.jfvm.builtin.genesis.BundleManifest;
import io.jfvm.builtin.miner.MinerState;
import io.jfvm.executor.ApplyResult;
import io.jfvm.types.ActorType;
import io.jfvm.types.Address;
import io.jfvm.types.Cid;
import io.jfvm.types.MethodNum;
import io.jfvm.types.TokenAmount;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** What there is in a history, as far as moves need to know, and how messages become part of it. */
final class World {
  static final long SECTOR_BYTES = 2048;
  static final long DAY = 2880;

  private static final long SEALED_CODEC = 0xf102;
  private static final long UNSEALED_CODEC = 0xf101;
  private static final long POSEIDON = 0xb401;
  private static final long SHA256_TRUNC = 0x1012;
  private static final int DIGEST_BYTES = 32;

  /** One message in so many comes from somebody else, has other parameters or another value. */
  private static final int WRONG_SENDER = 25;

  private static final int WRONG_PARAMETERS = 10;
  private static final int WRONG_VALUE = 60;

  final SplittableRandom random;
  final PretendingChain chain;
  final Keys keys;
  final List<Miner> miners = new ArrayList<>();
  final List<Deal> deals = new ArrayList<>();
  final List<Allocation> allocations = new ArrayList<>();
  final List<Claim> claims = new ArrayList<>();
  final List<Address> wallets = new ArrayList<>();
  final List<Address> channels = new ArrayList<>();
  final List<Address> contracts = new ArrayList<>();
  private final Twins twins;
  private final Census census;
  private final List<Step> steps = new ArrayList<>();
  private long now;
  private long fresh;

  /** People, by their address and number. */
  record Keys(
      Address root,
      Address alice,
      Address bob,
      Address carol,
      Address dave,
      Address eve,
      Address wallet) {
    List<Address> all() {
      return List.of(root, alice, bob, carol, dave, eve);
    }
  }

  /** Who may do what for a miner, its next free sector and what it has pre-committed. */
  static final class Miner {
    final Address id;
    Address owner;
    Address worker;
    long nextSector = 1;
    final List<PreCommit> pending = new ArrayList<>();

    Miner(Address id, Address owner, Address worker) {
      this.id = id;
      this.owner = owner;
      this.worker = worker;
    }

    long number() {
      return id.id().orElseThrow().value();
    }
  }

  /** A sector to be proven with these pieces. */
  record PreCommit(long number, long epoch, List<Object> pieces) {}

  /** A deal that was published and not put into a sector yet. */
  record Deal(
      long id, Miner provider, Address client, Cid data, long size, long end, long allocation) {}

  /** Datacap that its client promised to the provider of a sector, or will. */
  record Claim(Allocation allocation, long sector) {}

  /** Datacap set aside by a client. */
  record Allocation(long id, long client, Miner provider, Cid data, long size) {}

  World(SplittableRandom random, PretendingChain chain, Keys keys, Twins twins, Census census) {
    this.random = random;
    this.chain = chain;
    this.keys = keys;
    this.twins = twins;
    this.census = census;
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
    Address sender = random.nextInt(WRONG_SENDER) == 0 ? any(keys.all()) : from;
    boolean changed = random.nextInt(WRONG_PARAMETERS) == 0;
    byte[] params = changed ? Tree.mutated(tree, random) : Tree.encode(tree);
    TokenAmount sent =
        random.nextInt(WRONG_VALUE) == 0 ? TokenAmount.ofAtto(random.nextInt(3)) : value;
    ApplyResult result = apply(new Step(now, false, sender, to, sent, method, params, name));
    return result.receipt().exitCode().isSuccess() && !changed;
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
    return apply(new Step(now, false, from, to, value, method, params, name));
  }

  ApplyResult implicit(String name, long from, long to, long method, byte[] params)
      throws Disagreement {
    return apply(
        new Step(
            now,
            true,
            Address.ofId(from),
            Address.ofId(to),
            TokenAmount.ZERO,
            method,
            params,
            name));
  }

  private ApplyResult apply(Step step) throws Disagreement {
    steps.add(step);
    Twins.Outcome outcome = twins.apply(step);
    if (!outcome.differences().isEmpty()) {
      throw new Disagreement(steps, outcome.differences());
    }
    census.count(step.name(), outcome.result().receipt().exitCode().value());
    return outcome.result();
  }

  Twins twins() {
    return twins;
  }

  Optional<MinerView> view(Miner miner) {
    var store = twins.state().store();
    return twins.state().state(miner.id, MinerState.CODEC).map(s -> MinerView.of(s, store));
  }

  long idOf(Address address) {
    return twins.state().resolve(address).orElseThrow().value();
  }

  static Cid codeOf(ActorType type) {
    return BundleManifest.V18_DEVNET.codeOf(type);
  }

  Cid unsealed() {
    return Cid.of(UNSEALED_CODEC, SHA256_TRUNC, digest());
  }

  Cid sealed() {
    return Cid.of(SEALED_CODEC, POSEIDON, digest());
  }

  private byte[] digest() {
    return ByteBuffer.allocate(DIGEST_BYTES).putLong(++fresh).array();
  }

  byte[] proof(int bytes) {
    byte[] proof = new byte[bytes];
    proof[0] = random.nextInt(20) == 0 ? PretendingChain.BAD : PretendingChain.GOOD;
    return proof;
  }

  <T> T any(List<T> items) {
    return items.get(random.nextInt(items.size()));
  }

  boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }
}
