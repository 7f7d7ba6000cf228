// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.miner.deadline;

import io.jfvm.actor.Exits;
import io.jfvm.builtin.sector.SectorSize;
import io.jfvm.ipld.Blockstore;
import io.jfvm.ipld.amt.Amt;
import io.jfvm.ipld.amt.AmtType;
import io.jfvm.ipld.bitfield.BitField;
import io.jfvm.types.ChainEpoch;
import io.jfvm.types.Cid;
import io.jfvm.types.TokenAmount;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Sectors of a partition by the epoch at which they expire, on time or early. Epochs are rounded
 * up. Changes stay here until {@link #flush}. Used by one thread.
 *
 * <p>Source: builtin-actors {@code actors/miner/src/expiration_queue.rs}.
 */
final class ExpirationQueue {
  static final int BIT_WIDTH = 4;

  /** The most sectors an entry may have where it is walked sector by sector. */
  private static final long MAX_ENTRY_SECTORS = 10_000;

  private static final AmtType<ExpirationSet> TYPE = AmtType.of(ExpirationSet.CODEC, BIT_WIDTH);

  private final Amt<ExpirationSet> amt;
  private final QuantSpec quant;

  private ExpirationQueue(Amt<ExpirationSet> amt, QuantSpec quant) {
    this.amt = amt;
    this.quant = quant;
  }

  static ExpirationQueue load(Blockstore store, Cid root, QuantSpec quant) {
    return new ExpirationQueue(Amt.load(TYPE, store, root), quant);
  }

  Amt<ExpirationSet> amt() {
    return amt;
  }

  Cid flush() {
    return amt.flush();
  }

  SectorTotals addActive(List<Sector> sectors, SectorSize size) {
    throw new UnsupportedOperationException();
  }

  SectorTotals removeActive(List<Sector> sectors, SectorSize size) {
    throw new UnsupportedOperationException();
  }

  void rescheduleExpirations(ChainEpoch newExpiration, List<Sector> sectors, SectorSize size) {
    throw new UnsupportedOperationException();
  }

  PowerPair rescheduleAsFaults(ChainEpoch newExpiration, List<Sector> sectors, SectorSize size) {
    throw new UnsupportedOperationException();
  }

  void rescheduleAllAsFaults(ChainEpoch faultExpiration) {
    throw new UnsupportedOperationException();
  }

  PowerPair rescheduleRecovered(List<Sector> sectors, SectorSize size) {
    throw new UnsupportedOperationException();
  }

  record Removed(ExpirationSet set, PowerPair recoveringPower) {}

  Removed remove(List<Sector> sectors, BitField faults, BitField recovering, SectorSize size) {
    throw new UnsupportedOperationException();
  }

  ExpirationSet popUntil(ChainEpoch until) {
    throw new UnsupportedOperationException();
  }
}
