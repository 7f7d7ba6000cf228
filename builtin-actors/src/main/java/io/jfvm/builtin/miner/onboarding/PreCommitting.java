// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.miner.onboarding;

import static io.jfvm.builtin.CheckedArithmetic.add;
import static io.jfvm.builtin.CheckedArithmetic.subtract;

import io.jfvm.actor.ActorRuntime;
import io.jfvm.actor.Exits;
import io.jfvm.actor.Sends;
import io.jfvm.builtin.market.MarketActor;
import io.jfvm.builtin.market.MarketParams.DealsVerified;
import io.jfvm.builtin.market.MarketParams.VerifyDealsForActivation;
import io.jfvm.builtin.miner.Commd;
import io.jfvm.builtin.miner.Controllers;
import io.jfvm.builtin.miner.MinerEditor;
import io.jfvm.builtin.miner.MinerInfo;
import io.jfvm.builtin.miner.MinerPolicy;
import io.jfvm.builtin.miner.MinerSends;
import io.jfvm.builtin.miner.MinerState;
import io.jfvm.builtin.miner.Money;
import io.jfvm.builtin.miner.PreCommittedSector;
import io.jfvm.builtin.miner.SectorEvents;
import io.jfvm.builtin.miner.SectorLifetime;
import io.jfvm.builtin.miner.SectorPreCommit;
import io.jfvm.builtin.miner.deadline.Sector;
import io.jfvm.builtin.miner.deadline.SectorPower;
import io.jfvm.builtin.miner.onboarding.OnboardingParams.PreCommitSectorBatch;
import io.jfvm.builtin.power.PowerParams.CurrentTotalPower;
import io.jfvm.builtin.reward.RewardParams.ThisEpochReward;
import io.jfvm.ipld.IpldBlock;
import io.jfvm.ipld.bitfield.BitField;
import io.jfvm.types.ActorId;
import io.jfvm.types.ChainEpoch;
import io.jfvm.types.Cid;
import io.jfvm.types.TokenAmount;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.PrimitiveIterator;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The commitment to prove sectors: a deposit is locked for each until it is proven or too late.
 *
 * <p>Source: builtin-actors {@code actors/miner/src/lib.rs} (pre_commit_sector_batch2).
 */
final class PreCommitting {
  private final MinerPolicy policy;

  PreCommitting(MinerPolicy policy) {
    this.policy = policy;
  }

  void preCommit(ActorRuntime rt, PreCommitSectorBatch params) {
    List<SectorPreCommit> sectors = params.sectors();
    if (sectors.isEmpty()) {
      throw Exits.illegalArgument("batch empty");
    }
    checkEach(rt.epoch(), sectors);
    BitField numbers =
        BitField.of(sectors.stream().mapToLong(SectorPreCommit::sectorNumber).toArray());
    ThisEpochReward reward = MinerSends.currentReward(rt);
    CurrentTotalPower power = MinerSends.currentTotalPower(rt);
    List<Optional<Cid>> dataOfDeals = verifyDeals(rt, sectors);
    if (dataOfDeals.size() != sectors.size()) {
      throw Exits.illegalState(
          "deals of " + dataOfDeals.size() + " sectors instead of " + sectors.size());
    }
    record Outcome(TokenAmount debt, boolean needsCron) {}
    Outcome outcome =
        MinerEditor.transaction(
            rt,
            miner -> {
              TokenAmount available = miner.funds().availableBalance(rt.currentBalance());
              TokenAmount debt = miner.funds().repayDebt(rt.currentBalance());
              MinerInfo info = Controllers.require(rt, miner);
              if (info.isConsensusFaultActive(rt.epoch())) {
                throw Exits.forbidden("pre-commit not allowed during active consensus fault");
              }
              TokenAmount deposit =
                  Money.preCommitDeposit(
                      reward.rewardSmoothed(),
                      power.qualityAdjPowerSmoothed(),
                      SectorPower.maxQualityAdjusted(info.sectorSize()));
              for (int i = 0; i < sectors.size(); i++) {
                check(info, sectors.get(i), dataOfDeals.get(i));
              }
              put(rt, miner, sectors, numbers, deposit, available);
              boolean needsCron = !miner.isDeadlineCronActive();
              miner.setDeadlineCronActive(true);
              return new Outcome(debt, needsCron);
            });
    MinerSends.burnFunds(rt, outcome.debt);
    MinerState state = rt.state(MinerState.CODEC);
    MinerSends.checkBalance(rt, state);
    if (outcome.needsCron) {
      MinerSends.enrollDeadlineCron(rt, state);
    }
  }

  // --- what does not depend on the miner

  private void checkEach(ChainEpoch now, List<SectorPreCommit> sectors) {
    long earliest = subtract(now.value(), MinerPolicy.MAX_PRE_COMMIT_LOOKBACK);
    DistinctNumbers numbers = new DistinctNumbers();
    for (SectorPreCommit sector : sectors) {
      String name = "sector " + Long.toUnsignedString(sector.sectorNumber());
      numbers.add(sector.sectorNumber());
      require(
          policy.mayPreCommit(sector.sealProof()),
          "unsupported seal proof type " + sector.sealProof());
      require(
          Long.compareUnsigned(sector.sectorNumber(), Sector.MAX_NUMBER) <= 0,
          name + " out of range 0..(2^63-1)");
      require(Commd.isSealedSector(sector.sealedCid()), "sealed CID had wrong prefix");
      long challenge = sector.sealRandEpoch().value();
      require(
          challenge < now.value(), "seal challenge epoch " + challenge + " is not before " + now);
      require(challenge >= earliest, "seal challenge epoch " + challenge + " is too old");
      require(
          sector.unsealedCid().map(Commd::isUnsealedSector).orElse(true),
          "unsealed CID had wrong prefix");
      long lastActivation =
          add(now.value(), policy.maxProveCommitDuration(sector.sealProof()).orElse(0));
      SectorLifetime.check(
          now, new ChainEpoch(lastActivation), sector.expiration(), sector.sealProof());
    }
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw Exits.illegalArgument(otherwise);
    }
  }

  /** What the deals of each sector make its data; nothing for a sector without deals. */
  private static List<Optional<Cid>> verifyDeals(ActorRuntime rt, List<SectorPreCommit> sectors) {
    if (sectors.stream().allMatch(sector -> sector.dealIds().isEmpty())) {
      return Collections.nCopies(sectors.size(), Optional.empty());
    }
    return Sends.requireReturned(
            DealsVerified.CODEC,
            rt.send(
                ActorId.MARKET.address(),
                MarketActor.VERIFY_DEALS_FOR_ACTIVATION,
                Optional.of(
                    IpldBlock.ofCbor(
                        VerifyDealsForActivation.CODEC,
                        new VerifyDealsForActivation(DataActivation.dealsOf(sectors)))),
                TokenAmount.ZERO))
        .unsealedCids();
  }

  // --- what depends on it

  private static void check(MinerInfo info, SectorPreCommit sector, Optional<Cid> dataOfDeals) {
    long post =
        MinerPolicy.windowPostOf(sector.sealProof())
            .orElseThrow(
                () -> Exits.illegalArgument("no window PoSt for seal proof " + sector.sealProof()));
    require(
        post == info.windowPostProofType(),
        "window PoSt proof type of the sector is "
            + post
            + ", of the miner "
            + info.windowPostProofType());
    long maxDeals = MinerPolicy.maxDeals(info.sectorSize());
    require(
        sector.dealIds().size() <= maxDeals,
        "too many deals for sector " + sector.dealIds().size() + " > " + maxDeals);
    require(
        dataOfDeals
            .map(cid -> cid.equals(Commd.of(sector.unsealedCid(), sector.sealProof())))
            .orElse(true),
        "unsealed CID is not that of the deals");
  }

  private void put(
      ActorRuntime rt,
      MinerEditor miner,
      List<SectorPreCommit> sectors,
      BitField numbers,
      TokenAmount deposit,
      TokenAmount available) {
    List<PreCommittedSector> added = new ArrayList<>();
    SortedMap<ChainEpoch, BitField> cleanups = new TreeMap<>();
    for (SectorPreCommit sector : sectors) {
      added.add(new PreCommittedSector(sector, deposit, rt.epoch()));
      long due =
          add(
              rt.epoch().value(),
              policy.maxProveCommitDuration(sector.sealProof()).orElseThrow()
                  + MinerPolicy.PRE_COMMIT_CLEAN_UP_DELAY);
      cleanups.merge(new ChainEpoch(due), BitField.of(sector.sectorNumber()), BitField::union);
    }
    TokenAmount total = deposit.times(sectors.size());
    if (available.compareTo(total) < 0) {
      throw Exits.insufficientFunds(
          "insufficient funds " + available + " for pre-commit deposit: " + total);
    }
    miner.funds().addPreCommitDeposit(total);
    miner.allocateSectorNumbers(numbers, false);
    miner.preCommits().put(added);
    miner.preCommits().addCleanups(miner.quantOfEveryDeadline(), cleanups);
    for (PrimitiveIterator.OfLong bits = numbers.bits(); bits.hasNext(); ) {
      SectorEvents.preCommitted(rt, bits.nextLong());
    }
  }
}
