// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.miner.onboarding;

import io.jfvm.actor.ActorException;
import io.jfvm.actor.ActorRuntime;
import io.jfvm.actor.Exits;
import io.jfvm.builtin.BatchReturn;
import io.jfvm.builtin.RawBytes;
import io.jfvm.builtin.miner.Commd;
import io.jfvm.builtin.miner.Controllers;
import io.jfvm.builtin.miner.MinerEditor;
import io.jfvm.builtin.miner.MinerInfo;
import io.jfvm.builtin.miner.MinerPolicy;
import io.jfvm.builtin.miner.MinerState;
import io.jfvm.builtin.miner.SectorEvents;
import io.jfvm.builtin.miner.deadline.DeadlineWindow;
import io.jfvm.builtin.miner.deadline.ProvingPeriod;
import io.jfvm.builtin.miner.deadline.Sector;
import io.jfvm.builtin.miner.deadline.Sectors;
import io.jfvm.builtin.miner.onboarding.DataActivation.Activated;
import io.jfvm.builtin.miner.onboarding.DataActivation.SectorPieces;
import io.jfvm.builtin.miner.onboarding.Notifications.ActivatedSector;
import io.jfvm.builtin.miner.onboarding.OnboardingParams.ProveReplicaUpdates3;
import io.jfvm.builtin.miner.onboarding.OnboardingParams.SectorUpdateManifest;
import io.jfvm.builtin.sector.ProofFamily;
import io.jfvm.builtin.sector.SealProofs;
import io.jfvm.proof.ReplicaUpdateProof;
import io.jfvm.types.Cid;
import io.jfvm.types.ExitCode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Data put into sectors that held none: each update passes through validation, proof and activation
 * of its data.
 *
 * <p>Source: builtin-actors {@code actors/miner/src/lib.rs} (prove_replica_updates3,
 * validate_replica_updates), FIP-0019.
 */
final class ReplicaUpdates {
  private final MinerPolicy policy;

  ReplicaUpdates(MinerPolicy policy) {
    this.policy = policy;
  }

  /**
   * A sector and what it is to hold.
   *
   * @param proof empty if there is none
   */
  record Update(SectorUpdateManifest manifest, Sector sector, RawBytes proof) {
    SectorPieces pieces() {
      return new SectorPieces(
          manifest.pieces(),
          sector.expiration(),
          sector.number(),
          sector.sealProof(),
          Optional.empty());
    }
  }

  /** An update and the commitment that its pieces make; absent if they are none. */
  private record Proven(Update update, Optional<Cid> commitment) {}

  BatchReturn prove(ActorRuntime rt, ProveReplicaUpdates3 params) {
    MinerEditor miner = new MinerEditor(rt.state(MinerState.CODEC), rt.store());
    MinerInfo info = Controllers.require(rt, miner);
    ProofForm form =
        ProofForm.of(params.sectorProofs(), params.aggregateProof(), params.aggregateProofType());
    if (form == ProofForm.AGGREGATE && params.aggregateProofType().isEmpty()) {
      throw Exits.illegalArgument(
          "aggregate proof type must be specified when aggregate proof is specified");
    }
    Sectors sectors = miner.loadSectors();
    List<Update> updates = updates(params, sectors);

    BatchReturn validated = validate(rt, miner, updates, params);
    List<Update> valid = validated.successes(updates);

    if (form == ProofForm.AGGREGATE) {
      throw Exits.illegalArgument("aggregate update proofs not yet supported");
    }
    ProofForm.requireOneEach(updates.size(), params.sectorProofs());
    DataActivation activation = new DataActivation(policy.network());
    List<Proven> provable = new ArrayList<>();
    List<ExitCode> codes = new ArrayList<>();
    for (Update update : valid) {
      Proven candidate =
          new Proven(
              update,
              activation.commitmentTo(rt, update.manifest.pieces(), update.sector.sealProof()));
      provable.add(candidate);
      codes.add(verify(rt, params, candidate));
    }
    BatchReturn proven = BatchReturn.of(codes);
    if (proven.successCount() == 0) {
      throw Exits.illegalArgument("no valid updates");
    }
    List<Proven> provenUpdates = proven.successes(provable);

    Activated activated =
        activation.pieces(
            rt,
            provenUpdates.stream().map(one -> one.update.pieces()).toList(),
            params.requireActivationSuccess());
    if (activated.batch().successCount() == 0) {
      throw Exits.illegalArgument("all data activations failed");
    }
    List<Proven> successful = activated.batch().successes(provenUpdates);
    new ReplicaReplacement(rt, info.sectorSize())
        .replace(sectors, successful.stream().map(Proven::update).toList(), activated.data());
    tell(rt, successful, params.requireNotificationSuccess());
    return validated.then(proven).then(activated.batch());
  }

  private static List<Update> updates(ProveReplicaUpdates3 params, Sectors sectors) {
    List<Update> updates = new ArrayList<>();
    for (int i = 0; i < params.updates().size(); i++) {
      SectorUpdateManifest manifest = params.updates().get(i);
      RawBytes proof =
          i < params.sectorProofs().size() ? params.sectorProofs().get(i) : RawBytes.EMPTY;
      updates.add(new Update(manifest, sectors.mustGet(manifest.sector()), proof));
    }
    return updates;
  }

  // --- validation

  private static BatchReturn validate(
      ActorRuntime rt, MinerEditor miner, List<Update> updates, ProveReplicaUpdates3 params) {
    Set<Long> seen = new HashSet<>();
    List<ExitCode> codes = new ArrayList<>();
    for (Update update : updates) {
      try {
        require(seen.add(update.manifest.sector()), update, "is named twice");
        validate(rt, miner, update, params.updateProofsType());
        codes.add(ExitCode.OK);
      } catch (ActorException e) {
        if (params.requireActivationSuccess()) {
          throw e;
        }
        codes.add(ExitCode.USR_ILLEGAL_ARGUMENT);
      }
    }
    return BatchReturn.of(codes);
  }

  private static void validate(
      ActorRuntime rt, MinerEditor miner, Update update, long updateProofType) {
    SectorUpdateManifest manifest = update.manifest;
    Sector sector = update.sector;
    require(
        update.proof.bytes().length <= MinerPolicy.MAX_UPDATE_PROOF_BYTES,
        update,
        "has a proof of " + update.proof.bytes().length + " bytes");
    require(
        Long.compareUnsigned(manifest.deadline(), ProvingPeriod.DEADLINES) < 0,
        update,
        "in a deadline out of range");
    require(
        Commd.isSealedSector(manifest.newSealedCid()),
        update,
        "has a new sealed CID with a wrong prefix");
    require(
        DeadlineWindow.isMutable(miner.periodStartAt(rt.epoch()), manifest.deadline(), rt.epoch()),
        update,
        "in immutable deadline " + manifest.deadline());
    require(
        miner
            .deadlines()
            .isSectorActive(manifest.deadline(), manifest.partition(), manifest.sector(), true),
        update,
        "is not active");
    require(
        sector.dealWeight().add(sector.verifiedDealWeight()).signum() == 0,
        update,
        "already holds data");
    long expected =
        SealProofs.sizeOf(sector.sealProof())
            .map(ProofFamily.UPDATE::number)
            .orElseThrow(
                () -> Exits.illegalState("no update proof for seal proof " + sector.sealProof()));
    require(
        updateProofType == expected,
        update,
        "needs proof type " + expected + ", not " + updateProofType);
  }

  private static void require(boolean holds, Update update, String otherwise) {
    if (!holds) {
      throw Exits.illegalArgument(
          "sector " + Long.toUnsignedString(update.manifest.sector()) + " " + otherwise);
    }
  }

  // --- proof

  private ExitCode verify(ActorRuntime rt, ProveReplicaUpdates3 params, Proven candidate) {
    Update update = candidate.update;
    ReplicaUpdateProof proof =
        new ReplicaUpdateProof(
            params.updateProofsType(),
            update.sector.sealedCid(),
            update.manifest.newSealedCid(),
            Commd.of(candidate.commitment, update.sector.sealProof()),
            update.proof.bytes());
    if (policy.network().proofs(rt).isValid(proof)) {
      return ExitCode.OK;
    }
    require(
        !params.requireActivationSuccess(),
        update,
        "has an invalid proof while requiring activation success");
    return ExitCode.USR_ILLEGAL_ARGUMENT;
  }

  private static void tell(ActorRuntime rt, List<Proven> updates, boolean requireSuccess) {
    List<ActivatedSector> sectors = new ArrayList<>();
    for (Proven proven : updates) {
      SectorUpdateManifest manifest = proven.update.manifest;
      sectors.add(
          new ActivatedSector(
              manifest.sector(), proven.update.sector.expiration(), manifest.pieces()));
      SectorEvents.updated(
          rt, manifest.sector(), proven.commitment, DataActivation.piecesOf(manifest.pieces()));
    }
    Notifications.send(rt, sectors, requireSuccess);
  }
}
