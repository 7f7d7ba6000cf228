// SPDX-License-Identifier: Apache-2.0
package io.jfvm.benchmarks;

import io.jfvm.builtin.genesis.BundleManifest;
import io.jfvm.builtin.genesis.Genesis;
import io.jfvm.builtin.init.InitParams;
import io.jfvm.builtin.miner.MinerState;
import io.jfvm.builtin.miner.deadline.Deadline;
import io.jfvm.builtin.miner.deadline.DeadlineWindow;
import io.jfvm.builtin.policy.Policy;
import io.jfvm.embed.Jfvm;
import io.jfvm.embed.LocalChain;
import io.jfvm.embed.Profile;
import io.jfvm.embed.Vm;
import io.jfvm.encoding.Codec;
import io.jfvm.encoding.DecodeException;
import io.jfvm.executor.ApplyResult;
import io.jfvm.externs.ProofPolicy;
import io.jfvm.ipld.Blockstore;
import io.jfvm.ipld.LayeredBlockstore;
import io.jfvm.ipld.MemoryBlockstore;
import io.jfvm.machine.MachineContext;
import io.jfvm.machine.NetworkConfig;
import io.jfvm.types.ActorId;
import io.jfvm.types.Address;
import io.jfvm.types.ChainEpoch;
import io.jfvm.types.Message;
import io.jfvm.types.MethodNum;
import io.jfvm.types.NetworkVersion;
import io.jfvm.types.TokenAmount;
import java.util.List;

/**
 * A network of nv28 with mainnet's actors, a storage provider and a client, and no fees. It is
 * built by messages to the Java actors; the official ones find the same state, byte for byte.
 */
final class StorageNetwork {
  /** The largest batch in which sectors are brought in here. */
  static final int BATCH = 800;

  private static final NetworkConfig CONFIG = NetworkConfig.of(NetworkVersion.NV28, 314);
  private static final ChainEpoch FIRST_EPOCH = new ChainEpoch(2000);
  private static final TokenAmount SUPPLY = TokenAmount.ofFil(400_000_000);
  private static final TokenAmount WEALTH = TokenAmount.ofFil(300_000_000);
  private static final TokenAmount FUNDS = TokenAmount.ofFil(200_000_000);
  private static final TokenAmount ESCROW = TokenAmount.ofFil(100_000);

  /** More than any message needs, under either profile. */
  private static final long GAS_LIMIT = 1_000_000_000_000_000L;

  private static final MethodNum CRON_TICK = new MethodNum(2);

  private static final Address WORKER = Address.ofBlsKey(new byte[Address.BLS_KEY_BYTES]);
  private static final Address CLIENT = Address.ofSecp256k1Key(new byte[65]);

  private final Blockstore store = new MemoryBlockstore();
  private final LocalChain chain = new LocalChain(ProofPolicy.ACCEPT_ALL, new AnySignature());
  private final Vm vm;
  private final StorageProvider provider;

  StorageNetwork() {
    MachineContext context =
        MachineContext.of(
                CONFIG,
                FIRST_EPOCH,
                FIRST_EPOCH.value() * Vm.EPOCH_SECONDS,
                Genesis.of(BundleManifest.V18_MAINNET, "benchmark")
                    .account(WORKER, WEALTH)
                    .account(CLIENT, WEALTH)
                    .build(store)
                    .root())
            .withCirculatingSupply(SUPPLY);
    vm = new Jfvm(Profile.NATIVE).open(context, store, chain);
    Address miner =
        decoded(
                InitParams.ExecReturn.CODEC,
                tell(
                    ActorId.POWER.address(),
                    StorageProvider.CREATE_MINER,
                    StorageProvider.creation(WORKER),
                    FUNDS))
            .idAddress();
    provider = new StorageProvider(miner, CLIENT);
    for (Address party : List.of(miner, CLIENT)) {
      tell(
          ActorId.MARKET.address(),
          StorageProvider.ADD_BALANCE,
          Address.CODEC.toBytes(party),
          ESCROW);
    }
  }

  /** What the provider and its client say. */
  StorageProvider provider() {
    return provider;
  }

  ChainEpoch epoch() {
    return vm.epoch();
  }

  MinerState miner() {
    return minerIn(vm);
  }

  MinerState minerIn(Vm other) {
    return other.state(provider.miner(), MinerState.CODEC).orElseThrow();
  }

  DeadlineWindow window() {
    return miner().deadlineAt(vm.epoch());
  }

  Deadline deadline(long index) {
    return miner().loadDeadlines(vm.store()).load(vm.store(), index);
  }

  long partitions(long deadline) {
    return deadline(deadline).loadPartitions(vm.store()).count();
  }

  /** The network as it stands under a profile; what is done to it stays in this VM. */
  Vm open(Jfvm jfvm) {
    MachineContext now = vm.context();
    MachineContext context =
        MachineContext.of(CONFIG, now.epoch(), now.timestampSeconds(), vm.flush())
            .withCirculatingSupply(SUPPLY);
    return jfvm.open(context, new LayeredBlockstore(new MemoryBlockstore(), List.of(store)), chain);
  }

  /** A message of the provider's worker. */
  Message message(Address to, MethodNum method, byte[] params, TokenAmount value) {
    return vm.messageFrom(WORKER)
        .to(to)
        .method(method)
        .params(params)
        .value(value)
        .gasLimit(GAS_LIMIT)
        .build();
  }

  /** A message to the provider itself. */
  Message toMiner(MethodNum method, byte[] params) {
    return message(provider.miner(), method, params, TokenAmount.ZERO);
  }

  /** The end of an epoch. */
  static Message cron() {
    return Message.from(ActorId.SYSTEM.address())
        .to(ActorId.CRON.address())
        .method(CRON_TICK)
        .gasLimit(GAS_LIMIT)
        .build();
  }

  /** Applies a message for good. */
  ApplyResult apply(Message message) {
    ApplyResult result = apply(vm, message);
    Network.require(result);
    return result;
  }

  static ApplyResult apply(Vm vm, Message message) {
    return message.from().equals(ActorId.SYSTEM.address())
        ? vm.applyImplicit(message)
        : vm.apply(message);
  }

  private ApplyResult tell(Address to, MethodNum method, byte[] params, TokenAmount value) {
    return apply(message(to, method, params, value));
  }

  static <T> T decoded(Codec<T> codec, ApplyResult result) {
    try {
      return codec.fromBytes(result.receipt().returnData());
    } catch (DecodeException e) {
      throw new IllegalStateException("unexpected return", e);
    }
  }

  /** Lets epochs pass; cron runs where something is due, at the last epochs of deadlines. */
  void pass(long epochs) {
    long end = vm.epoch().value() + epochs;
    while (vm.epoch().value() < end) {
      long last = window().last().value();
      if (last >= end) {
        vm.advance(end - vm.epoch().value());
        return;
      }
      vm.advance(last - vm.epoch().value());
      apply(cron());
      vm.advance(1);
    }
  }

  /** Brings in sectors without data. */
  void seal(int sectors) {
    for (int first = 0; first < sectors; first += BATCH) {
      apply(provider.preCommit(this, first, Math.min(BATCH, sectors - first), false));
    }
    passChallengeDelay();
    for (int first = 0; first < sectors; first += BATCH) {
      apply(provider.prove(this, first, Math.min(BATCH, sectors - first)));
    }
  }

  /** To when what was pre-committed can be proven. */
  void passChallengeDelay() {
    pass(Policy.MAINNET.preCommitChallengeDelay() + 1);
  }

  /** Proves what is due in each deadline, up to the second time that this one is open. */
  void proveUntilSecondTime(long deadline) {
    int times = 0;
    while (true) {
      DeadlineWindow window = window();
      if (vm.epoch().equals(window.open())) {
        pass(1);
      }
      if (window.index() == deadline && ++times == 2) {
        return;
      }
      if (partitions(window.index()) > 0) {
        apply(provider.post(this));
      }
      pass(window.last().value() + 1 - vm.epoch().value());
    }
  }
}
