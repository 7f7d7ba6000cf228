// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.miner;

import static io.jfvm.builtin.miner.MinerHarness.BLS_KEY;
import static io.jfvm.builtin.miner.MinerHarness.CONTROL;
import static io.jfvm.builtin.miner.MinerHarness.DEPOSIT;
import static io.jfvm.builtin.miner.MinerHarness.EPOCH;
import static io.jfvm.builtin.miner.MinerHarness.OWNER;
import static io.jfvm.builtin.miner.MinerHarness.SECP_KEY;
import static io.jfvm.builtin.miner.MinerHarness.WINDOW_2_KIB;
import static io.jfvm.builtin.miner.MinerHarness.WORKER;
import static org.assertj.core.api.Assertions.assertThat;

import io.jfvm.actor.MockRuntime;
import io.jfvm.builtin.miner.deadline.ProvingPeriod;
import io.jfvm.types.ActorId;
import io.jfvm.types.ActorType;
import io.jfvm.types.Address;
import io.jfvm.types.ChainEpoch;
import io.jfvm.types.ExitCode;
import io.jfvm.types.MethodNum;
import io.jfvm.types.TokenAmount;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class MinerConstructionTest {
  private final MinerHarness miner = new MinerHarness();

  @Test
  void theOwnerIsTheFirstBeneficiary() {
    MinerInfo info = miner.constructed().info();
    assertThat(info.owner()).isEqualTo(OWNER.address());
    assertThat(info.worker()).isEqualTo(WORKER.address());
    assertThat(info.controls()).containsExactly(CONTROL.address());
    assertThat(info.beneficiary()).isEqualTo(OWNER.address());
    assertThat(info.partitionSectors()).isEqualTo(2);
    assertThat(info.consensusFaultElapsed()).isEqualTo(new ChainEpoch(-1));
  }

  @Test
  void theDepositVestsOverHalfAYear() {
    MinerState state = miner.constructed().state();
    assertThat(state.lockedFunds()).isEqualTo(DEPOSIT);
    List<VestingFund> funds = state.vestingFunds().load(miner.rt.store());
    assertThat(funds).hasSizeBetween(180, 181);
    assertThat(funds.getLast().epoch().value()).isBetween(EPOCH + 518_400, EPOCH + 518_400 + 1440);
    assertThat(state.deadlineCronActive()).isFalse();
  }

  @Test
  void theFirstPeriodHasBegunAndItsDeadlineIsTheCurrentOne() {
    MinerState state = miner.constructed().state();
    long into = EPOCH - state.provingPeriodStart().value();
    assertThat(into).isBetween(0L, ProvingPeriod.EPOCHS - 1);
    assertThat(state.currentDeadline()).isEqualTo(into / ProvingPeriod.CHALLENGE_WINDOW);
  }

  @Test
  void aBalanceBelowTheDepositIsRefused() {
    miner.rt.setBalance(DEPOSIT.minus(TokenAmount.ofAtto(1)));
    miner.expectReward();
    miner.expectPower();
    refuse(ExitCode.USR_INSUFFICIENT_FUNDS, WORKER.address(), List.of(), WINDOW_2_KIB);
  }

  @Test
  void aWorkerWithAnotherKeyThanBlsIsRefused() {
    miner.expectReward();
    miner.expectPower();
    miner.expectKeyOf(WORKER, SECP_KEY);
    refuse(ExitCode.USR_ILLEGAL_ARGUMENT, WORKER.address(), List.of(), WINDOW_2_KIB);
  }

  @Test
  void aWorkerThatIsNoAccountIsRefused() {
    miner.rt.setActorType(WORKER, ActorType.MULTISIG);
    miner.expectReward();
    miner.expectPower();
    refuse(ExitCode.USR_ILLEGAL_ARGUMENT, WORKER.address(), List.of(), WINDOW_2_KIB);
  }

  @Test
  void anUnknownWorkerIsRefused() {
    miner.expectReward();
    miner.expectPower();
    refuse(ExitCode.USR_ILLEGAL_ARGUMENT, BLS_KEY, List.of(), WINDOW_2_KIB);
  }

  @Test
  void sectorSizesOfOtherNetworksAreRefused() {
    refuse(ExitCode.USR_ILLEGAL_ARGUMENT, WORKER.address(), List.of(), 13);
  }

  @Test
  void elevenControlAddressesAreRefused() {
    refuse(
        ExitCode.USR_ILLEGAL_ARGUMENT,
        WORKER.address(),
        Collections.nCopies(11, CONTROL.address()),
        WINDOW_2_KIB);
  }

  private void refuse(ExitCode code, Address worker, List<Address> controls, long proof) {
    miner.rt.setCaller(ActorId.INIT, ActorType.INIT);
    miner.rt.expectValidateCallerAddr(ActorId.INIT);
    MockRuntime.expectAbort(
        code,
        () ->
            miner.rt.call(
                MinerHarness.MINER,
                MethodNum.CONSTRUCTOR,
                MinerConstructorParams.CODEC,
                MinerHarness.constructor(worker, controls, proof)));
    miner.rt.verify();
  }
}
