// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.miner.onboarding;

import static io.jfvm.builtin.CheckedArithmetic.add;
import static io.jfvm.builtin.CheckedArithmetic.subtract;

import io.jfvm.actor.ActorException;
import io.jfvm.actor.ActorRuntime;
import io.jfvm.actor.DomainSeparationTag;
import io.jfvm.actor.Exits;
import io.jfvm.builtin.BatchReturn;
import io.jfvm.builtin.miner.Commd;
import io.jfvm.builtin.miner.MinerPolicy;
import io.jfvm.builtin.miner.PreCommittedSector;
import io.jfvm.builtin.miner.SectorLifetime;
import io.jfvm.builtin.miner.SectorPreCommit;
import io.jfvm.builtin.miner.deadline.Sector;
import io.jfvm.builtin.miner.onboarding.OnboardingParams.ProveCommitSectorsNi;
import io.jfvm.builtin.miner.onboarding.OnboardingParams.SectorNiActivation;
import io.jfvm.types.Address;
import io.jfvm.types.ChainEpoch;
import io.jfvm.types.Cid;
import io.jfvm.types.ExitCode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Whether sectors may become proven now. Sectors that may not are judged with the others, since an
 * aggregate proof answers for all.
 *
 * <p>Source: builtin-actors {@code actors/miner/src/lib.rs} (validate_precommits,
 * validate_ni_sectors).
 */
final class CommitValidation {
  private static final int RANDOMNESS_BYTES = 32;

  private final MinerPolicy policy;

  CommitValidation(MinerPolicy policy) {
    this.policy = policy;
  }

  /**
   * Which sectors may become proven.
   *
   * @param seals what the proofs of all sectors are judged against
   */
  record Judged(BatchReturn batch, List<SealInput> seals) {}

  /**
   * Judges pre-committed sectors, which may not name deals.
   *
   * @param allOrNothing whether one that may not become proven fails all
   */
  Judged preCommitted(ActorRuntime rt, List<PreCommittedSector> sectors, boolean allOrNothing) {
    List<ExitCode> codes = new ArrayList<>();
    List<SealInput> seals = new ArrayList<>();
    long sealProof = sectors.get(0).sector().sealProof();
    for (PreCommittedSector sector : sectors) {
      boolean isGood = isInTime(rt.epoch(), sector) && sector.sector().dealIds().isEmpty();
      if (sector.sector().sealProof() != sealProof) {
        throw Exits.illegalState("mismatched seal proofs in one batch");
      }
      seals.add(sealOf(rt, sector));
      codes.add(judge(isGood, allOrNothing, sector.sector().sectorNumber()));
    }
    return new Judged(BatchReturn.of(codes), seals);
  }

  private boolean isInTime(ChainEpoch now, PreCommittedSector sector) {
    long sealProof = sector.sector().sealProof();
    long longest =
        policy
            .maxProveCommitDuration(sealProof)
            .orElseThrow(
                () -> Exits.illegalState("no max seal duration for proof type: " + sealProof));
    return now.value() <= add(sector.epoch().value(), longest);
  }

  private SealInput sealOf(ActorRuntime rt, PreCommittedSector sector) {
    SectorPreCommit preCommit = sector.sector();
    ChainEpoch interactive =
        new ChainEpoch(add(sector.epoch().value(), policy.network().preCommitChallengeDelay()));
    if (rt.epoch().compareTo(interactive) <= 0) {
      throw Exits.forbidden("too early to prove sector");
    }
    byte[] randomness = sealRandomness(rt, preCommit.sealRandEpoch());
    byte[] challenge =
        rt.beaconRandomness(
            DomainSeparationTag.INTERACTIVE_SEAL_CHALLENGE_SEED, interactive, entropy(rt));
    return new SealInput(
        preCommit.sealProof(),
        preCommit.sectorNumber(),
        randomness,
        challenge,
        preCommit.sealedCid(),
        Commd.of(preCommit.unsealedCid(), preCommit.sealProof()));
  }

  /** Judges sectors sealed without interaction. */
  Judged nonInteractive(ActorRuntime rt, ProveCommitSectorsNi params) {
    long earliest = subtract(rt.epoch().value(), MinerPolicy.MAX_NI_LOOKBACK);
    Cid zeros = Commd.of(Optional.empty(), params.sealProofType());
    byte[] noInteraction = new byte[RANDOMNESS_BYTES];
    Arrays.fill(noInteraction, (byte) 1);
    List<ExitCode> codes = new ArrayList<>();
    List<SealInput> seals = new ArrayList<>();
    DistinctNumbers numbers = new DistinctNumbers();
    for (SectorNiActivation sector : params.sectors()) {
      numbers.add(sector.sectorNumber());
      if (sector.sealRandEpoch().compareTo(rt.epoch()) >= 0) {
        throw Exits.illegalArgument(
            "seal challenge epoch " + sector.sealRandEpoch() + " must be before now " + rt.epoch());
      }
      boolean isGood =
          isWellFormed(rt, sector)
              && mayLive(rt.epoch(), sector, params.sealProofType())
              && sector.sealRandEpoch().value() >= earliest;
      seals.add(
          new SealInput(
              params.sealProofType(),
              sector.sealingNumber(),
              sealRandomness(rt, sector.sealRandEpoch()),
              noInteraction,
              sector.sealedCid(),
              zeros));
      codes.add(judge(isGood, params.requireActivationSuccess(), sector.sectorNumber()));
    }
    return new Judged(BatchReturn.of(codes), seals);
  }

  private static boolean isWellFormed(ActorRuntime rt, SectorNiActivation sector) {
    return Long.compareUnsigned(sector.sectorNumber(), Sector.MAX_NUMBER) <= 0
        && sector.sealer().equals(rt.receiver())
        && sector.sectorNumber() == sector.sealingNumber()
        && Commd.isSealedSector(sector.sealedCid());
  }

  private static boolean mayLive(ChainEpoch now, SectorNiActivation sector, long sealProof) {
    try {
      SectorLifetime.check(now, now, sector.expiration(), sealProof);
      return true;
    } catch (ActorException e) {
      return false;
    }
  }

  private static ExitCode judge(boolean isGood, boolean allOrNothing, long number) {
    if (!isGood && allOrNothing) {
      throw Exits.illegalArgument(
          "invalid commit of sector "
              + Long.toUnsignedString(number)
              + " while requiring activation success");
    }
    return isGood ? ExitCode.OK : ExitCode.USR_ILLEGAL_ARGUMENT;
  }

  private static byte[] sealRandomness(ActorRuntime rt, ChainEpoch epoch) {
    return rt.chainRandomness(DomainSeparationTag.SEAL_RANDOMNESS, epoch, entropy(rt));
  }

  private static byte[] entropy(ActorRuntime rt) {
    return Address.CODEC.toBytes(rt.receiver().address());
  }
}
