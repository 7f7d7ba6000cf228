// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.miner;

import static io.jfvm.builtin.miner.MinerHarness.DEPOSIT;
import static io.jfvm.builtin.miner.MinerHarness.EPOCH;
import static io.jfvm.builtin.miner.MinerHarness.OWNER;
import static io.jfvm.builtin.miner.MinerHarness.SELF;
import static io.jfvm.builtin.miner.MinerHarness.STRANGER;
import static io.jfvm.builtin.miner.MinerHarness.WORKER;
import static org.assertj.core.api.Assertions.assertThat;

import io.jfvm.actor.MockRuntime;
import io.jfvm.builtin.RawBytes;
import io.jfvm.builtin.miner.MinerParams.ReportConsensusFault;
import io.jfvm.builtin.miner.MinerParams.WithdrawBalance;
import io.jfvm.proof.ConsensusFault;
import io.jfvm.types.ActorId;
import io.jfvm.types.ActorType;
import io.jfvm.types.ChainEpoch;
import io.jfvm.types.ExitCode;
import io.jfvm.types.TokenAmount;
import java.math.BigInteger;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MinerFundsTest {
  private static final long REPORT = 15;
  private static final long WITHDRAW = 16;
  private static final long REPAY = 22;
  private static final RawBytes HEADER = new RawBytes(new byte[] {7});

  private final MinerHarness miner = new MinerHarness().constructed();

  private static TokenAmount atto(long amount) {
    return TokenAmount.ofAtto(amount);
  }

  private void reward(long reward, long penalty) {
    miner.rt.setCaller(ActorId.REWARD, ActorType.REWARD);
    miner.rt.call(
        MinerHarness.MINER,
        ApplyRewardParams.METHOD,
        ApplyRewardParams.CODEC,
        new ApplyRewardParams(atto(reward), atto(penalty)));
    miner.verify();
  }

  @Test
  void threeQuartersOfARewardAreLocked() {
    miner.rt.addBalance(atto(1001));
    miner.rt.expectValidateCallerAddr(ActorId.REWARD);
    miner.expectPledgeChange(atto(750));
    reward(1001, 0);
    assertThat(miner.state().lockedFunds()).isEqualTo(DEPOSIT.plus(atto(750)));
    assertThat(miner.state().funds().availableBalance(miner.rt.currentBalance()))
        .isEqualTo(atto(251));
  }

  @Test
  void aPenaltyIsPaidFromWhatVestsSoonest() {
    miner.rt.addBalance(atto(1000));
    miner.rt.expectValidateCallerAddr(ActorId.REWARD);
    miner.expectPledgeChange(atto(750 - 300));
    miner.expectPayment(ActorId.BURNT_FUNDS, atto(300));
    reward(1000, 300);
    assertThat(miner.state().feeDebt()).isEqualTo(TokenAmount.ZERO);
    assertThat(miner.state().lockedFunds()).isEqualTo(DEPOSIT.plus(atto(450)));
  }

  @Test
  void whatCannotBePaidStaysDebt() {
    miner.rt.expectValidateCallerAddr(ActorId.REWARD);
    miner.expectPledgeChange(TokenAmount.ZERO.minus(DEPOSIT));
    miner.expectPayment(ActorId.BURNT_FUNDS, DEPOSIT);
    reward(0, DEPOSIT.atto().longValue() + 5);
    assertThat(miner.state().feeDebt()).isEqualTo(atto(5));

    miner.rt.addBalance(atto(9));
    miner.expectControllers();
    miner.expectPayment(ActorId.BURNT_FUNDS, atto(5));
    miner.call(WORKER, REPAY);
    miner.verify();
    assertThat(miner.rt.currentBalance()).isEqualTo(atto(4));
  }

  @Test
  void aRewardThatDidNotArriveIsNotLocked() {
    miner.rt.setCaller(ActorId.REWARD, ActorType.REWARD);
    miner.rt.expectValidateCallerAddr(ActorId.REWARD);
    MockRuntime.expectAbort(
        ExitCode.USR_INSUFFICIENT_FUNDS,
        () ->
            miner.rt.call(
                MinerHarness.MINER,
                ApplyRewardParams.METHOD,
                ApplyRewardParams.CODEC,
                new ApplyRewardParams(atto(100), TokenAmount.ZERO)));
  }

  private TokenAmount withdraw(ActorId caller, long amount) {
    miner.rt.expectValidateCallerAddr(OWNER);
    return MockRuntime.returned(
        TokenAmount.CODEC,
        miner.call(caller, WITHDRAW, WithdrawBalance.CODEC, new WithdrawBalance(atto(amount))));
  }

  @Test
  void ownersWithdrawWhatIsAvailable() {
    miner.rt.addBalance(atto(10));
    miner.expectPayment(OWNER, atto(10));
    assertThat(withdraw(OWNER, 12)).isEqualTo(atto(10));
    miner.verify();
    assertThat(withdraw(OWNER, 12)).isEqualTo(TokenAmount.ZERO);
    miner.verify();
  }

  @Test
  void vestedFundsCanBeWithdrawn() {
    miner.rt.setEpoch(EPOCH + 600_000);
    miner.expectPayment(OWNER, DEPOSIT);
    miner.expectPledgeChange(TokenAmount.ZERO.minus(DEPOSIT));
    assertThat(withdraw(OWNER, Long.MAX_VALUE)).isEqualTo(DEPOSIT);
    miner.verify();
    assertThat(miner.state().vestingFunds()).isEqualTo(VestingFunds.NONE);
  }

  @Test
  void strangersWithdrawNothing() {
    miner.rt.expectValidateCallerAddr(OWNER);
    miner.refuse(
        ExitCode.USR_FORBIDDEN,
        STRANGER,
        WITHDRAW,
        WithdrawBalance.CODEC,
        new WithdrawBalance(atto(1)));
  }

  @Test
  void negativeWithdrawalsAreRefused() {
    miner.refuse(
        ExitCode.USR_ILLEGAL_ARGUMENT,
        OWNER,
        WITHDRAW,
        WithdrawBalance.CODEC,
        new WithdrawBalance(atto(-1)));
  }

  // --- faults of consensus: the penalty is an epoch's reward, which is the deposit

  private void expectFault(ActorId target, long epoch) {
    miner.rt.expectValidateCallerAny();
    miner
        .rt
        .proofExpectations()
        .expectConsensusFault(
            HEADER.bytes(),
            HEADER.bytes(),
            HEADER.bytes(),
            Optional.of(
                new ConsensusFault(
                    target, new ChainEpoch(epoch), ConsensusFault.Type.PARENT_GRINDING)));
  }

  private static ReportConsensusFault report() {
    return new ReportConsensusFault(HEADER, HEADER, HEADER);
  }

  @Test
  void aReporterGetsATwentiethOfTheReward() {
    expectFault(SELF, EPOCH - 1);
    miner.expectReward();
    TokenAmount share = new TokenAmount(DEPOSIT.atto().shiftRight(2).divide(BigInteger.valueOf(5)));
    miner.expectPayment(STRANGER, share);
    miner.expectPayment(ActorId.BURNT_FUNDS, DEPOSIT.minus(share));
    miner.expectPledgeChange(TokenAmount.ZERO.minus(DEPOSIT));
    miner.call(STRANGER, REPORT, ReportConsensusFault.CODEC, report());
    miner.verify();
    assertThat(miner.info().consensusFaultElapsed()).isEqualTo(new ChainEpoch(EPOCH + 900));

    expectFault(SELF, EPOCH - 1);
    miner.expectReward();
    miner.refuse(ExitCode.USR_FORBIDDEN, STRANGER, REPORT, ReportConsensusFault.CODEC, report());
  }

  @Test
  void faultsOfOthersAndOfTheFutureAreRefused() {
    expectFault(STRANGER, EPOCH - 1);
    miner.refuse(
        ExitCode.USR_ILLEGAL_ARGUMENT, STRANGER, REPORT, ReportConsensusFault.CODEC, report());
    expectFault(SELF, EPOCH);
    miner.refuse(
        ExitCode.USR_ILLEGAL_ARGUMENT, STRANGER, REPORT, ReportConsensusFault.CODEC, report());
  }
}
