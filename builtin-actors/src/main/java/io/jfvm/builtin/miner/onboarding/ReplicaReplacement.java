// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.miner.onboarding;

import static io.jfvm.builtin.CheckedArithmetic.subtract;

import io.jfvm.actor.ActorRuntime;
import io.jfvm.builtin.miner.MinerEditor;
import io.jfvm.builtin.miner.MinerSends;
import io.jfvm.builtin.miner.Money;
import io.jfvm.builtin.miner.PledgeInputs;
import io.jfvm.builtin.miner.deadline.Deadline;
import io.jfvm.builtin.miner.deadline.DeadlineEditor;
import io.jfvm.builtin.miner.deadline.Deadlines;
import io.jfvm.builtin.miner.deadline.Partition;
import io.jfvm.builtin.miner.deadline.PartitionEditor;
import io.jfvm.builtin.miner.deadline.PowerPair;
import io.jfvm.builtin.miner.deadline.Sector;
import io.jfvm.builtin.miner.deadline.SectorPower;
import io.jfvm.builtin.miner.deadline.Sectors;
import io.jfvm.builtin.miner.onboarding.ReplicaUpdates.Update;
import io.jfvm.builtin.sector.SectorSize;
import io.jfvm.ipld.amt.Amt;
import io.jfvm.types.TokenAmount;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Updated sectors take the places of those they update: power, pledge and fees follow.
 *
 * <p>Source: builtin-actors {@code actors/miner/src/lib.rs} (update_replica_states,
 * update_existing_sector_info).
 */
final class ReplicaReplacement {
  private final ActorRuntime rt;
  private final SectorSize size;

  ReplicaReplacement(ActorRuntime rt, SectorSize size) {
    this.rt = rt;
    this.size = size;
  }

  /** A sector as it was and as it becomes. */
  private record Replacement(Update update, Sector after) {}

  private record Deltas(PowerPair power, TokenAmount pledge) {
    Deltas plus(Deltas other) {
      return new Deltas(power.plus(other.power), pledge.plus(other.pledge));
    }
  }

  /**
   * Replaces sectors, and tells Power.
   *
   * @param data what each update brought, in their order
   */
  void replace(Sectors sectors, List<Update> updates, List<ActivatedData> data) {
    PledgeInputs network = MinerSends.pledgeInputs(rt);
    SortedMap<Long, List<Replacement>> byDeadline = new TreeMap<>();
    for (int i = 0; i < updates.size(); i++) {
      Update update = updates.get(i);
      byDeadline
          .computeIfAbsent(update.manifest().deadline(), index -> new ArrayList<>())
          .add(new Replacement(update, updated(update, data.get(i), network)));
    }
    Deltas deltas =
        MinerEditor.transaction(
            rt,
            miner -> {
              Deltas sum = replaceAll(miner, byDeadline);
              List<Sector> after = new ArrayList<>();
              byDeadline.values().forEach(some -> some.forEach(one -> after.add(one.after)));
              sectors.store(after);
              miner.replaceSectors(sectors);
              pledge(miner, sum.pledge);
              return sum;
            });
    MinerSends.notifyPledgeChanged(rt, deltas.pledge);
    MinerSends.requestUpdatePower(rt, deltas.power);
  }

  private void pledge(MinerEditor miner, TokenAmount delta) {
    if (delta.isPositive()) {
      SectorActivation.requireUnlocked(miner, rt.currentBalance(), delta);
    }
    miner.funds().addInitialPledge(delta);
    miner.funds().checkInvariants(rt.currentBalance());
  }

  private Deltas replaceAll(MinerEditor miner, SortedMap<Long, List<Replacement>> byDeadline) {
    Deadlines deadlines = miner.loadDeadlines();
    Deltas sum = new Deltas(PowerPair.ZERO, TokenAmount.ZERO);
    for (var entry : byDeadline.entrySet()) {
      long index = entry.getKey();
      Deadline before = deadlines.load(rt.store(), index);
      DeadlineEditor editor = new DeadlineEditor(before, rt.store(), miner.quantOf(index));
      sum = sum.plus(replaceIn(editor, entry.getValue()));
      deadlines = deadlines.with(rt.store(), index, editor.deadline());
    }
    miner.replaceDeadlines(deadlines);
    return sum;
  }

  private Deltas replaceIn(DeadlineEditor deadline, List<Replacement> replacements) {
    Amt<Partition> partitions = deadline.loadPartitions();
    Deltas sum = new Deltas(PowerPair.ZERO, TokenAmount.ZERO);
    TokenAmount fees = TokenAmount.ZERO;
    for (Replacement one : replacements) {
      long index = one.update.manifest().partition();
      PartitionEditor partition = deadline.editPartition(partitions, index);
      PartitionEditor.Replaced replaced =
          partition.replaceSectors(List.of(one.update.sector()), List.of(one.after), size);
      partitions.set(index, partition.partition());
      sum = sum.plus(new Deltas(replaced.powerDelta(), replaced.pledgeDelta()));
      fees = fees.plus(replaced.dailyFeeDelta());
    }
    deadline.adjust(sum.power, fees);
    deadline.replacePartitions(partitions);
    return sum;
  }

  /** The sector with its data, which counts from now on. */
  private Sector updated(Update update, ActivatedData data, PledgeInputs network) {
    Sector before = update.sector();
    long duration = subtract(before.expiration().value(), rt.epoch().value());
    BigInteger epochs = BigInteger.valueOf(duration);
    BigInteger verifiedWeight = data.verifiedSpace().multiply(epochs);
    BigInteger power = SectorPower.qualityAdjusted(size, duration, verifiedWeight);
    BigInteger powerBefore =
        SectorPower.qualityAdjusted(size, duration, before.verifiedDealWeight());
    TokenAmount dailyFee =
        before.dailyFee().isZero() // from before FIP-0100
            ? Money.dailyFee(network.circulatingSupply(), power)
            : Money.adjustedDailyFee(before.dailyFee(), powerBefore, power);
    return new Sector(
        before.number(),
        before.sealProof(),
        update.manifest().newSealedCid(),
        before.deprecatedDealIds(),
        before.activation(),
        before.expiration(),
        data.unverifiedSpace().multiply(epochs),
        verifiedWeight,
        before.initialPledge().max(Money.initialPledge(network, power)),
        Optional.empty(),
        Optional.empty(),
        rt.epoch(),
        Optional.empty(),
        Optional.of(before.sectorKeyCid().orElse(before.sealedCid())),
        before.flags() | Sector.SIMPLE_QA_POWER,
        dailyFee);
  }
}
