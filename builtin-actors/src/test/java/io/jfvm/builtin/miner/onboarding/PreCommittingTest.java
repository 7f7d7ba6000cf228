// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.miner.onboarding;

import static io.jfvm.builtin.miner.MinerHarness.EPOCH;
import static io.jfvm.builtin.miner.MinerHarness.OWNER;
import static io.jfvm.builtin.miner.MinerHarness.STRANGER;
import static io.jfvm.builtin.miner.MinerHarness.WORKER;
import static io.jfvm.builtin.miner.MinerHarness.returned;
import static io.jfvm.builtin.miner.onboarding.OnboardingFixture.EXPIRATION;
import static io.jfvm.builtin.miner.onboarding.OnboardingFixture.PLEDGE;
import static io.jfvm.builtin.miner.onboarding.OnboardingFixture.SEAL;
import static io.jfvm.builtin.miner.onboarding.OnboardingFixture.SIZE;
import static io.jfvm.builtin.miner.onboarding.OnboardingFixture.preCommit;
import static io.jfvm.builtin.miner.onboarding.OnboardingFixture.sealed;
import static io.jfvm.builtin.miner.onboarding.OnboardingFixture.unsealed;
import static org.assertj.core.api.Assertions.assertThat;

import io.jfvm.actor.MockRuntime;
import io.jfvm.actor.SendResult;
import io.jfvm.builtin.market.MarketActor;
import io.jfvm.builtin.market.MarketParams.DealsVerified;
import io.jfvm.builtin.market.MarketParams.SectorDeals;
import io.jfvm.builtin.market.MarketParams.VerifyDealsForActivation;
import io.jfvm.builtin.miner.MinerEditor;
import io.jfvm.builtin.miner.MinerPolicy;
import io.jfvm.builtin.miner.MinerState;
import io.jfvm.builtin.miner.PreCommittedSector;
import io.jfvm.builtin.miner.SectorPreCommit;
import io.jfvm.builtin.miner.onboarding.OnboardingParams.PreCommitSectorBatch;
import io.jfvm.builtin.policy.Policy;
import io.jfvm.builtin.sector.ProofFamily;
import io.jfvm.builtin.sector.SectorSize;
import io.jfvm.ipld.bitfield.BitField;
import io.jfvm.types.ActorId;
import io.jfvm.types.ChainEpoch;
import io.jfvm.types.Cid;
import io.jfvm.types.ExitCode;
import io.jfvm.types.MethodNum;
import io.jfvm.types.TokenAmount;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class PreCommittingTest {
  private static final long PRE_COMMIT = 28;
  private static final ExitCode ILLEGAL = ExitCode.USR_ILLEGAL_ARGUMENT;

  private final OnboardingFixture miner = new OnboardingFixture();
  private final MockRuntime rt = miner.rt;

  private static SectorPreCommit with(
      long proof, long number, Cid sealedCid, long challenge, long expiration) {
    return new SectorPreCommit(
        proof,
        number,
        sealedCid,
        new ChainEpoch(challenge),
        List.of(),
        new ChainEpoch(expiration),
        Optional.empty());
  }

  private static SectorPreCommit withDeals(long number, Optional<Cid> unsealed, Long... dealIds) {
    return new SectorPreCommit(
        SEAL,
        number,
        sealed(number),
        new ChainEpoch(EPOCH - 1),
        List.of(dealIds),
        new ChainEpoch(EXPIRATION),
        unsealed);
  }

  private void refuse(ExitCode code, ActorId caller, SectorPreCommit... sectors) {
    miner.refuse(
        code,
        caller,
        PRE_COMMIT,
        PreCommitSectorBatch.CODEC,
        new PreCommitSectorBatch(List.of(sectors)));
  }

  @Test
  void aDepositIsLockedForEachSector() {
    rt.addBalance(PLEDGE.times(3));
    miner.expectNetwork();
    miner.expectControllers();
    miner.expectPreCommitted(0, 7, Long.MAX_VALUE);
    miner.expectCron();
    miner.callPreCommit(OWNER, preCommit(7), preCommit(Long.MAX_VALUE), preCommit(0));
    miner.verify();

    MinerState state = miner.state();
    assertThat(state.preCommitDeposits()).isEqualTo(PLEDGE.times(3));
    assertThat(state.deadlineCronActive()).isTrue();
    assertThat(new MinerEditor(state, rt.store()).preCommits().get(7))
        .contains(new PreCommittedSector(preCommit(7), PLEDGE, new ChainEpoch(EPOCH)));
    assertThat(state.loadAllocatedSectors(rt.store()).contains(Long.MAX_VALUE)).isTrue();
  }

  @Test
  void cronIsEnrolledOnlyOnce() {
    miner.preCommitFirst(preCommit(1));
    rt.addBalance(PLEDGE);
    miner.expectNetwork();
    miner.expectControllers();
    miner.expectPreCommitted(2);
    miner.callPreCommit(WORKER, preCommit(2));
    miner.verify();
  }

  @Test
  void theDepositMustBeAvailable() {
    rt.addBalance(PLEDGE.times(2).minus(TokenAmount.ofAtto(1)));
    miner.expectNetwork();
    miner.expectControllers();
    refuse(ExitCode.USR_INSUFFICIENT_FUNDS, WORKER, preCommit(1), preCommit(2));
  }

  @Test
  void strangersPreCommitNothing() {
    rt.addBalance(PLEDGE);
    miner.expectNetwork();
    miner.expectControllers();
    refuse(ExitCode.USR_FORBIDDEN, STRANGER, preCommit(1));
  }

  @Test
  void numbersAreUsedOnce() {
    miner.preCommitFirst(preCommit(1));
    rt.addBalance(PLEDGE);
    miner.expectNetwork();
    miner.expectControllers();
    refuse(ILLEGAL, WORKER, preCommit(1));
    refuse(ILLEGAL, WORKER, preCommit(2), preCommit(2));
    refuse(ILLEGAL, WORKER);
  }

  /** A bit field takes 32 KiB; every other number takes two bits of it. */
  @Test
  void moreCleanupsAtOneEpochThanABitFieldHoldsAreASerializationFailure() {
    long due =
        EPOCH
            + new MinerPolicy(Policy.DEVNET).maxProveCommitDuration(SEAL).orElseThrow()
            + MinerPolicy.PRE_COMMIT_CLEAN_UP_DELAY;
    long[] others = LongStream.range(0, 131_071).map(i -> 2 * i).toArray();
    MinerEditor editor = new MinerEditor(miner.state(), rt.store());
    editor
        .preCommits()
        .addCleanups(
            editor.quantOfEveryDeadline(),
            new TreeMap<>(Map.of(new ChainEpoch(due), BitField.of(others))));
    rt.replaceState(MinerState.CODEC, editor.state());

    rt.addBalance(PLEDGE);
    miner.expectNetwork();
    miner.expectControllers();
    refuse(ExitCode.USR_SERIALIZATION, WORKER, preCommit(1_000_000));
  }

  @Test
  void sectorsBeyondTheirLimitsAreRefusedBeforeAnyoneIsAsked() {
    long latest = EPOCH + MinerPolicy.MAX_SECTOR_EXTENSION;
    long oldest = EPOCH - MinerPolicy.MAX_PRE_COMMIT_LOOKBACK;
    for (SectorPreCommit wrong :
        List.of(
            with(SEAL, Long.MIN_VALUE, sealed(1), EPOCH - 1, EXPIRATION),
            with(SEAL, 1, unsealed(1), EPOCH - 1, EXPIRATION),
            with(SEAL, 1, sealed(1), EPOCH, EXPIRATION),
            with(SEAL, 1, sealed(1), oldest - 1, EXPIRATION),
            with(SEAL, 1, sealed(1), EPOCH - 1, EXPIRATION - 1),
            with(SEAL, 1, sealed(1), EPOCH - 1, latest + 1),
            with(ProofFamily.SEAL_V1.number(SIZE), 1, sealed(1), EPOCH - 1, EXPIRATION),
            with(
                ProofFamily.SEAL_NON_INTERACTIVE.number(SIZE), 1, sealed(1), EPOCH - 1, EXPIRATION),
            with(
                ProofFamily.SEAL_V1_1.number(SectorSize.SIZE_32_GIB),
                1,
                sealed(1),
                EPOCH - 1,
                EXPIRATION),
            preCommit(1, Optional.of(sealed(1))))) {
      refuse(ILLEGAL, WORKER, wrong);
    }
  }

  @Test
  void theLargestU64IsNoNumberAtAll() {
    refuse(ExitCode.USR_ASSERTION_FAILED, WORKER, with(0, -1, unsealed(1), EPOCH, EXPIRATION));
  }

  @Test
  void sectorsAtTheirLimitsAreAccepted() {
    miner.preCommitFirst(
        with(
            SEAL,
            1,
            sealed(1),
            EPOCH - MinerPolicy.MAX_PRE_COMMIT_LOOKBACK,
            EPOCH + MinerPolicy.MAX_SECTOR_EXTENSION),
        with(ProofFamily.SEAL_SYNTHETIC.number(SIZE), 2, sealed(2), EPOCH - 1, EXPIRATION),
        preCommit(3, Optional.of(unsealed(3))));
  }

  @Test
  void sectorsHaveTheSizeOfTheMiner() {
    rt.addBalance(PLEDGE);
    miner.expectNetwork();
    miner.expectControllers();
    refuse(
        ILLEGAL,
        WORKER,
        with(
            ProofFamily.SEAL_V1_1.number(SectorSize.SIZE_8_MIB),
            1,
            sealed(1),
            EPOCH - 1,
            EXPIRATION));
  }

  // --- deals

  private void expectVerifiedDeals(List<SectorDeals> deals, List<Optional<Cid>> unsealed) {
    rt.expectSend(
        ActorId.MARKET.address(),
        MarketActor.VERIFY_DEALS_FOR_ACTIVATION,
        OnboardingFixture.block(
            VerifyDealsForActivation.CODEC, new VerifyDealsForActivation(deals)),
        TokenAmount.ZERO,
        returned(DealsVerified.CODEC, new DealsVerified(unsealed)));
  }

  private static SectorDeals deals(long sector, Long... ids) {
    return new SectorDeals(sector, SEAL, new ChainEpoch(EXPIRATION), List.of(ids));
  }

  @Test
  void theDataOfDealsIsWhatTheMarketSays() {
    rt.addBalance(PLEDGE.times(2));
    for (Optional<Cid> said : List.of(Optional.of(unsealed(5)), Optional.of(unsealed(6)))) {
      miner.expectNetwork();
      expectVerifiedDeals(List.of(deals(1, 9L), deals(2)), List.of(said, Optional.empty()));
      miner.expectControllers();
      SectorPreCommit[] sectors = {
        withDeals(1, Optional.of(unsealed(6)), 9L), withDeals(2, Optional.of(unsealed(7)))
      };
      if (said.equals(sectors[0].unsealedCid())) {
        miner.expectPreCommitted(1, 2);
        miner.expectCron();
        miner.callPreCommit(WORKER, sectors);
        miner.verify();
      } else {
        refuse(ILLEGAL, WORKER, sectors);
      }
    }
  }

  @Test
  void anAnswerAboutOtherSectorsIsRefused() {
    rt.addBalance(PLEDGE);
    miner.expectNetwork();
    expectVerifiedDeals(List.of(deals(1, 9L)), List.of());
    refuse(ExitCode.USR_ILLEGAL_STATE, WORKER, withDeals(1, Optional.empty(), 9L));
  }

  @Test
  void aSectorHolds256Deals() {
    rt.addBalance(PLEDGE);
    for (int count : List.of(257, 256)) {
      Long[] ids = LongStream.range(0, count).boxed().toArray(Long[]::new);
      miner.expectNetwork();
      expectVerifiedDeals(List.of(deals(1, ids)), List.of(Optional.of(unsealed(1))));
      miner.expectControllers();
      SectorPreCommit sector = withDeals(1, Optional.of(unsealed(1)), ids);
      if (count > 256) {
        refuse(ILLEGAL, WORKER, sector);
      } else {
        miner.expectPreCommitted(1);
        miner.expectCron();
        miner.callPreCommit(WORKER, sector);
        miner.verify();
      }
    }
  }

  // --- debts

  @Test
  void debtsArePaidFirst() {
    rt.replaceState(MinerState.CODEC, inDebt(TokenAmount.ofAtto(5)));
    rt.addBalance(PLEDGE.plus(TokenAmount.ofAtto(5)));
    miner.expectNetwork();
    miner.expectControllers();
    miner.expectPreCommitted(1);
    rt.expectSend(
        ActorId.BURNT_FUNDS.address(),
        MethodNum.SEND,
        Optional.empty(),
        TokenAmount.ofAtto(5),
        SendResult.Returned.NOTHING);
    miner.expectCron();
    miner.callPreCommit(WORKER, preCommit(1));
    miner.verify();
    assertThat(miner.state().feeDebt()).isEqualTo(TokenAmount.ZERO);
    assertThat(rt.currentBalance()).isEqualTo(PLEDGE.times(2));
  }

  private MinerState inDebt(TokenAmount debt) {
    MinerEditor editor = new MinerEditor(miner.state(), rt.store());
    editor.funds().applyPenalty(debt);
    return editor.state();
  }
}
