// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.power;

import static org.assertj.core.api.Assertions.assertThat;

import io.jfvm.actor.MethodTable;
import io.jfvm.actor.MockRuntime;
import io.jfvm.actor.SendResult;
import io.jfvm.builtin.RawBytes;
import io.jfvm.builtin.init.InitActor;
import io.jfvm.builtin.init.InitParams.Exec;
import io.jfvm.builtin.init.InitParams.ExecReturn;
import io.jfvm.builtin.math.FilterEstimate;
import io.jfvm.builtin.miner.DeferredCronEventParams;
import io.jfvm.builtin.miner.MinerConstructorParams;
import io.jfvm.builtin.policy.Policy;
import io.jfvm.builtin.power.PowerParams.CreateMiner;
import io.jfvm.builtin.power.PowerParams.EnrollCronEvent;
import io.jfvm.builtin.power.PowerParams.MinerPower;
import io.jfvm.builtin.power.PowerParams.MinerRawPower;
import io.jfvm.builtin.power.PowerParams.UpdateClaimedPower;
import io.jfvm.builtin.reward.RewardActor;
import io.jfvm.builtin.reward.RewardParams;
import io.jfvm.builtin.reward.RewardParams.ThisEpochReward;
import io.jfvm.encoding.Codecs;
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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PowerActorTest {
  private static final Policy POLICY = Policy.DEVNET;
  private static final MethodTable POWER = PowerActor.methods(POLICY);
  private static final MethodNum TICK = new MethodNum(5);
  private static final long MINIMUM = POLICY.minimumConsensusPower();
  private static final long PROOF = 10;
  private static final ActorId ALICE = new ActorId(101);
  private static final FilterEstimate ESTIMATE =
      FilterEstimate.ofIntegers(BigInteger.TEN, BigInteger.ONE);
  private static final RawBytes PAYLOAD = new RawBytes(new byte[] {1, 2});

  private final MockRuntime rt = new MockRuntime();

  @BeforeEach
  void construct() {
    rt.setReceiver(ActorId.POWER);
    rt.expectValidateCallerAddr(ActorId.SYSTEM);
    rt.call(POWER, MethodNum.CONSTRUCTOR);
    rt.verify();
  }

  private PowerState state() {
    return rt.state(PowerState.CODEC);
  }

  private void verify() {
    rt.verify();
    assertThat(PowerInvariants.check(POLICY, state(), rt.store())).isEmpty();
  }

  private ActorId createMiner(long id) {
    ActorId miner = new ActorId(id);
    CreateMiner params =
        new CreateMiner(ALICE.address(), ALICE.address(), PROOF, PAYLOAD, List.of(PAYLOAD));
    MinerConstructorParams constructor =
        new MinerConstructorParams(
            ALICE.address(), ALICE.address(), List.of(), PROOF, PAYLOAD, List.of(PAYLOAD));
    Exec exec =
        new Exec(
            rt.codeOfType(ActorType.MINER), RawBytes.of(MinerConstructorParams.CODEC, constructor));
    ExecReturn made = new ExecReturn(miner.address(), Address.ofActor(new byte[] {(byte) id}));
    rt.setCaller(ALICE, ActorType.ACCOUNT);
    rt.setValueReceived(TokenAmount.ofAtto(9));
    rt.addBalance(TokenAmount.ofAtto(9));
    rt.expectValidateCallerAny();
    rt.expectSend(
        ActorId.INIT.address(),
        InitActor.EXEC,
        Optional.of(IpldBlock.ofCbor(Exec.CODEC, exec)),
        TokenAmount.ofAtto(9),
        SendResult.Returned.of(IpldBlock.ofCbor(ExecReturn.CODEC, made)));
    assertThat(
            MockRuntime.returned(
                ExecReturn.CODEC,
                rt.call(POWER, MethodNum.ofName("CreateMiner"), CreateMiner.CODEC, params)))
        .isEqualTo(made);
    verify();
    return miner;
  }

  private void claim(ActorId miner, long raw, long qa) {
    rt.setCaller(miner, ActorType.MINER);
    rt.expectValidateCallerType(ActorType.MINER);
    rt.call(
        POWER,
        PowerActor.UPDATE_CLAIMED_POWER,
        UpdateClaimedPower.CODEC,
        new UpdateClaimedPower(BigInteger.valueOf(raw), BigInteger.valueOf(qa)));
    verify();
  }

  private void enroll(ActorId miner, long epoch) {
    rt.setCaller(miner, ActorType.MINER);
    rt.expectValidateCallerType(ActorType.MINER);
    rt.call(
        POWER,
        PowerActor.ENROLL_CRON_EVENT,
        EnrollCronEvent.CODEC,
        new EnrollCronEvent(new ChainEpoch(epoch), PAYLOAD));
    verify();
  }

  private void pledge(ActorId miner, long delta) {
    rt.setCaller(miner, ActorType.MINER);
    rt.expectValidateCallerType(ActorType.MINER);
    rt.call(POWER, PowerActor.UPDATE_PLEDGE_TOTAL, TokenAmount.CODEC, TokenAmount.ofAtto(delta));
    verify();
  }

  @Test
  void providersAreMadeByInitAndCounted() {
    createMiner(1000);
    createMiner(1001);

    assertThat(state().minerCount()).isEqualTo(2);
    assertThat(state().claims(rt.store()).get(new ActorId(1000).address()))
        .contains(new Claim(PROOF, BigInteger.ZERO, BigInteger.ZERO));
  }

  @Test
  void aProviderThatInitRefusesIsNone() {
    rt.setCaller(ALICE, ActorType.ACCOUNT);
    rt.expectValidateCallerAny();
    CreateMiner params =
        new CreateMiner(ALICE.address(), ALICE.address(), PROOF, RawBytes.EMPTY, List.of());
    MinerConstructorParams constructor =
        new MinerConstructorParams(
            ALICE.address(), ALICE.address(), List.of(), PROOF, RawBytes.EMPTY, List.of());
    Exec exec =
        new Exec(
            rt.codeOfType(ActorType.MINER), RawBytes.of(MinerConstructorParams.CODEC, constructor));
    rt.expectSend(
        ActorId.INIT.address(),
        InitActor.EXEC,
        Optional.of(IpldBlock.ofCbor(Exec.CODEC, exec)),
        TokenAmount.ZERO,
        SendResult.Returned.of(ExitCode.USR_INSUFFICIENT_FUNDS));
    MockRuntime.expectAbort(
        ExitCode.USR_INSUFFICIENT_FUNDS,
        () -> rt.call(POWER, new MethodNum(2), CreateMiner.CODEC, params));
    verify();
    assertThat(state().minerCount()).isZero();
  }

  @Test
  void powerBelowTheMinimumIsCommittedButDoesNotCount() {
    ActorId miner = createMiner(1000);
    claim(miner, MINIMUM - 1, MINIMUM);
    assertThat(state().totals().rawBytePower()).isZero();
    assertThat(state().totals().bytesCommitted()).isEqualTo(MINIMUM - 1);

    claim(miner, 1, 1);
    assertThat(state().totals().rawBytePower()).isEqualTo(MINIMUM);
    assertThat(state().totals().qualityAdjPower()).isEqualTo(MINIMUM + 1);
    assertThat(state().minerAboveMinPowerCount()).isEqualTo(1);

    claim(miner, 5, 6);
    assertThat(state().totals().rawBytePower()).isEqualTo(MINIMUM + 5);

    claim(miner, -6, -7);
    assertThat(state().totals().rawBytePower()).isZero();
    assertThat(state().minerAboveMinPowerCount()).isZero();
  }

  @Test
  void powerNeverIsNegative() {
    ActorId miner = createMiner(1000);
    MockRuntime.expectAbort(ExitCode.USR_ILLEGAL_STATE, () -> claim(miner, -1, 0));
    rt.reset();
    MockRuntime.expectAbort(ExitCode.USR_ILLEGAL_STATE, () -> claim(miner, 0, -1));
    rt.reset();
    MockRuntime.expectAbort(ExitCode.USR_NOT_FOUND, () -> claim(new ActorId(1009), 1, 1));
  }

  @Test
  void pledgeIsOfProvidersWithClaimsAndNeverNegative() {
    ActorId miner = createMiner(1000);
    pledge(miner, 5);
    assertThat(state().totals().pledgeCollateral()).isEqualTo(TokenAmount.ofAtto(5));
    MockRuntime.expectAbort(ExitCode.USR_ILLEGAL_STATE, () -> pledge(miner, -6));
    rt.reset();
    MockRuntime.expectAbort(ExitCode.USR_FORBIDDEN, () -> pledge(new ActorId(1009), 1));
  }

  @Test
  void noEventBeforeTheFirstEpoch() {
    ActorId miner = createMiner(1000);
    MockRuntime.expectAbort(ExitCode.USR_ILLEGAL_ARGUMENT, () -> enroll(miner, -1));
  }

  private void expectReward(BigInteger power) {
    rt.expectSend(
        ActorId.REWARD.address(),
        RewardActor.THIS_EPOCH_REWARD,
        Optional.empty(),
        TokenAmount.ZERO,
        SendResult.Returned.of(
            IpldBlock.ofCbor(
                ThisEpochReward.CODEC, new ThisEpochReward(ESTIMATE, BigInteger.TWO))));
    expectedPower = power;
  }

  private BigInteger expectedPower = BigInteger.ZERO;

  private void expectCallback(ActorId miner, SendResult result) {
    DeferredCronEventParams params =
        new DeferredCronEventParams(PAYLOAD, ESTIMATE, state().thisEpoch().qaPowerSmoothed());
    rt.expectSend(
        miner.address(),
        DeferredCronEventParams.METHOD,
        Optional.of(IpldBlock.ofCbor(DeferredCronEventParams.CODEC, params)),
        TokenAmount.ZERO,
        result);
  }

  private void tick(long epoch) {
    rt.expectSend(
        ActorId.REWARD.address(),
        RewardActor.UPDATE_NETWORK_KPI,
        Optional.of(IpldBlock.ofCbor(RewardParams.REALIZED_POWER, Optional.of(expectedPower))),
        TokenAmount.ZERO,
        SendResult.Returned.NOTHING);
    rt.setEpoch(epoch);
    rt.setCaller(ActorId.CRON, ActorType.CRON);
    rt.expectValidateCallerAddr(ActorId.CRON);
    rt.call(POWER, TICK);
    verify();
  }

  @Test
  void dueEventsAreCalledInOrderAndOnce() {
    ActorId first = createMiner(1000);
    ActorId second = createMiner(1001);
    enroll(second, 7);
    enroll(first, 5);
    enroll(first, 9);

    expectReward(BigInteger.ZERO);
    expectCallback(first, SendResult.Returned.NOTHING);
    expectCallback(second, SendResult.Returned.NOTHING);
    tick(8);
    assertThat(state().firstCronEpoch()).isEqualTo(new ChainEpoch(9));

    expectReward(BigInteger.ZERO);
    expectCallback(first, SendResult.Returned.NOTHING);
    tick(9);
    expectReward(BigInteger.ZERO);
    tick(10);
  }

  @Test
  void aFailedCallCostsTheClaim() {
    ActorId good = createMiner(1000);
    ActorId bad = createMiner(1001);
    claim(good, MINIMUM, MINIMUM);
    claim(bad, MINIMUM, 2 * MINIMUM);
    enroll(bad, 3);
    enroll(good, 3);
    enroll(bad, 4);

    expectReward(BigInteger.valueOf(MINIMUM));
    expectCallback(bad, SendResult.Returned.of(ExitCode.USR_ILLEGAL_STATE));
    expectCallback(good, SendResult.Returned.NOTHING);
    tick(3);
    assertThat(state().minerCount()).isEqualTo(1);
    assertThat(state().claims(rt.store()).containsKey(bad.address())).isFalse();

    expectReward(BigInteger.valueOf(MINIMUM));
    tick(4);
  }

  @Test
  void totalsOfTheEpochAreFrozenByTheTick() {
    for (int i = 0; i < 4; i++) {
      claim(createMiner(1000 + i), MINIMUM, MINIMUM);
    }
    ActorId small = createMiner(1009);
    claim(small, 1, 1);
    assertThat(state().thisEpoch().rawBytePower()).isZero();
    expectReward(BigInteger.valueOf(4 * MINIMUM));
    tick(1);
    assertThat(state().thisEpoch().rawBytePower()).isEqualTo(4 * MINIMUM);

    assertThat(rawPower(small).meetsConsensusMinimum()).isFalse();
  }

  private MinerRawPower rawPower(ActorId miner) {
    rt.setCaller(ALICE, ActorType.EVM);
    rt.expectValidateCallerAny();
    return MockRuntime.returned(
        MinerRawPower.CODEC,
        rt.call(POWER, MethodNum.ofName("MinerRawPower"), ActorId.CODEC, miner));
  }

  @Test
  void anybodyMayAsk() {
    ActorId miner = createMiner(1000);
    claim(miner, 1, 3);
    assertThat(rawPower(miner)).isEqualTo(new MinerRawPower(BigInteger.ONE, true));
    rt.expectValidateCallerAny();
    assertThat(
            MockRuntime.returned(
                MinerPower.CODEC,
                rt.call(POWER, MethodNum.ofName("MinerPower"), ActorId.CODEC, miner)))
        .isEqualTo(new MinerPower(BigInteger.ONE, BigInteger.valueOf(3)));
    rt.expectValidateCallerAny();
    assertThat(MockRuntime.returned(Codecs.I64, rt.call(POWER, MethodNum.ofName("MinerCount"))))
        .isEqualTo(1);
    rt.verify();
    MockRuntime.expectAbort(ExitCode.USR_ILLEGAL_ARGUMENT, () -> rawPower(new ActorId(1)));
    rt.reset();
    rt.expectValidateCallerAny();
    MockRuntime.expectAbort(
        ExitCode.USR_NOT_FOUND,
        () -> rt.call(POWER, MethodNum.ofName("MinerPower"), ActorId.CODEC, new ActorId(1)));
  }

  @Test
  void contractsMayUseExportedNumbersAlone() {
    rt.setCaller(ALICE, ActorType.EVM);
    MockRuntime.expectAbort(
        ExitCode.USR_FORBIDDEN, () -> rt.call(POWER, PowerActor.CURRENT_TOTAL_POWER));
  }
}
