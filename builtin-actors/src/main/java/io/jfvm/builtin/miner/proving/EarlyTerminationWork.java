// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.miner.proving;

import io.jfvm.actor.ActorRuntime;
import io.jfvm.actor.SendResult;
import io.jfvm.actor.Sends;
import io.jfvm.builtin.CheckedArithmetic;
import io.jfvm.builtin.market.MarketActor;
import io.jfvm.builtin.market.MarketParams.OnMinerSectorsTerminate;
import io.jfvm.builtin.math.FilterEstimate;
import io.jfvm.builtin.miner.Funds;
import io.jfvm.builtin.miner.MinerEditor;
import io.jfvm.builtin.miner.MinerSends;
import io.jfvm.builtin.miner.Money;
import io.jfvm.builtin.miner.SectorEvents;
import io.jfvm.builtin.miner.deadline.EarlyTerminations;
import io.jfvm.builtin.miner.deadline.ProvingPeriod;
import io.jfvm.builtin.miner.deadline.Sector;
import io.jfvm.builtin.miner.deadline.SectorPower;
import io.jfvm.builtin.miner.deadline.Sectors;
import io.jfvm.builtin.miner.deadline.TerminationResult;
import io.jfvm.builtin.sector.SectorSize;
import io.jfvm.ipld.IpldBlock;
import io.jfvm.ipld.bitfield.BitField;
import io.jfvm.types.ActorId;
import io.jfvm.types.ChainEpoch;
import io.jfvm.types.TokenAmount;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Settles sectors that ended early: their fees are paid, their pledge is released and their deals
 * end. One call settles as many as a message may name.
 *
 * <p>Source: builtin-actors {@code actors/miner/src/lib.rs} (process_early_terminations,
 * request_terminate_deals).
 */
final class EarlyTerminationWork {
  private EarlyTerminationWork() {}

  /**
   * What was settled.
   *
   * @param sectors their numbers, in the order in which they ended
   */
  private record Settled(
      List<Long> sectors,
      BitField withDeals,
      TokenAmount toBurn,
      TokenAmount pledgeDelta,
      boolean hasMore) {}

  /** Settles what it may; returns whether something is left. */
  static boolean process(ActorRuntime rt, FilterEstimate reward, FilterEstimate networkPower) {
    Settled settled = MinerEditor.transaction(rt, miner -> settle(rt, miner, reward, networkPower));
    if (!settled.sectors.isEmpty()) {
      MinerSends.burnFunds(rt, settled.toBurn);
      MinerSends.notifyPledgeChanged(rt, settled.pledgeDelta);
      terminateDeals(rt, settled.withDeals);
      for (long sector : settled.sectors) {
        SectorEvents.terminated(rt, sector);
      }
    }
    return settled.hasMore;
  }

  private static Settled settle(
      ActorRuntime rt, MinerEditor miner, FilterEstimate reward, FilterEstimate networkPower) {
    EarlyTerminations popped =
        miner
            .deadlines()
            .popEarlyTerminations(
                ProvingPeriod.MAX_ADDRESSED_PARTITIONS, ProvingPeriod.MAX_ADDRESSED_SECTORS);
    if (popped.result().isEmpty()) {
      return new Settled(
          List.of(), BitField.EMPTY, TokenAmount.ZERO, TokenAmount.ZERO, popped.hasMore());
    }
    Bill bill = new Bill(miner.loadSectors(), miner.info().sectorSize(), reward, networkPower);
    bill.add(popped.result());
    miner.funds().applyPenalty(bill.penalty);
    TokenAmount released = TokenAmount.ZERO.minus(bill.pledge);
    miner.funds().addInitialPledge(released);
    Funds.Repaid repaid = miner.repayPartialDebt(rt.epoch(), rt.currentBalance());
    return new Settled(
        bill.numbers,
        BitField.of(bill.withDeals.stream().mapToLong(Long::longValue).toArray()),
        repaid.toBurn(),
        released.minus(repaid.unlocked()),
        popped.hasMore());
  }

  /** What ended sectors add up to. Used by one thread. */
  private static final class Bill {
    private final Sectors all;
    private final SectorSize size;
    private final FilterEstimate reward;
    private final FilterEstimate networkPower;

    final List<Long> numbers = new ArrayList<>();
    final List<Long> withDeals = new ArrayList<>();
    TokenAmount pledge = TokenAmount.ZERO;
    TokenAmount penalty = TokenAmount.ZERO;

    Bill(Sectors all, SectorSize size, FilterEstimate reward, FilterEstimate networkPower) {
      this.all = all;
      this.size = size;
      this.reward = reward;
      this.networkPower = networkPower;
    }

    void add(TerminationResult ended) {
      ended
          .sectors()
          .forEach((epoch, some) -> all.loadAll(some).forEach(sector -> add(epoch, sector)));
    }

    private void add(ChainEpoch epoch, Sector sector) {
      numbers.add(sector.number());
      pledge = pledge.plus(sector.initialPledge());
      long age = CheckedArithmetic.subtract(epoch.value(), sector.activation().value());
      TokenAmount faultFee =
          Money.continuedFaultFee(reward, networkPower, SectorPower.qualityAdjusted(size, sector));
      penalty = penalty.plus(Money.terminationFee(sector.initialPledge(), age, faultFee));
      if (sector.dealWeight().signum() > 0 || sector.verifiedDealWeight().signum() > 0) {
        withDeals.add(sector.number());
      }
    }
  }

  /**
   * Tells the Market. If that fails in the network's own work at the end of an epoch, the miner's
   * part of it goes on all the same.
   */
  private static void terminateDeals(ActorRuntime rt, BitField sectors) {
    if (sectors.isEmpty()) {
      return;
    }
    SendResult result =
        rt.send(
            ActorId.MARKET.address(),
            MarketActor.ON_MINER_SECTORS_TERMINATE,
            Optional.of(
                IpldBlock.ofCbor(
                    OnMinerSectorsTerminate.CODEC,
                    new OnMinerSectorsTerminate(rt.epoch(), sectors))),
            TokenAmount.ZERO);
    if (!rt.origin().equals(ActorId.SYSTEM)) {
      Sends.requireSuccess(result);
    }
  }
}
