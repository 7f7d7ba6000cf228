// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.reward;

import static org.assertj.core.api.Assertions.assertThat;

import io.jfvm.actor.MockRuntime;
import io.jfvm.actor.SendResult;
import io.jfvm.builtin.miner.ApplyRewardParams;
import io.jfvm.builtin.reward.RewardParams.AwardBlockReward;
import io.jfvm.builtin.reward.RewardParams.ThisEpochReward;
import io.jfvm.ipld.IpldBlock;
import io.jfvm.types.ActorId;
import io.jfvm.types.ActorType;
import io.jfvm.types.Address;
import io.jfvm.types.ChainEpoch;
import io.jfvm.types.ExitCode;
import io.jfvm.types.MethodNum;
import io.jfvm.types.TokenAmount;
import java.math.BigInteger;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RewardActorTest {
  private static final MethodNum AWARD = new MethodNum(2);
  private static final ActorId MINER = new ActorId(1000);
  private static final TokenAmount SUPPLY = RewardInvariants.STORAGE_MINING_ALLOCATION;

  private final MockRuntime rt = new MockRuntime();

  @BeforeEach
  void construct() {
    rt.setReceiver(ActorId.REWARD);
    rt.setBalance(SUPPLY);
    rt.expectValidateCallerAddr(ActorId.SYSTEM);
    rt.call(
        RewardActor.METHODS,
        MethodNum.CONSTRUCTOR,
        RewardParams.REALIZED_POWER,
        Optional.of(BigInteger.ZERO));
    rt.verify();
  }

  private RewardState state() {
    return rt.state(RewardState.CODEC);
  }

  private void award(AwardBlockReward params) {
    rt.setCaller(ActorId.SYSTEM, ActorType.SYSTEM);
    rt.expectValidateCallerAddr(ActorId.SYSTEM);
    rt.call(RewardActor.METHODS, AWARD, AwardBlockReward.CODEC, params);
    rt.verify();
  }

  private static AwardBlockReward reward(long penalty, long gas, long wins) {
    return new AwardBlockReward(
        MINER.address(), TokenAmount.ofAtto(penalty), TokenAmount.ofAtto(gas), wins);
  }

  private void expectReward(TokenAmount reward, long penalty, SendResult result) {
    ApplyRewardParams params = new ApplyRewardParams(reward, TokenAmount.ofAtto(penalty));
    rt.expectSend(
        MINER.address(),
        ApplyRewardParams.METHOD,
        Optional.of(IpldBlock.ofCbor(ApplyRewardParams.CODEC, params)),
        reward,
        result);
  }

  private TokenAmount blockReward(long wins) {
    BigInteger won = state().thisEpochReward().atto().multiply(BigInteger.valueOf(wins));
    return new TokenAmount(won.divide(BigInteger.valueOf(5)));
  }

  @Test
  void paysForEachWonElectionAndTheTips() {
    TokenAmount reward = blockReward(2);
    rt.addBalance(TokenAmount.ofAtto(7));
    expectReward(reward.plus(TokenAmount.ofAtto(7)), 30, SendResult.Returned.NOTHING);
    award(reward(10, 7, 2));

    assertThat(state().totalStoragePowerReward()).isEqualTo(reward);
    assertThat(RewardInvariants.check(state(), new ChainEpoch(-1), rt.currentBalance())).isEmpty();
  }

  @Test
  void burnsWhatTheProviderDoesNotTake() {
    TokenAmount reward = blockReward(1);
    expectReward(reward, 0, SendResult.Returned.of(ExitCode.USR_FORBIDDEN));
    rt.expectSend(
        ActorId.BURNT_FUNDS.address(),
        MethodNum.SEND,
        Optional.empty(),
        reward,
        SendResult.Returned.NOTHING);
    award(reward(0, 0, 1));
  }

  @Test
  void paysNoMoreThanThereIs() {
    TokenAmount all = TokenAmount.ofAtto(100);
    rt.setBalance(all);
    expectReward(all, 0, SendResult.Returned.NOTHING);
    award(reward(0, 60, 1));

    assertThat(state().totalStoragePowerReward()).isEqualTo(TokenAmount.ofAtto(40));
  }

  @Test
  void refusesAmountsThatMakeNoSense() {
    refused(ExitCode.USR_ILLEGAL_ARGUMENT, reward(-1, 0, 1));
    refused(ExitCode.USR_ILLEGAL_ARGUMENT, reward(0, -1, 1));
    refused(ExitCode.USR_ILLEGAL_ARGUMENT, reward(0, 0, 0));
    rt.setBalance(TokenAmount.ofAtto(4));
    refused(ExitCode.USR_ILLEGAL_STATE, reward(0, 5, 1));
    AwardBlockReward nobody =
        new AwardBlockReward(
            Address.ofActor(new byte[] {1}), TokenAmount.ZERO, TokenAmount.ZERO, 1);
    refused(ExitCode.USR_NOT_FOUND, nobody);
  }

  private void refused(ExitCode code, AwardBlockReward params) {
    MockRuntime.expectAbort(code, () -> award(params));
    rt.reset();
  }

  @Test
  void onlySystemAwardsAndOnlyPowerUpdates() {
    rt.setCaller(new ActorId(101), ActorType.ACCOUNT);
    rt.expectValidateCallerAddr(ActorId.SYSTEM);
    MockRuntime.expectAbort(
        ExitCode.USR_FORBIDDEN,
        () -> rt.call(RewardActor.METHODS, AWARD, AwardBlockReward.CODEC, reward(0, 0, 1)));
    rt.verify();
    rt.expectValidateCallerAddr(ActorId.POWER);
    MockRuntime.expectAbort(ExitCode.USR_FORBIDDEN, () -> callUpdate(Optional.of(BigInteger.ONE)));
    rt.verify();
  }

  private void callUpdate(Optional<BigInteger> power) {
    rt.call(
        RewardActor.METHODS, RewardActor.UPDATE_NETWORK_KPI, RewardParams.REALIZED_POWER, power);
  }

  @Test
  void catchesUpWithEpochsWithoutBlocks() {
    RewardState expected = state();
    BigInteger power = BigInteger.ONE.shiftLeft(40);
    for (int i = 0; i < 3; i++) {
      expected = expected.nextEpoch(power);
    }
    expected = expected.nextEpochWithReward(power).smoothed(4);

    rt.setEpoch(3);
    rt.setCaller(ActorId.POWER, ActorType.POWER);
    rt.expectValidateCallerAddr(ActorId.POWER);
    callUpdate(Optional.of(power));
    rt.verify();

    assertThat(state()).isEqualTo(expected);
    assertThat(RewardInvariants.check(state(), new ChainEpoch(3), SUPPLY)).isEmpty();
  }

  @Test
  void powerMustNotBeMissing() {
    rt.setCaller(ActorId.POWER, ActorType.POWER);
    rt.expectValidateCallerAddr(ActorId.POWER);
    MockRuntime.expectAbort(ExitCode.USR_ILLEGAL_ARGUMENT, () -> callUpdate(Optional.empty()));
  }

  @Test
  void tellsWhatTheEpochMints() {
    rt.setCaller(new ActorId(101), ActorType.ACCOUNT);
    rt.expectValidateCallerAny();
    ThisEpochReward told =
        MockRuntime.returned(
            ThisEpochReward.CODEC, rt.call(RewardActor.METHODS, RewardActor.THIS_EPOCH_REWARD));

    assertThat(told.baselinePower()).isEqualTo(state().thisEpochBaselinePower());
    assertThat(told.rewardSmoothed()).isEqualTo(state().thisEpochRewardSmoothed());
  }
}
