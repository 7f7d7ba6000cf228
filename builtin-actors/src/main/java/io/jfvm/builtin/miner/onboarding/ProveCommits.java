// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.miner.onboarding;

import io.jfvm.actor.ActorRuntime;
import io.jfvm.actor.Exits;
import io.jfvm.builtin.BatchReturn;
import io.jfvm.builtin.RawBytes;
import io.jfvm.builtin.miner.Controllers;
import io.jfvm.builtin.miner.MinerEditor;
import io.jfvm.builtin.miner.MinerInfo;
import io.jfvm.builtin.miner.MinerPolicy;
import io.jfvm.builtin.miner.MinerSends;
import io.jfvm.builtin.miner.MinerState;
import io.jfvm.builtin.miner.PreCommittedSector;
import io.jfvm.builtin.miner.SectorEvents;
import io.jfvm.builtin.miner.SectorPreCommit;
import io.jfvm.builtin.miner.onboarding.CommitValidation.Judged;
import io.jfvm.builtin.miner.onboarding.DataActivation.Activated;
import io.jfvm.builtin.miner.onboarding.DataActivation.SectorPieces;
import io.jfvm.builtin.miner.onboarding.Notifications.ActivatedSector;
import io.jfvm.builtin.miner.onboarding.OnboardingParams.ProveCommitSectors3;
import io.jfvm.builtin.miner.onboarding.OnboardingParams.SectorActivationManifest;
import io.jfvm.proof.SealProof;
import io.jfvm.types.ExitCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The proof that pre-committed sectors were sealed: each passes through validation, proof and
 * activation of its data, and those that pass all become sectors.
 *
 * <p>Source: builtin-actors {@code actors/miner/src/lib.rs} (prove_commit_sectors3).
 */
final class ProveCommits {
  private final MinerPolicy policy;

  ProveCommits(MinerPolicy policy) {
    this.policy = policy;
  }

  /** A pre-committed sector and the data it is to hold. */
  private record Commit(SectorActivationManifest manifest, PreCommittedSector preCommit) {
    SectorPreCommit sector() {
      return preCommit.sector();
    }

    SectorPieces pieces() {
      return new SectorPieces(
          manifest.pieces(),
          sector().expiration(),
          sector().sectorNumber(),
          sector().sealProof(),
          Optional.of(sector().unsealedCid()));
    }
  }

  BatchReturn prove(ActorRuntime rt, ProveCommitSectors3 params) {
    MinerEditor miner = new MinerEditor(rt.state(MinerState.CODEC), rt.store());
    MinerInfo info = Controllers.require(rt, miner);
    List<PreCommittedSector> preCommits =
        miner
            .preCommits()
            .require(
                params.activations().stream().map(SectorActivationManifest::sectorNumber).toList());
    if (preCommits.isEmpty()) {
      throw Exits.illegalArgument("no sectors to prove");
    }
    ProofForm form = checkProofs(params, preCommits.get(0).sector().sealProof());

    Judged judged =
        new CommitValidation(policy)
            .preCommitted(rt, preCommits, params.requireActivationSuccess());
    if (judged.batch().successCount() == 0) {
      throw Exits.illegalArgument("no valid precommits specified");
    }
    List<Commit> commits = new ArrayList<>();
    for (int i = 0; i < preCommits.size(); i++) {
      commits.add(new Commit(params.activations().get(i), preCommits.get(i)));
    }
    List<Commit> valid = judged.batch().successes(commits);

    BatchReturn proven = verify(rt, params, form, judged);
    if (proven.successCount() == 0) {
      throw Exits.illegalArgument("no valid proofs specified");
    }
    List<Commit> provenCommits = proven.successes(valid);

    Activated activated =
        new DataActivation(policy.network())
            .pieces(
                rt,
                provenCommits.stream().map(Commit::pieces).toList(),
                params.requireActivationSuccess());
    if (activated.batch().successCount() == 0) {
      throw Exits.illegalArgument("all data activations failed");
    }
    List<Commit> successful = activated.batch().successes(provenCommits);
    SectorActivation.activate(
        rt,
        successful.stream().map(Commit::preCommit).toList(),
        activated.data(),
        MinerSends.pledgeInputs(rt),
        info);
    tell(rt, successful, params.requireNotificationSuccess());
    return judged.batch().then(proven).then(activated.batch());
  }

  private static ProofForm checkProofs(ProveCommitSectors3 params, long sealProof) {
    ProofForm form =
        ProofForm.of(params.sectorProofs(), params.aggregateProof(), params.aggregateProofType());
    if (form == ProofForm.EACH) {
      ProofForm.requireOneEach(params.activations().size(), params.sectorProofs());
      Seals.checkSizes(sealProof, params.sectorProofs());
    } else {
      Seals.requireSnarkPackV2(params.aggregateProofType().orElse(-1L));
      Seals.checkAggregate(
          params.aggregateProof(),
          params.activations().size(),
          MinerPolicy.MIN_AGGREGATED_SECTORS,
          MinerPolicy.MAX_AGGREGATED_SECTORS);
    }
    return form;
  }

  /** How the proofs of the valid sectors fared. */
  private BatchReturn verify(
      ActorRuntime rt, ProveCommitSectors3 params, ProofForm form, Judged judged) {
    if (form == ProofForm.AGGREGATE) {
      Seals.verifyAggregate(
          rt,
          policy.network(),
          rt.receiver(),
          judged.seals().get(0).sealProof(),
          params.aggregateProof(),
          judged.seals());
      return BatchReturn.ok(Math.toIntExact(judged.batch().successCount()));
    }
    List<SealInput> inputs = judged.batch().successes(judged.seals());
    List<RawBytes> proofs = judged.batch().successes(params.sectorProofs());
    List<SealProof> seals = new ArrayList<>();
    for (int i = 0; i < inputs.size(); i++) {
      seals.add(inputs.get(i).proven(rt.receiver(), proofs.get(i)));
    }
    List<ExitCode> codes = new ArrayList<>();
    for (boolean isValid : policy.network().proofs(rt).areValid(seals)) {
      if (!isValid && params.requireActivationSuccess()) {
        throw Exits.illegalArgument("invalid proof while requiring activation success");
      }
      codes.add(isValid ? ExitCode.OK : ExitCode.USR_ILLEGAL_ARGUMENT);
    }
    return BatchReturn.of(codes);
  }

  private static void tell(ActorRuntime rt, List<Commit> commits, boolean requireSuccess) {
    List<ActivatedSector> sectors = new ArrayList<>();
    for (Commit commit : commits) {
      SectorPreCommit sector = commit.sector();
      sectors.add(
          new ActivatedSector(
              sector.sectorNumber(), sector.expiration(), commit.manifest.pieces()));
      SectorEvents.activated(
          rt,
          sector.sectorNumber(),
          sector.unsealedCid(),
          DataActivation.piecesOf(commit.manifest.pieces()));
    }
    Notifications.send(rt, sectors, requireSuccess);
  }
}
