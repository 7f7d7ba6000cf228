// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.miner;

import io.jfvm.actor.ActorRuntime;
import io.jfvm.actor.Exits;
import io.jfvm.actor.Sends;
import io.jfvm.builtin.CheckedArithmetic;
import io.jfvm.builtin.RawBytes;
import io.jfvm.builtin.account.AccountActor;
import io.jfvm.builtin.miner.deadline.PowerPair;
import io.jfvm.builtin.power.PowerActor;
import io.jfvm.builtin.power.PowerParams.CurrentTotalPower;
import io.jfvm.builtin.power.PowerParams.EnrollCronEvent;
import io.jfvm.builtin.power.PowerParams.UpdateClaimedPower;
import io.jfvm.builtin.reward.RewardActor;
import io.jfvm.builtin.reward.RewardParams.ThisEpochReward;
import io.jfvm.encoding.Codec;
import io.jfvm.ipld.IpldBlock;
import io.jfvm.types.ActorId;
import io.jfvm.types.ActorType;
import io.jfvm.types.Address;
import io.jfvm.types.ChainEpoch;
import io.jfvm.types.MethodNum;
import io.jfvm.types.TokenAmount;
import java.util.List;
import java.util.Optional;

/**
 * What miners ask and tell others. A send that fails ends the method as it ended.
 *
 * <p>Source: builtin-actors {@code actors/miner/src/lib.rs}.
 */
public final class MinerSends {
  private MinerSends() {}

  private static <P> Optional<IpldBlock> send(
      ActorRuntime rt, ActorId to, MethodNum method, Codec<P> codec, P params) {
    return Sends.requireSuccess(
        rt.send(
            to.address(), method, Optional.of(IpldBlock.ofCbor(codec, params)), TokenAmount.ZERO));
  }

  private static <R> R ask(ActorRuntime rt, ActorId whom, MethodNum method, Codec<R> codec) {
    return Sends.requireReturned(
        codec, rt.send(whom.address(), method, Optional.empty(), TokenAmount.ZERO));
  }

  // --- Power and Reward

  public static ThisEpochReward currentReward(ActorRuntime rt) {
    return ask(rt, ActorId.REWARD, RewardActor.THIS_EPOCH_REWARD, ThisEpochReward.CODEC);
  }

  public static CurrentTotalPower currentTotalPower(ActorRuntime rt) {
    return ask(rt, ActorId.POWER, PowerActor.CURRENT_TOTAL_POWER, CurrentTotalPower.CODEC);
  }

  /** Asks Reward, then Power. */
  public static PledgeInputs pledgeInputs(ActorRuntime rt) {
    ThisEpochReward reward = currentReward(rt);
    CurrentTotalPower power = currentTotalPower(rt);
    return PledgeInputs.of(rt, reward, power);
  }

  /** Tells Power how the miner's power changes; nothing if it does not. */
  public static void requestUpdatePower(ActorRuntime rt, PowerPair delta) {
    if (!delta.isZero()) {
      send(
          rt,
          ActorId.POWER,
          PowerActor.UPDATE_CLAIMED_POWER,
          UpdateClaimedPower.CODEC,
          new UpdateClaimedPower(delta.raw(), delta.qa()));
    }
  }

  /** Tells Power how the miner's pledge changes; nothing if it does not. */
  public static void notifyPledgeChanged(ActorRuntime rt, TokenAmount delta) {
    if (!delta.isZero()) {
      send(rt, ActorId.POWER, PowerActor.UPDATE_PLEDGE_TOTAL, TokenAmount.CODEC, delta);
    }
  }

  /** Has Power call back at an epoch. */
  public static void enrollCronEvent(ActorRuntime rt, ChainEpoch epoch, CronEventPayload event) {
    send(
        rt,
        ActorId.POWER,
        PowerActor.ENROLL_CRON_EVENT,
        EnrollCronEvent.CODEC,
        new EnrollCronEvent(epoch, RawBytes.of(CronEventPayload.CODEC, event)));
  }

  /** Has Power call back at the end of the open window. */
  public static void enrollDeadlineCron(ActorRuntime rt, MinerState state) {
    enrollCronEvent(rt, state.deadlineAt(rt.epoch()).last(), CronEventPayload.PROVING_DEADLINE);
  }

  /** Has Power call back in the next epoch to go on with early terminations. */
  public static void scheduleEarlyTerminationWork(ActorRuntime rt) {
    ChainEpoch next = new ChainEpoch(CheckedArithmetic.add(rt.epoch().value(), 1));
    enrollCronEvent(rt, next, CronEventPayload.PROCESS_EARLY_TERMINATIONS);
  }

  // --- money

  /** Burns an amount; nothing if it is none. */
  public static void burnFunds(ActorRuntime rt, TokenAmount amount) {
    if (amount.isPositive()) {
      pay(rt, ActorId.BURNT_FUNDS.address(), amount);
    }
  }

  /** Sends an amount to whomever. */
  public static void pay(ActorRuntime rt, Address to, TokenAmount amount) {
    Sends.requireSuccess(rt.send(to, MethodNum.SEND, Optional.empty(), amount));
  }

  /** Aborts with {@link Funds#BALANCE_INVARIANTS_BROKEN} if the balance does not cover a state. */
  public static void checkBalance(ActorRuntime rt, MinerState state) {
    state.funds().checkInvariants(rt.currentBalance());
  }

  /** As {@link #checkBalance(ActorRuntime, MinerState)}, of the state as it stands. */
  public static void checkBalance(ActorRuntime rt) {
    checkBalance(rt, rt.state(MinerState.CODEC));
  }

  // --- addresses

  /**
   * The account that a worker's address is of. Its key must be BLS, which blocks are signed with.
   *
   * @throws io.jfvm.actor.ActorException ILLEGAL_ARGUMENT if it is no such account
   */
  static ActorId resolveWorker(ActorRuntime rt, Address address) {
    ActorId worker = resolve(rt, address, "worker");
    Optional<ActorType> type =
        rt.typeOf(
            rt.codeOf(worker)
                .orElseThrow(() -> Exits.illegalArgument("no code for address " + worker)));
    if (!type.equals(Optional.of(ActorType.ACCOUNT))) {
      throw Exits.illegalArgument("worker actor " + worker + " must be an account");
    }
    if (address.protocol() != Address.Protocol.BLS) {
      Address key = ask(rt, worker, AccountActor.PUBKEY_ADDRESS, Address.CODEC);
      if (key.protocol() != Address.Protocol.BLS) {
        throw Exits.illegalArgument(
            "worker account " + worker + " must have a BLS key, was " + key.protocol());
      }
    }
    return worker;
  }

  /** The actor behind an address; aborts with ILLEGAL_ARGUMENT if there is none. */
  static ActorId resolve(ActorRuntime rt, Address address, String role) {
    return rt.resolve(address)
        .orElseThrow(
            () -> Exits.illegalArgument("unable to resolve " + role + " address: " + address));
  }

  /** The actors behind control addresses, as f0 addresses. */
  static List<Address> resolveControls(ActorRuntime rt, List<Address> addresses) {
    return addresses.stream().map(address -> resolve(rt, address, "control").address()).toList();
  }
}
