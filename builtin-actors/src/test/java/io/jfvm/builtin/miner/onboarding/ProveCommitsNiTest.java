// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.miner.onboarding;

import static io.jfvm.builtin.miner.MinerHarness.SELF;
import static io.jfvm.builtin.miner.MinerHarness.STRANGER;
import static io.jfvm.builtin.miner.MinerHarness.WORKER;
import static io.jfvm.builtin.miner.onboarding.OnboardingFixture.PLEDGE;
import static io.jfvm.builtin.miner.onboarding.OnboardingFixture.SEAL_RANDOMNESS;
import static io.jfvm.builtin.miner.onboarding.OnboardingFixture.SIZE;
import static io.jfvm.builtin.miner.onboarding.OnboardingFixture.batch;
import static io.jfvm.builtin.miner.onboarding.OnboardingFixture.bytes;
import static io.jfvm.builtin.miner.onboarding.OnboardingFixture.event;
import static io.jfvm.builtin.miner.onboarding.OnboardingFixture.sealed;
import static io.jfvm.builtin.miner.onboarding.OnboardingFixture.unsealed;
import static org.assertj.core.api.Assertions.assertThat;

import io.jfvm.actor.MockRuntime;
import io.jfvm.builtin.BatchReturn;
import io.jfvm.builtin.RawBytes;
import io.jfvm.builtin.miner.Commd;
import io.jfvm.builtin.miner.MinerPolicy;
import io.jfvm.builtin.miner.MinerState;
import io.jfvm.builtin.miner.deadline.ProvingPeriod;
import io.jfvm.builtin.miner.onboarding.OnboardingParams.ProveCommitSectorsNi;
import io.jfvm.builtin.miner.onboarding.OnboardingParams.SectorNiActivation;
import io.jfvm.builtin.sector.ProofFamily;
import io.jfvm.proof.AggregateSealProof;
import io.jfvm.types.ActorId;
import io.jfvm.types.ChainEpoch;
import io.jfvm.types.Cid;
import io.jfvm.types.ExitCode;
import io.jfvm.types.TokenAmount;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ProveCommitsNiTest {
  private static final long PROVE_NI = 36;
  private static final long SEAL = ProofFamily.SEAL_NON_INTERACTIVE.number(SIZE);
  private static final long SNARK_PACK_V2 = 1;
  private static final RawBytes PROOF = new RawBytes(new byte[] {8});
  private static final ExitCode ILLEGAL = ExitCode.USR_ILLEGAL_ARGUMENT;
  private static final long EPOCH = 600_000;
  private static final long CHALLENGE = EPOCH - 1;
  private static final long EXPIRATION = EPOCH + MinerPolicy.MIN_SECTOR_EXPIRATION;

  private final OnboardingFixture miner = new OnboardingFixture();
  private final MockRuntime rt = miner.rt;

  @BeforeEach
  void later() {
    rt.setEpoch(EPOCH);
  }

  private static SectorNiActivation sector(long number) {
    return sector(number, SELF, sealed(number), number, CHALLENGE, EXPIRATION);
  }

  private static SectorNiActivation sector(
      long sealing, ActorId sealer, Cid sealedCid, long number, long challenge, long expiration) {
    return new SectorNiActivation(
        sealing, sealer, sealedCid, number, new ChainEpoch(challenge), new ChainEpoch(expiration));
  }

  private long deadlineAfterCurrent(int deadlines) {
    long current = miner.state().deadlineAt(rt.epoch()).index();
    return (current + deadlines) % ProvingPeriod.DEADLINES;
  }

  private ProveCommitSectorsNi params(boolean requireSuccess, SectorNiActivation... sectors) {
    return new ProveCommitSectorsNi(
        List.of(sectors), PROOF, SEAL, SNARK_PACK_V2, deadlineAfterCurrent(2), requireSuccess);
  }

  private void expectProof(boolean valid, SectorNiActivation... sectors) {
    miner.expectControllers();
    List<AggregateSealProof.Seal> seals = new ArrayList<>();
    for (SectorNiActivation sector : sectors) {
      miner.expectSealRandomness(sector.sealRandEpoch().value());
      seals.add(
          new AggregateSealProof.Seal(
              sector.sealingNumber(),
              SEAL_RANDOMNESS,
              bytes(1),
              sector.sealedCid(),
              Commd.of(Optional.empty(), SEAL)));
    }
    rt.proofExpectations()
        .expect(
            new AggregateSealProof(SELF.value(), SEAL, SNARK_PACK_V2, PROOF.bytes(), seals), valid);
  }

  private void expectActivated(long... numbers) {
    miner.expectNetwork();
    miner.expectPledgeChange(PLEDGE.times(numbers.length));
    for (long number : numbers) {
      rt.expectEmit(event("sector-activated", number, Optional.empty()));
    }
  }

  private BatchReturn prove(ProveCommitSectorsNi params) {
    BatchReturn batch = batch(miner.call(WORKER, PROVE_NI, ProveCommitSectorsNi.CODEC, params));
    miner.verify();
    return batch;
  }

  private void refuse(ExitCode code, ActorId caller, ProveCommitSectorsNi params) {
    miner.refuse(code, caller, PROVE_NI, ProveCommitSectorsNi.CODEC, params);
  }

  @Test
  void sectorsComeWithoutPreCommitmentUnderTheDeadlineTheirMinerChose() {
    rt.addBalance(PLEDGE.times(2));
    expectProof(true, sector(9), sector(4));
    expectActivated(9, 4);
    miner.expectCron();
    ProveCommitSectorsNi params = params(true, sector(9), sector(4));
    assertThat(prove(params)).isEqualTo(BatchReturn.ok(2));

    MinerState state = miner.state();
    assertThat(state.initialPledge()).isEqualTo(PLEDGE.times(2));
    assertThat(state.deadlineCronActive()).isTrue();
    assertThat(state.sector(rt.store(), 4))
        .contains(
            SectorActivation.newSector(
                4,
                SEAL,
                sealed(4),
                new ChainEpoch(EPOCH),
                new ChainEpoch(EXPIRATION),
                BigInteger.ZERO,
                BigInteger.ZERO,
                PLEDGE,
                TokenAmount.ZERO));
    assertThat(
            state
                .loadDeadlines(rt.store())
                .load(rt.store(), params.provingDeadline())
                .liveSectors())
        .isEqualTo(2);

    rt.addBalance(PLEDGE);
    expectProof(true, sector(9));
    miner.expectNetwork();
    refuse(ILLEGAL, WORKER, params(true, sector(9)));
  }

  @Test
  void wrongSectorsFailAloneAndUseUpTheirNumbers() {
    List<SectorNiActivation> wrong =
        List.of(
            sector(1, STRANGER, sealed(1), 1, CHALLENGE, EXPIRATION),
            sector(1, SELF, sealed(1), 2, CHALLENGE, EXPIRATION),
            sector(1, SELF, unsealed(1), 1, CHALLENGE, EXPIRATION),
            sector(Long.MIN_VALUE, SELF, sealed(1), Long.MIN_VALUE, CHALLENGE, EXPIRATION),
            sector(-2, SELF, sealed(1), -2, CHALLENGE, EXPIRATION),
            sector(1, SELF, sealed(1), 1, CHALLENGE, EXPIRATION - 1),
            sector(1, SELF, sealed(1), 1, EPOCH - MinerPolicy.MAX_NI_LOOKBACK - 1, EXPIRATION));
    rt.addBalance(PLEDGE);
    MinerState before = miner.state();
    for (SectorNiActivation one : wrong) {
      expectProof(true, one);
      refuse(ILLEGAL, WORKER, params(true, one));
      expectProof(true, one);
      refuse(ILLEGAL, WORKER, params(false, one));

      expectProof(true, one, sector(7));
      expectActivated(7);
      miner.expectCron();
      assertThat(prove(params(false, one, sector(7))))
          .isEqualTo(BatchReturn.of(List.of(ILLEGAL, ExitCode.OK)));
      assertThat(miner.state().sector(rt.store(), one.sectorNumber())).isEmpty();
      assertThat(miner.state().loadAllocatedSectors(rt.store()).contains(one.sectorNumber()))
          .isTrue();
      rt.replaceState(MinerState.CODEC, before);
    }
  }

  @Test
  void challengesAreAsOldAsTheyMayBeAndExpirationsAsLate() {
    SectorNiActivation extreme =
        sector(
            Long.MAX_VALUE,
            SELF,
            sealed(1),
            Long.MAX_VALUE,
            EPOCH - MinerPolicy.MAX_NI_LOOKBACK,
            EPOCH + MinerPolicy.MAX_SECTOR_EXTENSION);
    rt.addBalance(PLEDGE);
    expectProof(true, extreme);
    expectActivated(Long.MAX_VALUE);
    miner.expectCron();
    prove(params(true, extreme));
  }

  @Test
  void challengesOfTheFutureAndNumbersNamedTwiceFailAll() {
    miner.expectControllers();
    refuse(ILLEGAL, WORKER, params(false, sector(1, SELF, sealed(1), 1, EPOCH, EXPIRATION)));
    miner.expectControllers();
    miner.expectSealRandomness(CHALLENGE);
    refuse(ILLEGAL, WORKER, params(false, sector(1), sector(1)));
  }

  @Test
  void theLargestU64IsNoNumberAtAll() {
    miner.expectControllers();
    SectorNiActivation wrong = sector(-1, SELF, sealed(1), -1, EPOCH, EXPIRATION);
    refuse(ExitCode.USR_ASSERTION_FAILED, WORKER, params(false, wrong));
  }

  @Test
  void theDeadlineIsNotTheCurrentNorTheNext() {
    rt.addBalance(PLEDGE);
    for (int after : List.of(0, 1)) {
      miner.expectControllers();
      refuse(ExitCode.USR_FORBIDDEN, WORKER, inDeadline(deadlineAfterCurrent(after)));
    }
    for (long none : List.of((long) ProvingPeriod.DEADLINES, -1L)) {
      miner.expectControllers();
      refuse(ILLEGAL, WORKER, inDeadline(none));
    }
  }

  private static ProveCommitSectorsNi inDeadline(long deadline) {
    return new ProveCommitSectorsNi(List.of(sector(1)), PROOF, SEAL, SNARK_PACK_V2, deadline, true);
  }

  @Test
  void onlyControllersProveAndPayThePledge() {
    miner.expectControllers();
    refuse(ExitCode.USR_FORBIDDEN, STRANGER, params(true, sector(1)));
    rt.addBalance(PLEDGE.minus(TokenAmount.ofAtto(1)));
    expectProof(true, sector(1));
    miner.expectNetwork();
    refuse(ExitCode.USR_INSUFFICIENT_FUNDS, WORKER, params(true, sector(1)));
    expectProof(false, sector(1));
    refuse(ILLEGAL, WORKER, params(true, sector(1)));
  }

  private ProveCommitSectorsNi of(
      List<SectorNiActivation> sectors, RawBytes proof, long seal, long aggregation) {
    return new ProveCommitSectorsNi(
        sectors, proof, seal, aggregation, deadlineAfterCurrent(2), true);
  }

  @Test
  void aggregatesHaveLimitsThatComeBeforeTheCaller() {
    refuse(ILLEGAL, STRANGER, of(List.of(), PROOF, SEAL, SNARK_PACK_V2));
    refuse(ILLEGAL, STRANGER, of(Collections.nCopies(66, sector(1)), PROOF, SEAL, SNARK_PACK_V2));
    refuse(
        ILLEGAL,
        STRANGER,
        of(List.of(sector(1)), new RawBytes(new byte[81_961]), SEAL, SNARK_PACK_V2));
  }

  @Test
  void onlyNonInteractiveSealsOfTheCurrentAggregationAreProven() {
    List<SectorNiActivation> one = List.of(sector(1));
    miner.expectControllers();
    refuse(ILLEGAL, WORKER, of(one, PROOF, OnboardingFixture.SEAL, SNARK_PACK_V2));
    miner.expectControllers();
    refuse(ILLEGAL, WORKER, of(one, PROOF, SEAL, 0));
  }
}
