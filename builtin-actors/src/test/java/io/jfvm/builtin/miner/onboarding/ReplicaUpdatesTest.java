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
import static io.jfvm.builtin.miner.onboarding.OnboardingFixture.SEAL;
import static io.jfvm.builtin.miner.onboarding.OnboardingFixture.SEAL_RANDOMNESS;
import static io.jfvm.builtin.miner.onboarding.OnboardingFixture.SIZE;
import static io.jfvm.builtin.miner.onboarding.OnboardingFixture.batch;
import static io.jfvm.builtin.miner.onboarding.OnboardingFixture.block;
import static io.jfvm.builtin.miner.onboarding.OnboardingFixture.event;
import static io.jfvm.builtin.miner.onboarding.OnboardingFixture.preCommit;
import static io.jfvm.builtin.miner.onboarding.OnboardingFixture.sealed;
import static io.jfvm.builtin.miner.onboarding.OnboardingFixture.unsealed;
import static org.assertj.core.api.Assertions.assertThat;

import io.jfvm.actor.DomainSeparationTag;
import io.jfvm.actor.MockRuntime;
import io.jfvm.actor.SendResult;
import io.jfvm.builtin.BatchReturn;
import io.jfvm.builtin.RawBytes;
import io.jfvm.builtin.miner.Commd;
import io.jfvm.builtin.miner.deadline.DeadlineWindow;
import io.jfvm.builtin.miner.deadline.Deadlines;
import io.jfvm.builtin.miner.deadline.PostPartition;
import io.jfvm.builtin.miner.deadline.ProvingPeriod;
import io.jfvm.builtin.miner.deadline.Sector;
import io.jfvm.builtin.miner.onboarding.OnboardingParams.PieceActivationManifest;
import io.jfvm.builtin.miner.onboarding.OnboardingParams.ProveCommitSectors3;
import io.jfvm.builtin.miner.onboarding.OnboardingParams.ProveReplicaUpdates3;
import io.jfvm.builtin.miner.onboarding.OnboardingParams.SectorActivationManifest;
import io.jfvm.builtin.miner.onboarding.OnboardingParams.SectorUpdateManifest;
import io.jfvm.builtin.miner.onboarding.OnboardingParams.VerifiedAllocationKey;
import io.jfvm.builtin.miner.proving.ProvingParams.SubmitWindowedPost;
import io.jfvm.builtin.power.PowerActor;
import io.jfvm.builtin.power.PowerParams.UpdateClaimedPower;
import io.jfvm.builtin.sector.ProofFamily;
import io.jfvm.builtin.verifreg.VerifregActor;
import io.jfvm.builtin.verifreg.VerifregParams.AllocationClaim;
import io.jfvm.builtin.verifreg.VerifregParams.AllocationsClaimed;
import io.jfvm.builtin.verifreg.VerifregParams.ClaimAllocations;
import io.jfvm.builtin.verifreg.VerifregParams.SectorClaims;
import io.jfvm.ipld.bitfield.BitField;
import io.jfvm.proof.Piece;
import io.jfvm.proof.ReplicaUpdateProof;
import io.jfvm.proof.SealProof;
import io.jfvm.proof.SectorId;
import io.jfvm.proof.WindowPostProof;
import io.jfvm.types.ActorId;
import io.jfvm.types.ChainEpoch;
import io.jfvm.types.Cid;
import io.jfvm.types.ExitCode;
import io.jfvm.types.TokenAmount;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Sectors 1 and 2 are empty and proven. */
class ReplicaUpdatesTest {
  private static final long UPDATE = 35;
  private static final long UPDATE_PROOF = ProofFamily.UPDATE.number(SIZE);
  private static final ExitCode ILLEGAL = ExitCode.USR_ILLEGAL_ARGUMENT;
  private static final RawBytes PROOF = new RawBytes(new byte[] {3});
  private static final ActorId CLIENT = new ActorId(104);

  private final OnboardingFixture miner = new OnboardingFixture();
  private final MockRuntime rt = miner.rt;
  private long deadline;

  @BeforeEach
  void proveTwoEmptySectors() {
    miner.preCommitFirst(preCommit(1), preCommit(2));
    rt.setEpoch(PROVE_EPOCH);
    proveCommits();
    Deadlines.Location first = locationOf(1);
    deadline = first.deadline();
    assertThat(locationOf(2)).isEqualTo(first);
    provePartition();
    rt.setEpoch(miner.state().deadlineAt(rt.epoch()).close().value());
  }

  private Deadlines.Location locationOf(long sector) {
    return miner.state().loadDeadlines(rt.store()).find(rt.store(), sector).orElseThrow();
  }

  private void proveCommits() {
    List<SealProof> seals = new ArrayList<>();
    List<SectorActivationManifest> activations = new ArrayList<>();
    miner.expectControllers();
    for (long number = 1; number <= 2; number++) {
      miner.expectSealRandomness(EPOCH - 1);
      miner.expectChallenge(EPOCH);
      activations.add(new SectorActivationManifest(number, List.of()));
      seals.add(
          new SealProof(
              SEAL,
              new SectorId(SELF.value(), number),
              List.of(),
              SEAL_RANDOMNESS,
              CHALLENGE,
              PROOF.bytes(),
              sealed(number),
              Commd.of(Optional.empty(), SEAL)));
      rt.expectEmit(event("sector-activated", number, Optional.empty()));
    }
    rt.proofExpectations().expect(seals, List.of(true, true));
    miner.expectNetwork();
    miner.expectPledgeChange(PLEDGE.times(2));
    miner.call(
        WORKER,
        34,
        ProveCommitSectors3.CODEC,
        new ProveCommitSectors3(
            activations, List.of(PROOF, PROOF), RawBytes.EMPTY, Optional.empty(), true, true));
    miner.verify();
  }

  private void provePartition() {
    DeadlineWindow window =
        DeadlineWindow.of(miner.state().periodStartAt(rt.epoch()), deadline, rt.epoch())
            .nextNotElapsed();
    rt.setEpoch(window.open().value() + 1);
    byte[] commitment = OnboardingFixture.bytes(5);
    rt.expectChainRandomness(
        DomainSeparationTag.POST_CHAIN_COMMIT, window.open(), new byte[0], commitment);
    miner.expectControllers();
    expectPower(2 * SIZE.bytes(), 2 * SIZE.bytes());
    miner.call(
        WORKER,
        5,
        SubmitWindowedPost.CODEC,
        new SubmitWindowedPost(
            deadline,
            List.of(new PostPartition(0, BitField.EMPTY)),
            List.of(new WindowPostProof.Proof(ProofFamily.WINDOW_POST.number(SIZE), new byte[1])),
            window.open(),
            new RawBytes(commitment)));
    miner.verify();
  }

  private void expectPower(long raw, long qualityAdjusted) {
    rt.expectSend(
        ActorId.POWER.address(),
        PowerActor.UPDATE_CLAIMED_POWER,
        block(
            UpdateClaimedPower.CODEC,
            new UpdateClaimedPower(BigInteger.valueOf(raw), BigInteger.valueOf(qualityAdjusted))),
        TokenAmount.ZERO,
        SendResult.Returned.NOTHING);
  }

  // --- updates

  private static PieceActivationManifest piece(int name) {
    return new PieceActivationManifest(unsealed(name), SIZE.bytes(), Optional.empty(), List.of());
  }

  private static PieceActivationManifest verified(int name) {
    return new PieceActivationManifest(
        unsealed(name),
        SIZE.bytes(),
        Optional.of(new VerifiedAllocationKey(CLIENT, name)),
        List.of());
  }

  private SectorUpdateManifest update(long sector, PieceActivationManifest... pieces) {
    return new SectorUpdateManifest(sector, deadline, 0, sealed(10 + sector), List.of(pieces));
  }

  private static ProveReplicaUpdates3 params(
      boolean requireActivation, SectorUpdateManifest... updates) {
    List<RawBytes> proofs = new ArrayList<>();
    for (int i = 0; i < updates.length; i++) {
      proofs.add(PROOF);
    }
    return new ProveReplicaUpdates3(
        List.of(updates),
        proofs,
        RawBytes.EMPTY,
        UPDATE_PROOF,
        Optional.empty(),
        requireActivation,
        true);
  }

  private void expectProof(long sector, PieceActivationManifest piece, Cid made, boolean valid) {
    rt.proofExpectations()
        .expectUnsealedSectorCid(SEAL, List.of(pieceOf(piece)), Optional.of(made));
    rt.proofExpectations()
        .expect(
            new ReplicaUpdateProof(
                UPDATE_PROOF, sealed(sector), sealed(10 + sector), made, PROOF.bytes()),
            valid);
  }

  private static Piece pieceOf(PieceActivationManifest manifest) {
    return new Piece(manifest.size(), manifest.cid());
  }

  private BatchReturn prove(ProveReplicaUpdates3 params) {
    BatchReturn batch = batch(miner.call(WORKER, UPDATE, ProveReplicaUpdates3.CODEC, params));
    miner.verify();
    return batch;
  }

  private void refuse(ExitCode code, ActorId caller, ProveReplicaUpdates3 params) {
    miner.refuse(code, caller, UPDATE, ProveReplicaUpdates3.CODEC, params);
  }

  @Test
  void updatedSectorsHoldDataAndVerifiedDataIsPower() {
    PieceActivationManifest plain = piece(5);
    PieceActivationManifest claimed = verified(6);
    miner.expectControllers();
    expectProof(1, plain, unsealed(50), true);
    expectProof(2, claimed, unsealed(60), true);
    rt.expectSend(
        ActorId.VERIFIED_REGISTRY.address(),
        VerifregActor.CLAIM_ALLOCATIONS,
        block(
            ClaimAllocations.CODEC,
            new ClaimAllocations(
                List.of(
                    new SectorClaims(1, new ChainEpoch(EXPIRATION), List.of()),
                    new SectorClaims(
                        2,
                        new ChainEpoch(EXPIRATION),
                        List.of(new AllocationClaim(CLIENT, 6, claimed.cid(), claimed.size())))),
                true)),
        TokenAmount.ZERO,
        returned(
            AllocationsClaimed.CODEC,
            new AllocationsClaimed(
                BatchReturn.ok(2), List.of(BigInteger.ZERO, BigInteger.valueOf(SIZE.bytes())))));
    miner.expectNetwork();
    expectPower(0, 9 * SIZE.bytes());
    rt.expectEmit(event("sector-updated", 1, Optional.of(unsealed(50)), pieceOf(plain)));
    rt.expectEmit(event("sector-updated", 2, Optional.of(unsealed(60)), pieceOf(claimed)));
    assertThat(prove(params(true, update(1, plain), update(2, claimed))))
        .isEqualTo(BatchReturn.ok(2));

    BigInteger space = BigInteger.valueOf(SIZE.bytes() * (EXPIRATION - rt.epoch().value()));
    Sector first = sector(1);
    assertThat(first.sealedCid()).isEqualTo(sealed(11));
    assertThat(first.sectorKeyCid()).contains(sealed(1));
    assertThat(first.dealWeight()).isEqualTo(space);
    assertThat(first.powerBaseEpoch()).isEqualTo(rt.epoch());
    assertThat(first.activation()).isEqualTo(new ChainEpoch(PROVE_EPOCH));
    assertThat(sector(2).verifiedDealWeight()).isEqualTo(space);

    miner.expectControllers();
    refuse(ILLEGAL, WORKER, params(true, update(1, plain)));
  }

  private Sector sector(long number) {
    return miner.state().sector(rt.store(), number).orElseThrow();
  }

  @Test
  void aSectorWhoseUpdateIsNotProvenStaysEmpty() {
    PieceActivationManifest piece = piece(5);
    for (boolean require : List.of(true, false)) {
      miner.expectControllers();
      expectProof(1, piece, unsealed(50), false);
      refuse(ILLEGAL, WORKER, params(require, update(1, piece)));
    }
    miner.expectControllers();
    expectProof(1, piece, unsealed(50), false);
    expectProof(2, piece, unsealed(50), true);
    miner.expectNetwork();
    rt.expectEmit(event("sector-updated", 2, Optional.of(unsealed(50)), pieceOf(piece)));
    assertThat(prove(params(false, update(1, piece), update(2, piece))))
        .isEqualTo(BatchReturn.of(List.of(ILLEGAL, ExitCode.OK)));
    assertThat(sector(1).sealedCid()).isEqualTo(sealed(1));
    assertThat(sector(2).sealedCid()).isEqualTo(sealed(12));
  }

  private SectorUpdateManifest at(long sectorDeadline, long partition, Cid newSealed) {
    return new SectorUpdateManifest(1, sectorDeadline, partition, newSealed, List.of(piece(5)));
  }

  @Test
  void aWrongUpdateFailsAllOnlyIfItMatters() {
    PieceActivationManifest piece = piece(5);
    long other = (deadline + 5) % ProvingPeriod.DEADLINES;
    SectorUpdateManifest elsewhere = at(deadline, 7, sealed(11));
    for (SectorUpdateManifest wrong :
        List.of(
            at(ProvingPeriod.DEADLINES, 0, sealed(11)),
            at(deadline, 0, unsealed(11)),
            at(other, 0, sealed(11)),
            elsewhere)) {
      miner.expectControllers();
      boolean isMissing = wrong.equals(elsewhere) || wrong.deadline() == other;
      refuse(isMissing ? ExitCode.USR_NOT_FOUND : ILLEGAL, WORKER, params(true, wrong));
    }
    miner.expectControllers();
    refuse(ILLEGAL, WORKER, params(true, update(1, piece), update(1, piece)));

    miner.expectControllers();
    expectProof(2, piece, unsealed(50), true);
    miner.expectNetwork();
    rt.expectEmit(event("sector-updated", 2, Optional.of(unsealed(50)), pieceOf(piece)));
    assertThat(prove(params(false, elsewhere, update(2, piece), update(2, piece))))
        .isEqualTo(BatchReturn.of(List.of(ILLEGAL, ExitCode.OK, ILLEGAL)));
  }

  @Test
  void theDeadlineOfAnUpdateIsNotTheCurrentNorTheNext() {
    PieceActivationManifest piece = piece(5);
    long close = rt.epoch().value();
    long nextOpen = close - ProvingPeriod.CHALLENGE_WINDOW + ProvingPeriod.EPOCHS;
    long from = nextOpen - ProvingPeriod.CHALLENGE_WINDOW;
    for (long immutable : List.of(close - 1, from)) {
      rt.setEpoch(immutable);
      miner.expectControllers();
      refuse(ILLEGAL, WORKER, params(true, update(1, piece)));
    }
    rt.setEpoch(from - 1);
    miner.expectControllers();
    expectProof(1, piece, unsealed(50), true);
    miner.expectNetwork();
    rt.expectEmit(event("sector-updated", 1, Optional.of(unsealed(50)), pieceOf(piece)));
    prove(params(true, update(1, piece)));
  }

  @Test
  void onlyControllersUpdateSectorsThatThereAre() {
    miner.expectControllers();
    refuse(ExitCode.USR_FORBIDDEN, STRANGER, params(true, update(1, piece(5))));
    miner.expectControllers();
    refuse(ExitCode.USR_NOT_FOUND, WORKER, params(false, update(1, piece(5)), update(3)));
  }

  private void refuseForm(
      List<RawBytes> proofs, RawBytes aggregate, long proofType, Optional<Long> aggregation) {
    miner.expectControllers();
    refuse(
        ILLEGAL,
        WORKER,
        new ProveReplicaUpdates3(
            List.of(update(1, piece(5))), proofs, aggregate, proofType, aggregation, true, true));
  }

  @Test
  void proofsComeOneForEachUpdate() {
    RawBytes none = RawBytes.EMPTY;
    refuseForm(List.of(), none, UPDATE_PROOF, Optional.empty());
    refuseForm(List.of(PROOF), PROOF, UPDATE_PROOF, Optional.of(1L));
    refuseForm(List.of(PROOF), none, UPDATE_PROOF, Optional.of(1L));
    refuseForm(List.of(PROOF, PROOF), none, UPDATE_PROOF, Optional.empty());
    refuseForm(List.of(), PROOF, UPDATE_PROOF, Optional.empty());
    refuseForm(List.of(), PROOF, UPDATE_PROOF, Optional.of(1L));
    refuseForm(List.of(PROOF), none, UPDATE_PROOF + 1, Optional.empty());
    refuseForm(List.of(new RawBytes(new byte[4097])), none, UPDATE_PROOF, Optional.empty());
  }
}
