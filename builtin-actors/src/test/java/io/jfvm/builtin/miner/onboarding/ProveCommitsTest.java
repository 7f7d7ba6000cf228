// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.miner.onboarding;

import static io.jfvm.builtin.miner.MinerHarness.EPOCH;
import static io.jfvm.builtin.miner.MinerHarness.SELF;
import static io.jfvm.builtin.miner.MinerHarness.STRANGER;
import static io.jfvm.builtin.miner.MinerHarness.WORKER;
import static io.jfvm.builtin.miner.MinerHarness.returned;
import static io.jfvm.builtin.miner.onboarding.OnboardingFixture.CHALLENGE;
import static io.jfvm.builtin.miner.onboarding.OnboardingFixture.EXPIRATION;
import static io.jfvm.builtin.miner.onboarding.OnboardingFixture.PLEDGE;
import static io.jfvm.builtin.miner.onboarding.OnboardingFixture.PROVE_EPOCH;
import static io.jfvm.builtin.miner.onboarding.OnboardingFixture.PROVE_WINDOW;
import static io.jfvm.builtin.miner.onboarding.OnboardingFixture.SEAL;
import static io.jfvm.builtin.miner.onboarding.OnboardingFixture.SEAL_RANDOMNESS;
import static io.jfvm.builtin.miner.onboarding.OnboardingFixture.batch;
import static io.jfvm.builtin.miner.onboarding.OnboardingFixture.event;
import static io.jfvm.builtin.miner.onboarding.OnboardingFixture.preCommit;
import static io.jfvm.builtin.miner.onboarding.OnboardingFixture.sealed;
import static io.jfvm.builtin.miner.onboarding.OnboardingFixture.unsealed;
import static org.assertj.core.api.Assertions.assertThat;

import io.jfvm.actor.MockRuntime;
import io.jfvm.actor.SendResult;
import io.jfvm.builtin.BatchReturn;
import io.jfvm.builtin.RawBytes;
import io.jfvm.builtin.miner.Commd;
import io.jfvm.builtin.miner.MinerEditor;
import io.jfvm.builtin.miner.MinerState;
import io.jfvm.builtin.miner.SectorContentChanged;
import io.jfvm.builtin.miner.SectorContentChanged.PieceChange;
import io.jfvm.builtin.miner.SectorContentChanged.SectorChanges;
import io.jfvm.builtin.miner.SectorPreCommit;
import io.jfvm.builtin.miner.deadline.Sector;
import io.jfvm.builtin.miner.onboarding.OnboardingParams.DataActivationNotification;
import io.jfvm.builtin.miner.onboarding.OnboardingParams.PieceActivationManifest;
import io.jfvm.builtin.miner.onboarding.OnboardingParams.ProveCommitSectors3;
import io.jfvm.builtin.miner.onboarding.OnboardingParams.SectorActivationManifest;
import io.jfvm.builtin.miner.onboarding.OnboardingParams.VerifiedAllocationKey;
import io.jfvm.builtin.verifreg.VerifregActor;
import io.jfvm.builtin.verifreg.VerifregParams.AllocationClaim;
import io.jfvm.builtin.verifreg.VerifregParams.AllocationsClaimed;
import io.jfvm.builtin.verifreg.VerifregParams.ClaimAllocations;
import io.jfvm.builtin.verifreg.VerifregParams.SectorClaims;
import io.jfvm.proof.AggregateSealProof;
import io.jfvm.proof.Piece;
import io.jfvm.proof.SealProof;
import io.jfvm.proof.SectorId;
import io.jfvm.types.ActorId;
import io.jfvm.types.ChainEpoch;
import io.jfvm.types.Cid;
import io.jfvm.types.ExitCode;
import io.jfvm.types.TokenAmount;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProveCommitsTest {
  private static final long PROVE = 34;
  private static final ExitCode ILLEGAL = ExitCode.USR_ILLEGAL_ARGUMENT;
  private static final RawBytes PROOF = new RawBytes(new byte[192]);
  private static final Cid ZEROS = Commd.of(Optional.empty(), SEAL);
  private static final ActorId CLIENT = new ActorId(104);
  private static final ActorId RECEIVER = new ActorId(200);

  private final OnboardingFixture miner = new OnboardingFixture();
  private final MockRuntime rt = miner.rt;

  private static SectorActivationManifest empty(long sector) {
    return new SectorActivationManifest(sector, List.of());
  }

  /** Proves each sector by itself, with as many proofs. */
  private static ProveCommitSectors3 each(
      boolean requireActivation, SectorActivationManifest... activations) {
    List<RawBytes> proofs = new ArrayList<>();
    for (int i = 0; i < activations.length; i++) {
      proofs.add(PROOF);
    }
    return new ProveCommitSectors3(
        List.of(activations), proofs, RawBytes.EMPTY, Optional.empty(), requireActivation, false);
  }

  private static ProveCommitSectors3 form(
      List<RawBytes> proofs, RawBytes aggregate, Optional<Long> type, long... sectors) {
    List<SectorActivationManifest> activations = new ArrayList<>();
    for (long sector : sectors) {
      activations.add(empty(sector));
    }
    return new ProveCommitSectors3(activations, proofs, aggregate, type, true, true);
  }

  private static SealProof seal(long sector, Cid unsealed) {
    return new SealProof(
        SEAL,
        new SectorId(SELF.value(), sector),
        List.of(),
        SEAL_RANDOMNESS,
        CHALLENGE,
        PROOF.bytes(),
        sealed(sector),
        unsealed);
  }

  /** The miner asks for the randomness of so many seals. */
  private void expectRandomness(int sectors) {
    miner.expectControllers();
    for (int i = 0; i < sectors; i++) {
      miner.expectSealRandomness(EPOCH - 1);
      miner.expectChallenge(EPOCH);
    }
  }

  private void expectSeals(List<SealProof> seals, List<Boolean> valid) {
    expectRandomness(seals.size());
    rt.proofExpectations().expect(seals, valid);
  }

  /** So many sectors come to be pledged for, the first numbers first. */
  private void expectActivation(int sectors) {
    miner.expectNetwork();
    miner.expectPledgeChange(PLEDGE.times(sectors));
  }

  private BatchReturn prove(ProveCommitSectors3 params) {
    BatchReturn batch = batch(miner.call(WORKER, PROVE, ProveCommitSectors3.CODEC, params));
    miner.verify();
    return batch;
  }

  private void refuse(ExitCode code, ActorId caller, ProveCommitSectors3 params) {
    miner.refuse(code, caller, PROVE, ProveCommitSectors3.CODEC, params);
  }

  private void preCommitted(int count) {
    SectorPreCommit[] sectors = new SectorPreCommit[count];
    for (int i = 0; i < count; i++) {
      sectors[i] = preCommit(i + 1);
    }
    miner.preCommitFirst(sectors);
    rt.setEpoch(PROVE_EPOCH);
  }

  private Sector sector(long number) {
    return miner.state().sector(rt.store(), number).orElseThrow();
  }

  // --- one proof for each

  @Test
  void provenSectorsTurnTheirDepositsIntoPledges() {
    preCommitted(2);
    expectSeals(List.of(seal(2, ZEROS), seal(1, ZEROS)), List.of(true, true));
    expectActivation(2);
    rt.expectEmit(event("sector-activated", 2, Optional.empty()));
    rt.expectEmit(event("sector-activated", 1, Optional.empty()));
    assertThat(prove(each(true, empty(2), empty(1)))).isEqualTo(BatchReturn.ok(2));

    MinerState state = miner.state();
    assertThat(state.preCommitDeposits()).isEqualTo(TokenAmount.ZERO);
    assertThat(state.initialPledge()).isEqualTo(PLEDGE.times(2));
    assertThat(new MinerEditor(state, rt.store()).preCommits().get(1)).isEmpty();
    assertThat(sector(1))
        .isEqualTo(
            SectorActivation.newSector(
                1,
                SEAL,
                sealed(1),
                new ChainEpoch(PROVE_EPOCH),
                new ChainEpoch(EXPIRATION),
                BigInteger.ZERO,
                BigInteger.ZERO,
                PLEDGE,
                TokenAmount.ZERO));
  }

  @Test
  void aSectorWhoseProofIsInvalidStaysPreCommitted() {
    preCommitted(3);
    List<SealProof> seals = List.of(seal(1, ZEROS), seal(2, ZEROS), seal(3, ZEROS));
    expectSeals(seals, List.of(true, false, true));
    refuse(ILLEGAL, WORKER, each(true, empty(1), empty(2), empty(3)));

    expectSeals(seals, List.of(true, false, true));
    expectActivation(2);
    rt.expectEmit(event("sector-activated", 1, Optional.empty()));
    rt.expectEmit(event("sector-activated", 3, Optional.empty()));
    assertThat(prove(each(false, empty(1), empty(2), empty(3))))
        .isEqualTo(BatchReturn.of(List.of(ExitCode.OK, ILLEGAL, ExitCode.OK)));
    assertThat(miner.state().preCommitDeposits()).isEqualTo(PLEDGE);
    assertThat(miner.state().sector(rt.store(), 2)).isEmpty();

    expectSeals(List.of(seal(2, ZEROS)), List.of(false));
    refuse(ILLEGAL, WORKER, each(false, empty(2)));
  }

  @Test
  void sectorsAreProvenAfterTheirChallengeAndBeforeTheyAreTooLate() {
    preCommitted(2);
    rt.setEpoch(PROVE_EPOCH - 1);
    miner.expectControllers();
    refuse(ExitCode.USR_FORBIDDEN, WORKER, each(false, empty(1)));

    rt.setEpoch(EPOCH + PROVE_WINDOW);
    expectSeals(List.of(seal(1, ZEROS)), List.of(true));
    expectActivation(1);
    rt.expectEmit(event("sector-activated", 1, Optional.empty()));
    prove(each(true, empty(1)));

    rt.setEpoch(EPOCH + PROVE_WINDOW + 1);
    expectRandomness(1);
    refuse(ILLEGAL, WORKER, each(false, empty(2)));
  }

  @Test
  void onlyControllersProveWhatWasPreCommitted() {
    preCommitted(1);
    miner.expectControllers();
    refuse(ExitCode.USR_FORBIDDEN, STRANGER, each(true, empty(1)));
    miner.expectControllers();
    refuse(ExitCode.USR_NOT_FOUND, WORKER, each(false, empty(1), empty(2)));
    miner.expectControllers();
    refuse(ILLEGAL, WORKER, each(false, empty(Long.MIN_VALUE)));
    miner.expectControllers();
    refuse(ILLEGAL, WORKER, each(false));
  }

  @Test
  void proofsComeInOneForm() {
    preCommitted(4);
    List<RawBytes> four = List.of(PROOF, PROOF, PROOF, PROOF);
    RawBytes none = RawBytes.EMPTY;
    Optional<Long> v2 = Optional.of(1L);
    RawBytes tooLong = new RawBytes(new byte[193]);
    for (ProveCommitSectors3 wrong :
        List.of(
            form(List.of(), none, Optional.empty(), 1, 2, 3, 4),
            form(four, PROOF, v2, 1, 2, 3, 4),
            form(four, none, v2, 1, 2, 3, 4),
            form(four, none, Optional.empty(), 1, 2, 3),
            form(List.of(tooLong), none, Optional.empty(), 1),
            form(List.of(), PROOF, Optional.empty(), 1, 2, 3, 4),
            form(List.of(), PROOF, Optional.of(0L), 1, 2, 3, 4),
            form(List.of(), PROOF, v2, 1, 2, 3),
            form(List.of(), new RawBytes(new byte[81_961]), v2, 1, 2, 3, 4))) {
      miner.expectControllers();
      refuse(ILLEGAL, WORKER, wrong);
    }
  }

  // --- one proof for all

  private void expectAggregate(RawBytes proof, boolean valid, long... sectors) {
    expectRandomness(sectors.length);
    List<AggregateSealProof.Seal> seals = new ArrayList<>();
    for (long sector : sectors) {
      seals.add(
          new AggregateSealProof.Seal(sector, SEAL_RANDOMNESS, CHALLENGE, sealed(sector), ZEROS));
    }
    rt.proofExpectations()
        .expect(new AggregateSealProof(SELF.value(), SEAL, 1, proof.bytes(), seals), valid);
  }

  @Test
  void anAggregateAnswersForAll() {
    preCommitted(4);
    RawBytes longest = new RawBytes(new byte[81_960]);
    ProveCommitSectors3 params = form(List.of(), longest, Optional.of(1L), 1, 2, 3, 4);
    expectAggregate(longest, false, 1, 2, 3, 4);
    refuse(ILLEGAL, WORKER, params);
    expectAggregate(longest, true, 1, 2, 3, 4);
    expectActivation(4);
    for (long number = 1; number <= 4; number++) {
      rt.expectEmit(event("sector-activated", number, Optional.empty()));
    }
    assertThat(prove(params)).isEqualTo(BatchReturn.ok(4));
  }

  // --- data

  private static PieceActivationManifest piece(int name, long size) {
    return new PieceActivationManifest(unsealed(name), size, Optional.empty(), List.of());
  }

  private static PieceActivationManifest verified(int name, long size, long allocation) {
    return new PieceActivationManifest(
        unsealed(name),
        size,
        Optional.of(new VerifiedAllocationKey(CLIENT, allocation)),
        List.of());
  }

  private static Piece pieceOf(PieceActivationManifest manifest) {
    return new Piece(manifest.size(), manifest.cid());
  }

  private void expectClaims(
      boolean allOrNothing, AllocationsClaimed answer, List<SectorClaims> sectors) {
    rt.expectSend(
        ActorId.VERIFIED_REGISTRY.address(),
        VerifregActor.CLAIM_ALLOCATIONS,
        OnboardingFixture.block(
            ClaimAllocations.CODEC, new ClaimAllocations(sectors, allOrNothing)),
        TokenAmount.ZERO,
        returned(AllocationsClaimed.CODEC, answer));
  }

  private static SectorClaims claims(long sector, AllocationClaim... claims) {
    return new SectorClaims(sector, new ChainEpoch(EXPIRATION), List.of(claims));
  }

  private void preCommittedWithData() {
    miner.preCommitFirst(
        preCommit(1, Optional.of(unsealed(50))), preCommit(2, Optional.of(unsealed(60))));
    rt.setEpoch(PROVE_EPOCH);
  }

  @Test
  void verifiedPiecesAreClaimedAndCountMore() {
    preCommittedWithData();
    PieceActivationManifest plain = piece(5, 1024);
    PieceActivationManifest claimed = verified(6, 512, 77);
    expectSeals(List.of(seal(1, unsealed(50))), List.of(true));
    rt.proofExpectations()
        .expectUnsealedSectorCid(
            SEAL, List.of(pieceOf(plain), pieceOf(claimed)), Optional.of(unsealed(50)));
    expectClaims(
        true,
        new AllocationsClaimed(BatchReturn.ok(1), List.of(BigInteger.valueOf(512))),
        List.of(claims(1, new AllocationClaim(CLIENT, 77, unsealed(6), 512))));
    expectActivation(1);
    rt.expectEmit(
        event("sector-activated", 1, Optional.of(unsealed(50)), pieceOf(plain), pieceOf(claimed)));
    assertThat(prove(each(true, new SectorActivationManifest(1, List.of(plain, claimed)))))
        .isEqualTo(BatchReturn.ok(1));
    long epochs = EXPIRATION - PROVE_EPOCH;
    assertThat(sector(1).dealWeight()).isEqualTo(BigInteger.valueOf(1024 * epochs));
    assertThat(sector(1).verifiedDealWeight()).isEqualTo(BigInteger.valueOf(512 * epochs));
  }

  @Test
  void aSectorWhoseClaimFailsStaysPreCommitted() {
    preCommittedWithData();
    PieceActivationManifest first = verified(5, 2048, 1);
    PieceActivationManifest second = verified(6, 2048, 2);
    expectSeals(List.of(seal(1, unsealed(50)), seal(2, unsealed(60))), List.of(true, true));
    rt.proofExpectations()
        .expectUnsealedSectorCid(SEAL, List.of(pieceOf(first)), Optional.of(unsealed(50)));
    rt.proofExpectations()
        .expectUnsealedSectorCid(SEAL, List.of(pieceOf(second)), Optional.of(unsealed(60)));
    BatchReturn claimed = BatchReturn.of(List.of(ExitCode.USR_NOT_FOUND, ExitCode.OK));
    expectClaims(
        false,
        new AllocationsClaimed(claimed, List.of(BigInteger.valueOf(2048))),
        List.of(
            claims(1, new AllocationClaim(CLIENT, 1, unsealed(5), 2048)),
            claims(2, new AllocationClaim(CLIENT, 2, unsealed(6), 2048))));
    expectActivation(1);
    rt.expectEmit(event("sector-activated", 2, Optional.of(unsealed(60)), pieceOf(second)));
    assertThat(
            prove(
                each(
                    false,
                    new SectorActivationManifest(1, List.of(first)),
                    new SectorActivationManifest(2, List.of(second)))))
        .isEqualTo(claimed);
    assertThat(miner.state().sector(rt.store(), 1)).isEmpty();
    assertThat(miner.state().preCommitDeposits()).isEqualTo(PLEDGE);
  }

  @Test
  void piecesMustMakeWhatWasDeclared() {
    preCommittedWithData();
    PieceActivationManifest piece = piece(5, 2048);
    for (Optional<Cid> made : List.of(Optional.of(unsealed(51)), Optional.<Cid>empty())) {
      expectSeals(List.of(seal(1, unsealed(50))), List.of(true));
      rt.proofExpectations().expectUnsealedSectorCid(SEAL, List.of(pieceOf(piece)), made);
      refuse(ILLEGAL, WORKER, each(false, new SectorActivationManifest(1, List.of(piece))));
    }
    expectSeals(List.of(seal(1, unsealed(50))), List.of(true));
    refuse(ILLEGAL, WORKER, each(false, empty(1)));
  }

  @Test
  void aRefusedNotificationFailsAllIfItMatters() {
    preCommittedWithData();
    RawBytes payload = new RawBytes(new byte[] {4});
    PieceActivationManifest piece =
        new PieceActivationManifest(
            unsealed(5),
            2048,
            Optional.empty(),
            List.of(new DataActivationNotification(RECEIVER.address(), payload)));
    for (boolean matters : List.of(true, false)) {
      expectSeals(List.of(seal(1, unsealed(50))), List.of(true));
      rt.proofExpectations()
          .expectUnsealedSectorCid(SEAL, List.of(pieceOf(piece)), Optional.of(unsealed(50)));
      expectActivation(1);
      rt.expectEmit(event("sector-activated", 1, Optional.of(unsealed(50)), pieceOf(piece)));
      rt.expectSend(
          RECEIVER.address(),
          SectorContentChanged.METHOD,
          OnboardingFixture.block(
              SectorContentChanged.PARAMS,
              List.of(
                  new SectorChanges(
                      1,
                      new ChainEpoch(EXPIRATION),
                      List.of(new PieceChange(unsealed(5), 2048, payload))))),
          TokenAmount.ZERO,
          SendResult.Returned.of(new ExitCode(44)));
      ProveCommitSectors3 params =
          new ProveCommitSectors3(
              List.of(new SectorActivationManifest(1, List.of(piece))),
              List.of(PROOF),
              RawBytes.EMPTY,
              Optional.empty(),
              true,
              matters);
      if (matters) {
        refuse(new ExitCode(1002), WORKER, params);
      } else {
        assertThat(prove(params).allOk()).isTrue();
      }
    }
  }

  // --- money

  @Test
  void pledgesAndFeesFollowTheSupply() {
    preCommitted(1);
    rt.setCirculatingSupply(TokenAmount.ofFil(1_000_000_000));
    TokenAmount cap = // of 1 FIL for 32 GiB
        new TokenAmount(BigInteger.TEN.pow(18).shiftRight(35).multiply(BigInteger.valueOf(2048)));
    rt.addBalance(cap.minus(PLEDGE).minus(TokenAmount.ofAtto(1)));
    expectSeals(List.of(seal(1, ZEROS)), List.of(true));
    miner.expectNetwork();
    refuse(ExitCode.USR_INSUFFICIENT_FUNDS, WORKER, each(true, empty(1)));

    rt.addBalance(TokenAmount.ofAtto(1));
    expectSeals(List.of(seal(1, ZEROS)), List.of(true));
    miner.expectNetwork();
    miner.expectPledgeChange(cap);
    rt.expectEmit(event("sector-activated", 1, Optional.empty()));
    prove(each(true, empty(1)));
    assertThat(sector(1).initialPledge()).isEqualTo(cap);
    assertThat(sector(1).dailyFee()).isEqualTo(TokenAmount.ofAtto(161_817L * 2048 / 1000));
  }
}
