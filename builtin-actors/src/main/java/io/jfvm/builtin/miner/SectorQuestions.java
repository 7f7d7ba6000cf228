// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.miner;

import io.jfvm.actor.ActorException;
import io.jfvm.actor.ActorRuntime;
import io.jfvm.actor.Exits;
import io.jfvm.builtin.RawBytes;
import io.jfvm.builtin.miner.MinerParams.BySector;
import io.jfvm.builtin.miner.MinerParams.LocatedSector;
import io.jfvm.builtin.miner.MinerParams.SectorLocation;
import io.jfvm.builtin.miner.MinerParams.ValidateSectorStatus;
import io.jfvm.builtin.miner.deadline.Deadlines;
import io.jfvm.builtin.miner.deadline.Partition;
import io.jfvm.builtin.miner.deadline.Sector;
import io.jfvm.encoding.DecodeException;
import io.jfvm.types.ChainEpoch;

/**
 * What anybody may ask of a miner's sectors. Where a sector is filed is found off chain, by {@link
 * #locate}; on chain the answer is checked, which costs little.
 *
 * <p>Source: builtin-actors {@code actors/miner/src/lib.rs}.
 */
final class SectorQuestions {
  private SectorQuestions() {}

  static void checkProven(ActorRuntime rt, BySector params) {
    rt.callers().acceptAny();
    long number = params.sectorNumber();
    if (Long.compareUnsigned(number, Sector.MAX_NUMBER) > 0) {
      throw Exits.illegalArgument("sector number out of range");
    }
    if (rt.state(MinerState.CODEC).sector(rt.store(), number).isEmpty()) {
      throw Exits.notFound("sector " + number + " not proven");
    }
  }

  static ChainEpoch nominalExpiration(ActorRuntime rt, long number) {
    return MinerQuestions.state(rt)
        .sector(rt.store(), number)
        .orElseThrow(() -> Exits.notFound("sector " + Long.toUnsignedString(number) + " not found"))
        .expiration();
  }

  /** Searches all partitions. */
  static LocatedSector locate(ActorRuntime rt, BySector params) {
    MinerState state = MinerQuestions.state(rt);
    long number = params.sectorNumber();
    if (state.sector(rt.store(), number).isEmpty()) {
      return located(SectorStatus.DEAD, SectorLocation.NONE);
    }
    Deadlines deadlines = state.loadDeadlines(rt.store());
    Deadlines.Location found =
        deadlines
            .find(rt.store(), number)
            .orElseThrow(() -> Exits.illegalState("sector " + number + " is in no partition"));
    Partition partition =
        deadlines.load(rt.store(), found.deadline()).loadPartition(rt.store(), found.partition());
    SectorStatus status = SectorStatus.ACTIVE;
    if (partition.terminated().contains(number)) {
      status = SectorStatus.DEAD;
    } else if (partition.faults().contains(number)) {
      status = SectorStatus.FAULTY;
    }
    return located(status, new SectorLocation(found.deadline(), found.partition()));
  }

  private static LocatedSector located(SectorStatus status, SectorLocation location) {
    return new LocatedSector(status, RawBytes.of(SectorLocation.CODEC, location));
  }

  /** Whether a sector has a status, given where it is filed. */
  static boolean validateStatus(ActorRuntime rt, ValidateSectorStatus params) {
    MinerState state = MinerQuestions.state(rt);
    SectorLocation location = decode(params.location());
    if (location.hasDeadline() != location.hasPartition()) {
      throw Exits.illegalArgument("sector location has one of deadline and partition only");
    }
    return location.hasDeadline()
        ? hasStatus(rt, state, location, params)
        : isUnfiledAndDead(rt, state, params);
  }

  private static SectorLocation decode(RawBytes location) {
    try {
      return SectorLocation.CODEC.fromBytes(location.bytes());
    } catch (DecodeException e) {
      throw Exits.illegalArgument("invalid sector location: " + e.getMessage());
    }
  }

  private static boolean isUnfiledAndDead(
      ActorRuntime rt, MinerState state, ValidateSectorStatus params) {
    if (state.sector(rt.store(), params.sectorNumber()).isPresent()) {
      throw notFoundAt(params, SectorLocation.NONE);
    }
    return params.status() == SectorStatus.DEAD;
  }

  private static boolean hasStatus(
      ActorRuntime rt, MinerState state, SectorLocation location, ValidateSectorStatus params) {
    Partition partition =
        state
            .loadDeadlines(rt.store())
            .load(rt.store(), location.deadline())
            .loadPartition(rt.store(), location.partition());
    long number = params.sectorNumber();
    if (!partition.sectors().contains(number)) {
      throw notFoundAt(params, location);
    }
    boolean terminated = partition.terminated().contains(number);
    boolean faulty = partition.faults().contains(number);
    return switch (params.status()) {
      case ACTIVE -> !terminated && !faulty;
      case DEAD -> terminated;
      case FAULTY -> faulty;
    };
  }

  private static ActorException notFoundAt(ValidateSectorStatus params, SectorLocation location) {
    return Exits.notFound(
        "sector " + Long.toUnsignedString(params.sectorNumber()) + " not found at " + location);
  }
}
