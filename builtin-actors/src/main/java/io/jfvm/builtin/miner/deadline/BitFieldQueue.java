// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.miner.deadline;

import io.jfvm.ipld.Blockstore;
import io.jfvm.ipld.amt.Amt;
import io.jfvm.ipld.amt.AmtType;
import io.jfvm.ipld.bitfield.BitField;
import io.jfvm.types.ChainEpoch;
import io.jfvm.types.Cid;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Sets of numbers by the epoch at which they are due. Epochs are rounded up, so that there are few.
 * Changes stay here until {@link #flush}. Used by one thread.
 *
 * <p>Source: builtin-actors {@code actors/miner/src/bitfield_queue.rs}.
 */
public final class BitFieldQueue {
  private final Amt<BitField> amt;
  private final QuantSpec quant;

  private BitFieldQueue(Amt<BitField> amt, QuantSpec quant) {
    this.amt = amt;
    this.quant = quant;
  }

  /** The arrays of a queue whose creator gives them this bit width. A constant. */
  public static AmtType<BitField> type(int bitWidth) {
    return AmtType.of(BitField.CODEC, bitWidth);
  }

  public static BitFieldQueue load(
      AmtType<BitField> type, Blockstore store, Cid root, QuantSpec quant) {
    return new BitFieldQueue(Amt.load(type, store, root), quant);
  }

  /** The numbers by epoch. */
  public Amt<BitField> amt() {
    return amt;
  }

  /** Writes what changed and returns the root. */
  public Cid flush() {
    return amt.flush();
  }

  /**
   * Adds numbers to an epoch, rounded up.
   *
   * @throws io.jfvm.actor.ActorException ILLEGAL_STATE if that is negative
   */
  public void add(ChainEpoch epoch, BitField numbers) {
    if (!numbers.isEmpty()) {
      long index = EpochIndex.of(quant.up(epoch.value()));
      amt.set(index, amt.get(index).orElse(BitField.EMPTY).union(numbers));
    }
  }

  /** Adds numbers to several epochs. Those that round to one cost one change. */
  public void addAll(SortedMap<ChainEpoch, BitField> numbers) {
    SortedMap<ChainEpoch, BitField> rounded = new TreeMap<>();
    numbers.forEach((epoch, some) -> rounded.merge(quant.quantizeUp(epoch), some, BitField::union));
    rounded.forEach(this::add);
  }

  /**
   * Takes numbers out of all epochs; those above move down to close the gaps. Epochs left without
   * any are removed.
   */
  public void cut(BitField numbers) {
    List<Long> emptied = new ArrayList<>();
    amt.updateEach(
        (epoch, slot) -> {
          BitField rest = slot.value().cut(numbers);
          if (rest.isEmpty()) {
            emptied.add(epoch);
          } else {
            slot.replace(rest);
          }
        });
    EpochIndex.removeAll(amt, emptied);
  }

  /** Removes all up to and including an epoch, and returns their numbers. */
  public Popped popUntil(ChainEpoch until) {
    List<Long> epochs = new ArrayList<>();
    List<BitField> fields = new ArrayList<>();
    amt.forEachWhile(
        (epoch, field) -> {
          boolean due = epoch <= until.value();
          if (due) {
            epochs.add(epoch);
            fields.add(field);
          }
          return due;
        });
    EpochIndex.removeAll(amt, epochs);
    return new Popped(BitField.union(fields), !epochs.isEmpty());
  }

  /**
   * What was due.
   *
   * @param isModified whether the queue changed
   */
  public record Popped(BitField numbers, boolean isModified) {}
}
