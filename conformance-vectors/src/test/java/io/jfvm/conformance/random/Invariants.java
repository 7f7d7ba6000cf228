// SPDX-License-Identifier: Apache-2.0
package io.jfvm.conformance.random;

import io.jfvm.builtin.account.AccountInvariants;
import io.jfvm.builtin.account.AccountState;
import io.jfvm.builtin.cron.CronInvariants;
import io.jfvm.builtin.cron.CronState;
import io.jfvm.builtin.datacap.DatacapState;
import io.jfvm.builtin.datacap.TokenInvariants;
import io.jfvm.builtin.init.InitInvariants;
import io.jfvm.builtin.init.InitState;
import io.jfvm.builtin.market.MarketInvariants;
import io.jfvm.builtin.market.MarketState;
import io.jfvm.builtin.miner.MinerInvariants;
import io.jfvm.builtin.miner.MinerState;
import io.jfvm.builtin.miner.deadline.PowerPair;
import io.jfvm.builtin.multisig.MultisigInvariants;
import io.jfvm.builtin.multisig.MultisigState;
import io.jfvm.builtin.paych.PaymentChannelInvariants;
import io.jfvm.builtin.paych.PaymentChannelState;
import io.jfvm.builtin.policy.Policy;
import io.jfvm.builtin.power.Claim;
import io.jfvm.builtin.power.PowerInvariants;
import io.jfvm.builtin.power.PowerState;
import io.jfvm.builtin.reward.RewardInvariants;
import io.jfvm.builtin.reward.RewardState;
import io.jfvm.builtin.system.SystemInvariants;
import io.jfvm.builtin.system.SystemState;
import io.jfvm.builtin.verifreg.VerifregInvariants;
import io.jfvm.builtin.verifreg.VerifregState;
import io.jfvm.embed.Vm;
import io.jfvm.encoding.Codec;
import io.jfvm.ipld.Blockstore;
import io.jfvm.ipld.hamt.Hamt;
import io.jfvm.ipld.hamt.HamtKey;
import io.jfvm.ipld.hamt.HamtType;
import io.jfvm.state.ActorState;
import io.jfvm.state.StateTree;
import io.jfvm.types.ActorId;
import io.jfvm.types.ActorType;
import io.jfvm.types.Address;
import io.jfvm.types.ChainEpoch;
import io.jfvm.types.Cid;
import io.jfvm.types.TokenAmount;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Whether a state is sound: every actor whose state a message changed, miners' power against their
 * claims, and the sum of all balances, which no message changes. Left out is what needs a cron at
 * every epoch: that the reward's epoch is the next, and that a deadline ends before anybody
 * declares its next recoveries or terminates what it holds.
 *
 * <p>Source: builtin-actors {@code state/src/check.rs}.
 */
final class Invariants {
  private static final Policy POLICY = Policy.DEVNET;

  /** The token's check forbids what the token allows, in the reference as well. */
  private static final List<String> SELF_ALLOWANCE = List.of("has an allowance of its own tokens");

  /**
   * If cron comes late, the end of a deadline finds recoveries that are meant for the next, and
   * what was proven may be terminated before its deadline has ended.
   */
  private static final List<String> WITHOUT_CRON =
      List.of("has recovering or unproven sectors", "proven without live sectors");

  /** As {@link PowerState#claims}. */
  private static final HamtType<Address, Claim> CLAIMS = HamtType.of(HamtKey.ADDRESS, Claim.CODEC);

  private final Vm vm;
  private final Map<Cid, ActorType> types = new HashMap<>();
  private final Map<ActorId, ActorState> checked = new HashMap<>();
  private final Map<Address, PowerPair> activePower = new HashMap<>();
  private final TokenAmount supply;

  Invariants(Vm vm) {
    this.vm = vm;
    for (ActorType type : ActorType.values()) {
      types.put(World.codeOf(type), type);
    }
    this.supply = total(actors());
  }

  private Map<ActorId, ActorState> actors() {
    Map<ActorId, ActorState> actors = new HashMap<>();
    StateTree.load(vm.store(), vm.flush()).forEach(actors::put);
    return actors;
  }

  private static TokenAmount total(Map<ActorId, ActorState> actors) {
    return actors.values().stream()
        .map(ActorState::balance)
        .reduce(TokenAmount.ZERO, TokenAmount::plus);
  }

  /** What is wrong since the last time; empty if nothing is. */
  List<String> violations() {
    List<String> found = new ArrayList<>();
    Map<ActorId, ActorState> actors = actors();
    actors.forEach(
        (id, actor) -> {
          if (!actor.equals(checked.put(id, actor))) {
            for (String violation : violations(id, actor)) {
              found.add("invariant of f0" + id + ": " + violation);
            }
          }
        });
    TokenAmount sum = total(actors);
    if (!sum.equals(supply)) {
      found.add("balances add up to " + sum + ", not " + supply);
    }
    PowerState power = state(actors.get(ActorId.POWER), PowerState.CODEC);
    Hamt<Address, Claim> claims = Hamt.load(CLAIMS, vm.store(), power.claims());
    activePower.forEach(
        (miner, active) -> {
          Optional<PowerPair> claimed =
              claims
                  .get(miner)
                  .map(claim -> new PowerPair(claim.rawBytePower(), claim.qualityAdjPower()));
          // Power forgets a miner whose cron failed: say, whose deposit vests while nobody pledges.
          if (claimed.isPresent() && !claimed.get().equals(active)) {
            found.add("power of " + miner + " is " + active + ", claimed " + claimed.get());
          }
        });
    return found;
  }

  private List<String> violations(ActorId id, ActorState actor) {
    Blockstore store = vm.store();
    ChainEpoch now = vm.epoch();
    return switch (types.get(actor.code())) {
      case SYSTEM -> SystemInvariants.check(state(actor, SystemState.CODEC), store);
      case INIT -> InitInvariants.check(state(actor, InitState.CODEC), store);
      case CRON -> CronInvariants.check(state(actor, CronState.CODEC));
      case ACCOUNT -> AccountInvariants.check(state(actor, AccountState.CODEC), id);
      case POWER -> PowerInvariants.check(POLICY, state(actor, PowerState.CODEC), store);
      case MINER -> {
        MinerInvariants.Checked miner =
            MinerInvariants.check(state(actor, MinerState.CODEC), store, actor.balance());
        activePower.put(id.address(), miner.sectors().activePower());
        yield without(WITHOUT_CRON, miner.violations());
      }
      case MARKET ->
          MarketInvariants.check(state(actor, MarketState.CODEC), store, actor.balance(), now);
      case PAYMENT_CHANNEL ->
          PaymentChannelInvariants.check(
              state(actor, PaymentChannelState.CODEC), store, actor.balance());
      case MULTISIG -> MultisigInvariants.check(state(actor, MultisigState.CODEC), store);
      case REWARD -> {
        RewardState reward = state(actor, RewardState.CODEC);
        ChainEpoch prior = new ChainEpoch(reward.epoch().value() - 1);
        yield RewardInvariants.check(reward, prior, actor.balance());
      }
      case VERIFIED_REGISTRY ->
          VerifregInvariants.check(POLICY, state(actor, VerifregState.CODEC), store, now);
      case DATACAP ->
          without(
              SELF_ALLOWANCE,
              TokenInvariants.check(state(actor, DatacapState.CODEC).token(), store));
      case PLACEHOLDER, EVM, EAM, ETH_ACCOUNT -> List.of();
    };
  }

  private static List<String> without(List<String> endings, List<String> violations) {
    return violations.stream()
        .filter(violation -> endings.stream().noneMatch(violation::endsWith))
        .toList();
  }

  private <S> S state(ActorState actor, Codec<S> codec) {
    return vm.store().load(codec, actor.head());
  }
}
