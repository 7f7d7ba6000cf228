// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.miner;

import static org.assertj.core.api.Assertions.assertThat;

import io.jfvm.actor.MethodTable;
import io.jfvm.actor.MockRuntime;
import io.jfvm.actor.SendResult;
import io.jfvm.builtin.RawBytes;
import io.jfvm.builtin.account.AccountActor;
import io.jfvm.builtin.math.FilterEstimate;
import io.jfvm.builtin.policy.Policy;
import io.jfvm.builtin.power.PowerActor;
import io.jfvm.builtin.power.PowerParams.CurrentTotalPower;
import io.jfvm.builtin.power.PowerParams.EnrollCronEvent;
import io.jfvm.builtin.reward.RewardActor;
import io.jfvm.builtin.reward.RewardParams.ThisEpochReward;
import io.jfvm.encoding.Codec;
import io.jfvm.ipld.IpldBlock;
import io.jfvm.types.ActorId;
import io.jfvm.types.ActorType;
import io.jfvm.types.Address;
import io.jfvm.types.ChainEpoch;
import io.jfvm.types.ExitCode;
import io.jfvm.types.MethodNum;
import io.jfvm.types.TokenAmount;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

/**
 * A miner on a devnet without power, in which a pledge is what an epoch mints: the deposit of a new
 * miner is {@link #DEPOSIT}.
 */
public class MinerHarness {
  public static final MethodTable MINER = MinerActor.methods(Policy.DEVNET);
  public static final ActorId SELF = new ActorId(1000);
  public static final ActorId OWNER = new ActorId(101);
  public static final ActorId WORKER = new ActorId(102);
  static final ActorId CONTROL = new ActorId(103);
  public static final ActorId STRANGER = new ActorId(104);
  public static final TokenAmount DEPOSIT = TokenAmount.ofAtto(18_000);
  static final long WINDOW_2_KIB = 10;
  public static final long EPOCH = 5000;

  static final Address BLS_KEY = Address.ofBlsKey(new byte[Address.BLS_KEY_BYTES]);
  static final Address SECP_KEY = Address.ofSecp256k1Key(new byte[65]);

  public final MockRuntime rt = new MockRuntime();

  public MinerHarness() {
    rt.setReceiver(SELF);
    rt.setEpoch(EPOCH);
    rt.setBalance(DEPOSIT);
    for (ActorId account : List.of(OWNER, WORKER, CONTROL, STRANGER)) {
      rt.setActorType(account, ActorType.ACCOUNT);
    }
  }

  static MinerConstructorParams constructor(Address worker, List<Address> controls, long proof) {
    return new MinerConstructorParams(
        OWNER.address(),
        worker,
        controls,
        proof,
        new RawBytes(new byte[] {1}),
        List.of(new RawBytes(new byte[] {2})));
  }

  public void expectReward() {
    rt.expectSend(
        ActorId.REWARD.address(),
        RewardActor.THIS_EPOCH_REWARD,
        Optional.empty(),
        TokenAmount.ZERO,
        returned(
            ThisEpochReward.CODEC,
            new ThisEpochReward(
                FilterEstimate.ofIntegers(DEPOSIT.atto(), BigInteger.ZERO), BigInteger.ZERO)));
  }

  public void expectPower() {
    FilterEstimate none = FilterEstimate.ofIntegers(BigInteger.ZERO, BigInteger.ZERO);
    rt.expectSend(
        ActorId.POWER.address(),
        PowerActor.CURRENT_TOTAL_POWER,
        Optional.empty(),
        TokenAmount.ZERO,
        returned(
            CurrentTotalPower.CODEC,
            new CurrentTotalPower(
                BigInteger.ZERO, BigInteger.ZERO, TokenAmount.ZERO, none, new ChainEpoch(0), 0)));
  }

  void expectKeyOf(ActorId account, Address key) {
    rt.expectSend(
        account.address(),
        AccountActor.PUBKEY_ADDRESS,
        Optional.empty(),
        TokenAmount.ZERO,
        returned(Address.CODEC, key));
  }

  public void expectPledgeChange(TokenAmount delta) {
    rt.expectSend(
        ActorId.POWER.address(),
        PowerActor.UPDATE_PLEDGE_TOTAL,
        Optional.of(IpldBlock.ofCbor(TokenAmount.CODEC, delta)),
        TokenAmount.ZERO,
        SendResult.Returned.NOTHING);
  }

  /** Power is to call back for the deadline that ends then. */
  public void expectEnrolled(long epoch) {
    EnrollCronEvent event =
        new EnrollCronEvent(
            new ChainEpoch(epoch),
            RawBytes.of(CronEventPayload.CODEC, CronEventPayload.PROVING_DEADLINE));
    rt.expectSend(
        ActorId.POWER.address(),
        PowerActor.ENROLL_CRON_EVENT,
        Optional.of(IpldBlock.ofCbor(EnrollCronEvent.CODEC, event)),
        TokenAmount.ZERO,
        SendResult.Returned.NOTHING);
  }

  void expectPayment(ActorId to, TokenAmount amount) {
    rt.expectSend(
        to.address(), MethodNum.SEND, Optional.empty(), amount, SendResult.Returned.NOTHING);
  }

  public static <T> SendResult returned(Codec<T> codec, T value) {
    return SendResult.Returned.of(IpldBlock.ofCbor(codec, value));
  }

  /** A miner with one control address. */
  public MinerHarness constructed() {
    rt.setCaller(ActorId.INIT, ActorType.INIT);
    rt.expectValidateCallerAddr(ActorId.INIT);
    expectReward();
    expectPower();
    expectKeyOf(WORKER, BLS_KEY);
    rt.call(
        MINER,
        MethodNum.CONSTRUCTOR,
        MinerConstructorParams.CODEC,
        constructor(WORKER.address(), List.of(CONTROL.address()), WINDOW_2_KIB));
    verify();
    return this;
  }

  public <P> Optional<IpldBlock> call(ActorId caller, long method, Codec<P> codec, P params) {
    rt.setCaller(caller, ActorType.ACCOUNT);
    return rt.call(MINER, new MethodNum(method), codec, params);
  }

  Optional<IpldBlock> call(ActorId caller, long method) {
    rt.setCaller(caller, ActorType.ACCOUNT);
    return rt.call(MINER, new MethodNum(method));
  }

  /** Calls, and fails unless the call aborts with this code and changes nothing. */
  public <P> void refuse(ExitCode code, ActorId caller, long method, Codec<P> codec, P params) {
    MockRuntime.expectAbort(code, () -> call(caller, method, codec, params));
    rt.reset();
  }

  public MinerState state() {
    return rt.state(MinerState.CODEC);
  }

  MinerInfo info() {
    return state().loadInfo(rt.store());
  }

  /** All expected effects have happened, and the state is sound. */
  public void verify() {
    rt.verify();
    assertThat(MinerInvariants.check(state(), rt.store(), rt.currentBalance()).violations())
        .isEmpty();
  }

  void expectOwner() {
    rt.expectValidateCallerAddr(OWNER);
  }

  public void expectControllers() {
    rt.expectValidateCallerAddr(CONTROL.address(), WORKER.address(), OWNER.address());
  }
}
