// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.miner.onboarding;

import static io.jfvm.builtin.miner.MinerHarness.EPOCH;
import static io.jfvm.builtin.miner.MinerHarness.MINER;
import static io.jfvm.builtin.miner.MinerHarness.WORKER;
import static io.jfvm.builtin.miner.MinerHarness.returned;
import static io.jfvm.builtin.miner.onboarding.OnboardingFixture.EXPIRATION;
import static io.jfvm.builtin.miner.onboarding.OnboardingFixture.PLEDGE;
import static io.jfvm.builtin.miner.onboarding.OnboardingFixture.SEAL;
import static io.jfvm.builtin.miner.onboarding.OnboardingFixture.block;
import static io.jfvm.builtin.miner.onboarding.OnboardingFixture.event;
import static io.jfvm.builtin.miner.onboarding.OnboardingFixture.preCommit;
import static io.jfvm.builtin.miner.onboarding.OnboardingFixture.sealed;
import static io.jfvm.builtin.miner.onboarding.OnboardingFixture.unsealed;
import static org.assertj.core.api.Assertions.assertThat;

import io.jfvm.actor.MockRuntime;
import io.jfvm.builtin.BatchReturn;
import io.jfvm.builtin.market.MarketActor;
import io.jfvm.builtin.market.MarketParams.ActivatedDeal;
import io.jfvm.builtin.market.MarketParams.BatchActivateDeals;
import io.jfvm.builtin.market.MarketParams.DealsActivated;
import io.jfvm.builtin.market.MarketParams.DealsVerified;
import io.jfvm.builtin.market.MarketParams.SectorDealActivation;
import io.jfvm.builtin.market.MarketParams.SectorDeals;
import io.jfvm.builtin.market.MarketParams.VerifyDealsForActivation;
import io.jfvm.builtin.math.FilterEstimate;
import io.jfvm.builtin.miner.SectorPreCommit;
import io.jfvm.builtin.miner.onboarding.OnboardingParams.InternalSectorSetupForPreseal;
import io.jfvm.builtin.verifreg.VerifregActor;
import io.jfvm.builtin.verifreg.VerifregParams.AllocationClaim;
import io.jfvm.builtin.verifreg.VerifregParams.AllocationsClaimed;
import io.jfvm.builtin.verifreg.VerifregParams.ClaimAllocations;
import io.jfvm.builtin.verifreg.VerifregParams.SectorClaims;
import io.jfvm.proof.Piece;
import io.jfvm.types.ActorId;
import io.jfvm.types.ActorType;
import io.jfvm.types.ChainEpoch;
import io.jfvm.types.ExitCode;
import io.jfvm.types.MethodNum;
import io.jfvm.types.TokenAmount;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PresealTest {
  private static final MethodNum PRESEAL = new MethodNum(17);
  private static final FilterEstimate NO_POWER =
      FilterEstimate.ofIntegers(BigInteger.ZERO, BigInteger.ZERO);
  private static final ActorId CLIENT = new ActorId(104);

  private final OnboardingFixture miner = new OnboardingFixture();
  private final MockRuntime rt = miner.rt;

  private static InternalSectorSetupForPreseal params(Long... sectors) {
    return new InternalSectorSetupForPreseal(
        List.of(sectors),
        FilterEstimate.ofIntegers(PLEDGE.atto(), BigInteger.ZERO),
        BigInteger.ZERO,
        NO_POWER);
  }

  private void preseal(Long... sectors) {
    rt.setCaller(ActorId.SYSTEM, ActorType.SYSTEM);
    rt.expectValidateCallerAddr(ActorId.SYSTEM);
    rt.call(MINER, PRESEAL, InternalSectorSetupForPreseal.CODEC, params(sectors));
    miner.verify();
  }

  @Test
  void preCommittedSectorsCountAsProvenAndOthersArePassedOver() {
    miner.preCommitFirst(preCommit(1), preCommit(2));
    miner.expectPledgeChange(PLEDGE);
    rt.expectEmit(event("sector-activated", 2, Optional.empty()));
    preseal(9L, 2L);
    assertThat(miner.state().sector(rt.store(), 1)).isEmpty();
    assertThat(miner.state().sector(rt.store(), 2)).isPresent();
    assertThat(miner.state().preCommitDeposits()).isEqualTo(PLEDGE);
    assertThat(miner.state().initialPledge()).isEqualTo(PLEDGE);
  }

  @Test
  void onlyTheSystemPreseals() {
    rt.expectValidateCallerAddr(ActorId.SYSTEM);
    miner.refuse(
        ExitCode.USR_FORBIDDEN,
        WORKER,
        PRESEAL.value(),
        InternalSectorSetupForPreseal.CODEC,
        params(1L));
  }

  // --- deals

  private static final List<SectorDeals> DEALS =
      List.of(new SectorDeals(1, SEAL, new ChainEpoch(EXPIRATION), List.of(8L, 9L)));

  private void preCommitWithDeals() {
    rt.addBalance(PLEDGE);
    miner.expectNetwork();
    rt.expectSend(
        ActorId.MARKET.address(),
        MarketActor.VERIFY_DEALS_FOR_ACTIVATION,
        block(VerifyDealsForActivation.CODEC, new VerifyDealsForActivation(DEALS)),
        TokenAmount.ZERO,
        returned(DealsVerified.CODEC, new DealsVerified(List.of(Optional.of(unsealed(50))))));
    miner.expectControllers();
    miner.expectPreCommitted(1);
    miner.expectCron();
    miner.callPreCommit(
        WORKER,
        new SectorPreCommit(
            SEAL,
            1,
            sealed(1),
            new ChainEpoch(EPOCH - 1),
            List.of(8L, 9L),
            new ChainEpoch(EXPIRATION),
            Optional.of(unsealed(50))));
    miner.verify();
  }

  private void expectActivation(DealsActivated answer) {
    rt.expectSend(
        ActorId.MARKET.address(),
        MarketActor.BATCH_ACTIVATE_DEALS,
        block(BatchActivateDeals.CODEC, new BatchActivateDeals(DEALS, false)),
        TokenAmount.ZERO,
        returned(DealsActivated.CODEC, answer));
  }

  @Test
  void dealsAreActivatedAndTheirAllocationsClaimed() {
    preCommitWithDeals();
    expectActivation(
        new DealsActivated(
            BatchReturn.ok(1),
            List.of(
                new SectorDealActivation(
                    List.of(
                        new ActivatedDeal(CLIENT, 0, unsealed(5), 1024),
                        new ActivatedDeal(CLIENT, 7, unsealed(6), 512)),
                    Optional.empty()))));
    rt.expectSend(
        ActorId.VERIFIED_REGISTRY.address(),
        VerifregActor.CLAIM_ALLOCATIONS,
        block(
            ClaimAllocations.CODEC,
            new ClaimAllocations(
                List.of(
                    new SectorClaims(
                        1,
                        new ChainEpoch(EXPIRATION),
                        List.of(new AllocationClaim(CLIENT, 7, unsealed(6), 512)))),
                true)),
        TokenAmount.ZERO,
        returned(
            AllocationsClaimed.CODEC,
            new AllocationsClaimed(BatchReturn.ok(1), List.of(BigInteger.valueOf(512)))));
    miner.expectPledgeChange(PLEDGE);
    rt.expectEmit(
        event(
            "sector-activated",
            1,
            Optional.of(unsealed(50)),
            new Piece(1024, unsealed(5)),
            new Piece(512, unsealed(6))));
    preseal(1L);
    long epochs = EXPIRATION - EPOCH;
    var sector = miner.state().sector(rt.store(), 1).orElseThrow();
    assertThat(sector.dealWeight()).isEqualTo(BigInteger.valueOf(1024 * epochs));
    assertThat(sector.verifiedDealWeight()).isEqualTo(BigInteger.valueOf(512 * epochs));
  }

  @Test
  void noneOfTheDealsActiveMeansNoSector() {
    preCommitWithDeals();
    expectActivation(
        new DealsActivated(BatchReturn.of(List.of(ExitCode.USR_NOT_FOUND)), List.of()));
    MockRuntime.expectAbort(ExitCode.USR_ILLEGAL_ARGUMENT, () -> preseal(1L));
    miner.verify();
    assertThat(miner.state().sector(rt.store(), 1)).isEmpty();
  }
}
