// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.miner.onboarding;

import io.jfvm.actor.ActorRuntime;
import io.jfvm.actor.Exits;
import io.jfvm.builtin.BatchReturn;
import io.jfvm.builtin.miner.MinerEditor;
import io.jfvm.builtin.miner.MinerInfo;
import io.jfvm.builtin.miner.MinerPolicy;
import io.jfvm.builtin.miner.MinerSends;
import io.jfvm.builtin.miner.MinerState;
import io.jfvm.builtin.miner.Money;
import io.jfvm.builtin.miner.PledgeInputs;
import io.jfvm.builtin.miner.SectorEvents;
import io.jfvm.builtin.miner.deadline.DeadlineWindow;
import io.jfvm.builtin.miner.deadline.ProvingPeriod;
import io.jfvm.builtin.miner.deadline.Sector;
import io.jfvm.builtin.miner.deadline.SectorPower;
import io.jfvm.builtin.miner.onboarding.CommitValidation.Judged;
import io.jfvm.builtin.miner.onboarding.OnboardingParams.ProveCommitSectorsNi;
import io.jfvm.builtin.miner.onboarding.OnboardingParams.SectorNiActivation;
import io.jfvm.ipld.bitfield.BitField;
import io.jfvm.types.TokenAmount;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

/**
 * The proof that empty sectors were sealed, without a pre-commitment.
 *
 * <p>Source: builtin-actors {@code actors/miner/src/lib.rs} (prove_commit_sectors_ni), FIP-0092.
 */
final class ProveCommitsNi {
  private final MinerPolicy policy;

  ProveCommitsNi(MinerPolicy policy) {
    this.policy = policy;
  }

  BatchReturn prove(ActorRuntime rt, ProveCommitSectorsNi params) {
    MinerState before = rt.state(MinerState.CODEC);
    MinerInfo info = new MinerEditor(before, rt.store()).info();
    Seals.checkAggregate(
        params.aggregateProof(),
        params.sectors().size(),
        MinerPolicy.MIN_AGGREGATED_SECTORS_NI,
        MinerPolicy.MAX_AGGREGATED_SECTORS_NI);
    rt.callers().acceptOnly(info.controllers());
    check(rt, params, before, info);

    Judged judged = new CommitValidation(policy).nonInteractive(rt, params);
    if (judged.batch().successCount() == 0) {
      throw Exits.illegalArgument("no valid NI commits specified");
    }
    List<SectorNiActivation> valid = judged.batch().successes(params.sectors());
    Seals.verifyAggregate(
        rt,
        policy.network(),
        valid.get(0).sealer(),
        params.sealProofType(),
        params.aggregateProof(),
        judged.seals());

    PledgeInputs network = MinerSends.pledgeInputs(rt);
    BigInteger power = SectorPower.raw(info.sectorSize());
    TokenAmount pledgeEach = Money.initialPledge(network, power);
    TokenAmount dailyFee = Money.dailyFee(rt.circulatingSupply(), power);
    List<Sector> sectors =
        valid.stream()
            .map(
                sector ->
                    SectorActivation.newSector(
                        sector.sectorNumber(),
                        params.sealProofType(),
                        sector.sealedCid(),
                        rt.epoch(),
                        sector.expiration(),
                        BigInteger.ZERO,
                        BigInteger.ZERO,
                        pledgeEach,
                        dailyFee))
            .toList();
    add(rt, params, info, sectors, pledgeEach.times(sectors.size()));
    return judged.batch();
  }

  private void check(
      ActorRuntime rt, ProveCommitSectorsNi params, MinerState state, MinerInfo info) {
    long deadline = params.provingDeadline();
    if (Long.compareUnsigned(deadline, ProvingPeriod.DEADLINES) >= 0) {
      throw Exits.illegalArgument(
          "proving deadline index " + Long.toUnsignedString(deadline) + " invalid");
    }
    if (!DeadlineWindow.isMutable(state.periodStartAt(rt.epoch()), deadline, rt.epoch())) {
      throw Exits.forbidden(
          "proving deadline " + deadline + " must not be the current or next deadline");
    }
    if (info.isConsensusFaultActive(rt.epoch())) {
      throw Exits.forbidden("ProveCommitSectorsNI not allowed during active consensus fault");
    }
    if (!policy.mayCommitNonInteractive(params.sealProofType())) {
      throw Exits.illegalArgument("unsupported seal proof type " + params.sealProofType());
    }
    Seals.requireSnarkPackV2(params.aggregateProofType());
  }

  /** The numbers of all sectors are taken, those of sectors that failed among them. */
  private static void add(
      ActorRuntime rt,
      ProveCommitSectorsNi params,
      MinerInfo info,
      List<Sector> sectors,
      TokenAmount pledge) {
    BitField numbers =
        BitField.of(
            params.sectors().stream().mapToLong(SectorNiActivation::sectorNumber).toArray());
    record Outcome(boolean needsCron, TokenAmount debt) {}
    Outcome outcome =
        MinerEditor.transaction(
            rt,
            miner -> {
              SectorActivation.requireUnlocked(miner, rt.currentBalance(), pledge);
              boolean needsCron = !miner.isDeadlineCronActive();
              miner.setDeadlineCronActive(true);
              miner.allocateSectorNumbers(numbers, false);
              miner.putSectors(sectors);
              miner
                  .deadlines()
                  .assignTo(
                      params.provingDeadline(),
                      rt.epoch(),
                      sectors,
                      info.partitionSectors(),
                      info.sectorSize());
              miner.funds().addInitialPledge(pledge);
              return new Outcome(needsCron, miner.funds().repayDebt(rt.currentBalance()));
            });
    MinerSends.burnFunds(rt, outcome.debt);
    MinerSends.notifyPledgeChanged(rt, pledge);
    MinerState state = rt.state(MinerState.CODEC);
    MinerSends.checkBalance(rt, state);
    for (Sector sector : sectors) {
      SectorEvents.activated(rt, sector.number(), Optional.empty(), List.of());
    }
    if (outcome.needsCron) {
      MinerSends.enrollDeadlineCron(rt, state);
    }
  }
}
