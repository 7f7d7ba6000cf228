// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.miner.onboarding;

import static io.jfvm.builtin.CheckedArithmetic.subtract;

import io.jfvm.actor.ActorRuntime;
import io.jfvm.actor.Exits;
import io.jfvm.builtin.miner.MinerEditor;
import io.jfvm.builtin.miner.MinerInfo;
import io.jfvm.builtin.miner.MinerPolicy;
import io.jfvm.builtin.miner.MinerSends;
import io.jfvm.builtin.miner.Money;
import io.jfvm.builtin.miner.PledgeInputs;
import io.jfvm.builtin.miner.PreCommittedSector;
import io.jfvm.builtin.miner.SectorPreCommit;
import io.jfvm.builtin.miner.deadline.Sector;
import io.jfvm.builtin.miner.deadline.SectorPower;
import io.jfvm.types.ChainEpoch;
import io.jfvm.types.Cid;
import io.jfvm.types.TokenAmount;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Pre-committed sectors become sectors: pledged for, filed under deadlines, and without power until
 * the first proof of their deadline.
 *
 * <p>Source: builtin-actors {@code actors/miner/src/lib.rs} (activate_new_sector_infos).
 */
final class SectorActivation {
  private SectorActivation() {}

  static void activate(
      ActorRuntime rt,
      List<PreCommittedSector> preCommits,
      List<ActivatedData> data,
      PledgeInputs network,
      MinerInfo info) {
    TokenAmount pledge =
        MinerEditor.transaction(
            rt,
            miner -> {
              List<Sector> sectors = new ArrayList<>();
              List<Long> numbers = new ArrayList<>();
              Map<BigInteger, TokenAmount> pledges = new HashMap<>();
              TokenAmount deposits = TokenAmount.ZERO;
              TokenAmount total = TokenAmount.ZERO;
              for (int i = 0; i < Math.min(preCommits.size(), data.size()); i++) {
                PreCommittedSector preCommit = preCommits.get(i);
                Sector sector =
                    sector(rt.epoch(), preCommit.sector(), data.get(i), network, pledges, info);
                sectors.add(sector);
                numbers.add(sector.number());
                deposits = deposits.plus(preCommit.deposit());
                total = total.plus(sector.initialPledge());
              }
              miner.putSectors(sectors);
              miner.preCommits().delete(numbers);
              miner
                  .deadlines()
                  .assign(rt.epoch(), sectors, info.partitionSectors(), info.sectorSize());
              miner.funds().addPreCommitDeposit(TokenAmount.ZERO.minus(deposits));
              requireUnlocked(miner, rt.currentBalance(), total);
              miner.funds().addInitialPledge(total);
              miner.funds().checkInvariants(rt.currentBalance());
              return total;
            });
    MinerSends.notifyPledgeChanged(rt, pledge);
  }

  /** Aborts with INSUFFICIENT_FUNDS if the pledge is more than the unlocked balance. */
  static void requireUnlocked(MinerEditor miner, TokenAmount balance, TokenAmount pledge) {
    TokenAmount unlocked = miner.funds().unlockedBalance(balance);
    if (unlocked.compareTo(pledge) < 0) {
      throw Exits.insufficientFunds(
          "insufficient funds for aggregate initial pledge requirement "
              + pledge
              + ", available: "
              + unlocked);
    }
  }

  /**
   * A sector as it begins.
   *
   * @param pledges what was computed so far, by quality-adjusted power: mostly one for all sectors
   */
  private static Sector sector(
      ChainEpoch now,
      SectorPreCommit preCommit,
      ActivatedData data,
      PledgeInputs network,
      Map<BigInteger, TokenAmount> pledges,
      MinerInfo info) {
    long duration = subtract(preCommit.expiration().value(), now.value());
    if (duration < MinerPolicy.MIN_SECTOR_EXPIRATION) {
      throw Exits.illegalArgument(
          "precommit %s has lifetime %d less than minimum %d"
              .formatted(
                  Long.toUnsignedString(preCommit.sectorNumber()),
                  duration,
                  MinerPolicy.MIN_SECTOR_EXPIRATION));
    }
    BigInteger epochs = BigInteger.valueOf(duration);
    BigInteger verifiedWeight = data.verifiedSpace().multiply(epochs);
    BigInteger power = SectorPower.qualityAdjusted(info.sectorSize(), duration, verifiedWeight);
    return newSector(
        preCommit.sectorNumber(),
        preCommit.sealProof(),
        preCommit.sealedCid(),
        now,
        preCommit.expiration(),
        data.unverifiedSpace().multiply(epochs),
        verifiedWeight,
        pledges.computeIfAbsent(power, any -> Money.initialPledge(network, any)),
        Money.dailyFee(network.circulatingSupply(), power));
  }

  /** A sector that begins now. */
  static Sector newSector(
      long number,
      long sealProof,
      Cid sealedCid,
      ChainEpoch now,
      ChainEpoch expiration,
      BigInteger dealWeight,
      BigInteger verifiedDealWeight,
      TokenAmount initialPledge,
      TokenAmount dailyFee) {
    return new Sector(
        number,
        sealProof,
        sealedCid,
        List.of(),
        now,
        expiration,
        dealWeight,
        verifiedDealWeight,
        initialPledge,
        Optional.empty(),
        Optional.empty(),
        now,
        Optional.empty(),
        Optional.empty(),
        Sector.SIMPLE_QA_POWER,
        dailyFee);
  }
}
