// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.miner;

import io.jfvm.actor.Exits;
import io.jfvm.builtin.miner.deadline.BitFieldQueue;
import io.jfvm.builtin.miner.deadline.QuantSpec;
import io.jfvm.builtin.miner.deadline.Sector;
import io.jfvm.ipld.Blockstore;
import io.jfvm.ipld.amt.AmtType;
import io.jfvm.ipld.bitfield.BitField;
import io.jfvm.ipld.hamt.Hamt;
import io.jfvm.ipld.hamt.HamtKey;
import io.jfvm.ipld.hamt.HamtType;
import io.jfvm.types.ChainEpoch;
import io.jfvm.types.Cid;
import io.jfvm.types.TokenAmount;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.PrimitiveIterator;
import java.util.SortedMap;

/**
 * Sectors that a miner committed itself to prove, and when it is too late for that. Numbers of
 * sectors are u64. Collections are written at once. Used by one thread.
 *
 * <p>Source: builtin-actors {@code actors/miner/src/state.rs}.
 */
public final class PreCommits {
  static final HamtType<Long, PreCommittedSector> TYPE =
      HamtType.of(HamtKey.U64, PreCommittedSector.CODEC);

  static final int CLEANUP_BIT_WIDTH = 6;

  static final AmtType<BitField> CLEANUP_TYPE = BitFieldQueue.type(CLEANUP_BIT_WIDTH);

  private final Blockstore store;
  private Cid sectors;
  private Cid cleanup;

  PreCommits(Blockstore store, MinerState state) {
    this.store = store;
    this.sectors = state.preCommittedSectors();
    this.cleanup = state.preCommittedSectorsCleanup();
  }

  Cid sectors() {
    return sectors;
  }

  Cid cleanup() {
    return cleanup;
  }

  private Hamt<Long, PreCommittedSector> load() {
    return Hamt.load(TYPE, store, sectors);
  }

  /**
   * Adds sectors.
   *
   * @throws io.jfvm.actor.ActorException ILLEGAL_STATE if one is there already
   */
  public void put(List<PreCommittedSector> added) {
    Hamt<Long, PreCommittedSector> loaded = load();
    for (PreCommittedSector one : added) {
      long number = one.sector().sectorNumber();
      if (!loaded.putIfAbsent(number, one)) {
        throw Exits.illegalState(name(number) + " already pre-committed");
      }
    }
    sectors = loaded.flush();
  }

  public Optional<PreCommittedSector> get(long number) {
    return load().get(number);
  }

  /** Those of these numbers that are there, in their order. */
  public List<PreCommittedSector> find(List<Long> numbers) {
    Hamt<Long, PreCommittedSector> loaded = load();
    List<PreCommittedSector> found = new ArrayList<>();
    for (long number : numbers) {
      loaded.get(number).ifPresent(found::add);
    }
    return found;
  }

  /**
   * The sectors of these numbers, in their order.
   *
   * @throws io.jfvm.actor.ActorException ILLEGAL_ARGUMENT if a number is too large, NOT_FOUND if
   *     there is no such sector
   */
  public List<PreCommittedSector> require(Iterable<Long> numbers) {
    Hamt<Long, PreCommittedSector> loaded = load();
    List<PreCommittedSector> found = new ArrayList<>();
    for (long number : numbers) {
      if (Long.compareUnsigned(number, Sector.MAX_NUMBER) > 0) {
        throw Exits.illegalArgument("sector number greater than maximum");
      }
      found.add(loaded.get(number).orElseThrow(() -> Exits.notFound(name(number) + " not found")));
    }
    return found;
  }

  /**
   * Removes sectors.
   *
   * @throws io.jfvm.actor.ActorException ILLEGAL_STATE if one is not there
   */
  public void delete(List<Long> numbers) {
    Hamt<Long, PreCommittedSector> loaded = load();
    for (long number : numbers) {
      if (loaded.remove(number).isEmpty()) {
        throw Exits.illegalState(name(number) + " not pre-committed");
      }
    }
    sectors = loaded.flush();
  }

  private static String name(long number) {
    return "sector " + Long.toUnsignedString(number);
  }

  /**
   * Says when sectors are to be cleaned up.
   *
   * @param quant of every deadline
   * @param due sector numbers by epoch
   */
  public void addCleanups(QuantSpec quant, SortedMap<ChainEpoch, BitField> due) {
    BitFieldQueue queue = BitFieldQueue.load(CLEANUP_TYPE, store, cleanup, quant);
    queue.addAll(due);
    cleanup = queue.flush();
  }

  /**
   * Removes the sectors that are due for cleanup and have not been proven.
   *
   * @param quant of every deadline
   * @return the sum of their deposits
   */
  public TokenAmount cleanUp(QuantSpec quant, ChainEpoch epoch) {
    BitFieldQueue queue = BitFieldQueue.load(CLEANUP_TYPE, store, cleanup, quant);
    BitFieldQueue.Popped due = queue.popUntil(epoch);
    if (due.isModified()) {
      cleanup = queue.flush();
    }
    Hamt<Long, PreCommittedSector> loaded = load();
    TokenAmount deposits = TokenAmount.ZERO;
    for (PrimitiveIterator.OfLong bits = due.numbers().bits(); bits.hasNext(); ) {
      Optional<PreCommittedSector> late = loaded.remove(bits.nextLong());
      if (late.isPresent()) {
        deposits = deposits.plus(late.get().deposit());
      }
    }
    sectors = loaded.flush();
    return deposits;
  }
}
