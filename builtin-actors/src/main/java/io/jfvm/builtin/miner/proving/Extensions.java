// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.miner.proving;

import io.jfvm.actor.ActorRuntime;
import io.jfvm.actor.Exits;
import io.jfvm.builtin.miner.Controllers;
import io.jfvm.builtin.miner.MinerEditor;
import io.jfvm.builtin.miner.MinerSends;
import io.jfvm.builtin.miner.deadline.DeadlineEditor;
import io.jfvm.builtin.miner.deadline.Deadlines;
import io.jfvm.builtin.miner.deadline.Partition;
import io.jfvm.builtin.miner.deadline.PartitionEditor;
import io.jfvm.builtin.miner.deadline.PowerPair;
import io.jfvm.builtin.miner.deadline.Sector;
import io.jfvm.builtin.miner.deadline.Sectors;
import io.jfvm.builtin.miner.proving.ProvingParams.ExpirationExtension;
import io.jfvm.builtin.miner.proving.ProvingParams.ExtendSectorExpiration2;
import io.jfvm.builtin.miner.proving.ProvingParams.SectorClaims;
import io.jfvm.builtin.sector.SectorSize;
import io.jfvm.ipld.amt.Amt;
import io.jfvm.ipld.bitfield.BitField;
import io.jfvm.types.ChainEpoch;
import io.jfvm.types.TokenAmount;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Lets sectors live longer. Their power changes only if claims on them are given up.
 *
 * <p>Source: builtin-actors {@code actors/miner/src/lib.rs} (extend_sector_expiration_inner).
 */
final class Extensions {
  private final MinerEditor miner;
  private final ActorRuntime rt;
  private final SectorSize size;
  private final SectorExtension extension;
  private final Sectors sectors;
  private PowerPair powerDelta = PowerPair.ZERO;
  private TokenAmount pledgeDelta = TokenAmount.ZERO;

  private Extensions(
      ActorRuntime rt, MinerEditor miner, SectorSize size, SectorExtension extension) {
    this.rt = rt;
    this.miner = miner;
    this.size = size;
    this.extension = extension;
    this.sectors = miner.loadSectors();
  }

  /** A declaration whose sectors are all named in one place. */
  private record Declared(
      long deadline, long partition, BitField sectors, ChainEpoch newExpiration) {

    static Declared of(ExpirationExtension declaration) {
      long[] claimed =
          declaration.sectorsWithClaims().stream().mapToLong(SectorClaims::sectorNumber).toArray();
      for (long number : claimed) {
        if (Long.compareUnsigned(number, BitField.MAX_BIT) > 0) {
          throw Exits.assertionFailed(
              "bit field cannot hold sector " + Long.toUnsignedString(number));
        }
      }
      return new Declared(
          declaration.deadline(),
          declaration.partition(),
          BitField.of(claimed).union(declaration.sectors()),
          declaration.newExpiration());
    }
  }

  /** How power and pledge change. */
  private record Deltas(PowerPair power, TokenAmount pledge) {}

  static void extend(ActorRuntime rt, ExtendSectorExpiration2 params) {
    ExtensionClaims claims = ExtensionClaims.of(rt, params.extensions());
    List<Declared> declarations = params.extensions().stream().map(Declared::of).toList();
    TokenAmount circulatingSupply = rt.circulatingSupply();
    Deltas deltas =
        MinerEditor.transaction(
            rt,
            miner -> {
              SectorSize size = Controllers.require(rt, miner).sectorSize();
              SectorExtension extension = new SectorExtension(rt, circulatingSupply, size, claims);
              return new Extensions(rt, miner, size, extension).extendAll(declarations);
            });
    MinerSends.requestUpdatePower(rt, deltas.power);
    MinerSends.notifyPledgeChanged(rt, deltas.pledge);
  }

  private Deltas extendAll(List<Declared> declarations) {
    Deadlines deadlines = miner.loadDeadlines();
    Map<Long, List<Declared>> byDeadline = new LinkedHashMap<>();
    for (Declared one : declarations) {
      byDeadline.computeIfAbsent(one.deadline, key -> new ArrayList<>()).add(one);
    }
    for (var entry : byDeadline.entrySet()) {
      long index = entry.getKey();
      DeadlineEditor deadline =
          new DeadlineEditor(deadlines.load(rt.store(), index), rt.store(), miner.quantOf(index));
      extendIn(deadline, entry.getValue());
      deadlines = deadlines.with(rt.store(), index, deadline.deadline());
    }
    miner.replaceSectors(sectors);
    miner.replaceDeadlines(deadlines);
    return new Deltas(powerDelta, pledgeDelta);
  }

  private void extendIn(DeadlineEditor deadline, List<Declared> declarations) {
    Amt<Partition> partitions = deadline.loadPartitions();
    Map<ChainEpoch, BitField> expiring = new LinkedHashMap<>();
    for (Declared one : declarations) {
      PartitionEditor partition = deadline.editPartition(partitions, one.partition);
      PartitionEditor.Replaced replaced = replace(partition, one);
      partitions.set(one.partition, partition.partition());
      deadline.adjust(replaced.powerDelta(), replaced.dailyFeeDelta());
      powerDelta = powerDelta.plus(replaced.powerDelta());
      pledgeDelta = pledgeDelta.plus(replaced.pledgeDelta());
      expiring.merge(one.newExpiration, BitField.of(one.partition), BitField::union);
    }
    deadline.replacePartitions(partitions);
    expiring.forEach(deadline::addExpirationPartitions);
  }

  private PartitionEditor.Replaced replace(PartitionEditor partition, Declared declared) {
    List<Sector> before = sectors.loadAll(declared.sectors);
    List<Sector> after =
        before.stream().map(sector -> extension.extended(sector, declared.newExpiration)).toList();
    sectors.store(after);
    return partition.replaceSectors(before, after, size);
  }
}
