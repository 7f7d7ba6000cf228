// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin;

import io.jfvm.actor.JavaActor;
import io.jfvm.builtin.account.AccountActor;
import io.jfvm.builtin.cron.CronActor;
import io.jfvm.builtin.datacap.DatacapActor;
import io.jfvm.builtin.init.InitActor;
import io.jfvm.builtin.market.MarketActor;
import io.jfvm.builtin.miner.MinerActor;
import io.jfvm.builtin.multisig.MultisigActor;
import io.jfvm.builtin.paych.PaymentChannelActor;
import io.jfvm.builtin.placeholder.PlaceholderActor;
import io.jfvm.builtin.policy.Policy;
import io.jfvm.builtin.power.PowerActor;
import io.jfvm.builtin.reward.RewardActor;
import io.jfvm.builtin.system.SystemActor;
import io.jfvm.builtin.verifreg.VerifregActor;
import io.jfvm.types.ActorType;
import java.util.EnumMap;
import java.util.Map;

/**
 * The Java code of the built-in actors of this module. Those around the EVM live in a module of
 * their own.
 */
public final class BuiltinActors {
  private BuiltinActors() {}

  /** All of them, as compiled for a network of this policy. */
  public static Map<ActorType, JavaActor> of(Policy policy) {
    Map<ActorType, JavaActor> actors = new EnumMap<>(ActorType.class);
    actors.put(ActorType.SYSTEM, SystemActor.METHODS);
    actors.put(ActorType.INIT, InitActor.METHODS);
    actors.put(ActorType.CRON, CronActor.METHODS);
    actors.put(ActorType.ACCOUNT, AccountActor.METHODS);
    actors.put(ActorType.PLACEHOLDER, PlaceholderActor.INSTANCE);
    actors.put(ActorType.MULTISIG, MultisigActor.METHODS);
    actors.put(ActorType.PAYMENT_CHANNEL, PaymentChannelActor.METHODS);
    actors.put(ActorType.POWER, PowerActor.methods(policy));
    actors.put(ActorType.MARKET, MarketActor.methods(policy));
    actors.put(ActorType.REWARD, RewardActor.METHODS);
    actors.put(ActorType.MINER, MinerActor.methods(policy));
    actors.put(ActorType.VERIFIED_REGISTRY, VerifregActor.methods(policy));
    actors.put(ActorType.DATACAP, DatacapActor.METHODS);
    return actors;
  }
}
