// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.genesis;

import io.jfvm.builtin.EmptyCollections;
import io.jfvm.builtin.account.AccountState;
import io.jfvm.builtin.cron.CronState;
import io.jfvm.builtin.datacap.DatacapState;
import io.jfvm.builtin.market.MarketState;
import io.jfvm.builtin.power.PowerState;
import io.jfvm.builtin.reward.RewardInvariants;
import io.jfvm.builtin.reward.RewardState;
import io.jfvm.builtin.verifreg.VerifregState;
import io.jfvm.encoding.Codec;
import io.jfvm.ipld.Blockstore;
import io.jfvm.state.ActorState;
import io.jfvm.state.InitState;
import io.jfvm.state.StateTree;
import io.jfvm.state.SystemState;
import io.jfvm.types.ActorId;
import io.jfvm.types.ActorType;
import io.jfvm.types.Cid;
import io.jfvm.types.MethodNum;
import io.jfvm.types.TokenAmount;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

/** The actors every network starts with, each under a number of its own. */
final class Singletons {
  /** Whom the verified registry's root key is kept by. */
  static final ActorId VERIFREG_ROOT = new ActorId(80);

  private static final MethodNum POWER_ON_EPOCH_TICK_END = new MethodNum(5);
  private static final MethodNum MARKET_CRON_TICK = new MethodNum(9);

  private final BundleManifest bundle;
  private final StateTree tree;
  private final Blockstore store;

  Singletons(BundleManifest bundle, StateTree tree) {
    this.bundle = bundle;
    this.tree = tree;
    this.store = tree.store();
  }

  void create(String networkName) {
    put(ActorId.SYSTEM, ActorType.SYSTEM, SystemState.CODEC, new SystemState(bundle.save(store)));
    put(
        ActorId.INIT,
        ActorType.INIT,
        InitState.CODEC,
        new InitState(
            EmptyCollections.map(store), ActorId.FIRST_NON_SINGLETON.value(), networkName));
    put(
        ActorId.REWARD,
        ActorType.REWARD,
        RewardState.CODEC,
        RewardState.initial(BigInteger.ZERO),
        RewardInvariants.STORAGE_MINING_ALLOCATION);
    put(
        ActorId.CRON,
        ActorType.CRON,
        CronState.CODEC,
        new CronState(
            List.of(
                new CronState.Entry(ActorId.POWER.address(), POWER_ON_EPOCH_TICK_END),
                new CronState.Entry(ActorId.MARKET.address(), MARKET_CRON_TICK))));
    put(ActorId.POWER, ActorType.POWER, PowerState.CODEC, PowerState.initial(store));
    put(ActorId.MARKET, ActorType.MARKET, MarketState.CODEC, MarketState.initial(store));
    put(
        ActorId.VERIFIED_REGISTRY,
        ActorType.VERIFIED_REGISTRY,
        VerifregState.CODEC,
        VerifregState.initial(store, VERIFREG_ROOT.address()));
    put(
        ActorId.DATACAP,
        ActorType.DATACAP,
        DatacapState.CODEC,
        DatacapState.initial(store, ActorId.VERIFIED_REGISTRY.address()));
    put(
        ActorId.BURNT_FUNDS,
        ActorType.ACCOUNT,
        AccountState.CODEC,
        new AccountState(ActorId.BURNT_FUNDS.address()));
    tree.setActor(ActorId.EAM, ActorState.ofNew(bundle.codeOf(ActorType.EAM), Optional.empty()));
  }

  private <S> void put(ActorId id, ActorType type, Codec<S> codec, S state) {
    put(id, type, codec, state, TokenAmount.ZERO);
  }

  private <S> void put(ActorId id, ActorType type, Codec<S> codec, S state, TokenAmount balance) {
    Cid head = store.save(codec, state);
    tree.setActor(
        id,
        ActorState.ofNew(bundle.codeOf(type), Optional.empty())
            .withHead(head)
            .withBalance(balance));
  }
}
