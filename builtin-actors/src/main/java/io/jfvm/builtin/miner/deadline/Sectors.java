// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.miner.deadline;

import io.jfvm.actor.ActorException;
import io.jfvm.actor.Exits;
import io.jfvm.ipld.Blockstore;
import io.jfvm.ipld.amt.Amt;
import io.jfvm.ipld.amt.AmtType;
import io.jfvm.ipld.bitfield.BitField;
import io.jfvm.types.Cid;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.PrimitiveIterator;
import java.util.Set;

/**
 * All proven sectors of a miner, by number. Changes stay here until {@link #flush}. Used by one
 * thread.
 *
 * <p>Source: builtin-actors {@code actors/miner/src/sectors.rs}.
 */
public final class Sectors {
  public static final int BIT_WIDTH = 5;

  private static final AmtType<Sector> TYPE = AmtType.of(Sector.CODEC, BIT_WIDTH);

  private final Amt<Sector> amt;

  private Sectors(Amt<Sector> amt) {
    this.amt = amt;
  }

  public static Sectors load(Blockstore store, Cid root) {
    return new Sectors(Amt.load(TYPE, store, root));
  }

  /** Writes what changed and returns the root. */
  public Cid flush() {
    return amt.flush();
  }

  /** Visits all sectors in the order of their numbers. */
  public void forEach(Amt.Consumer<? super Sector> visitor) {
    amt.forEach(visitor);
  }

  public Optional<Sector> get(long number) {
    return amt.get(number);
  }

  /**
   * A sector that is there.
   *
   * @throws io.jfvm.actor.ActorException NOT_FOUND if it is not
   */
  public Sector mustGet(long number) {
    return get(number).orElseThrow(() -> missing(number));
  }

  /**
   * The sectors of these numbers, in ascending order.
   *
   * @throws io.jfvm.actor.ActorException NOT_FOUND if one is missing
   */
  public List<Sector> loadAll(BitField numbers) {
    List<Sector> sectors = new ArrayList<>();
    for (PrimitiveIterator.OfLong bits = numbers.bits(); bits.hasNext(); ) {
      sectors.add(mustGet(bits.nextLong()));
    }
    return sectors;
  }

  /**
   * Removes the sectors of these numbers.
   *
   * @throws io.jfvm.actor.ActorException NOT_FOUND if one is missing
   */
  public void deleteAll(BitField numbers) {
    for (PrimitiveIterator.OfLong bits = numbers.bits(); bits.hasNext(); ) {
      long number = bits.nextLong();
      if (amt.remove(number).isEmpty()) {
        throw missing(number);
      }
    }
  }

  /**
   * Adds sectors, or replaces those of the same numbers.
   *
   * @throws io.jfvm.actor.ActorException ILLEGAL_STATE if a number is above {@link
   *     Sector#MAX_NUMBER}
   */
  public void store(List<Sector> sectors) {
    for (Sector sector : sectors) {
      if (Long.compareUnsigned(sector.number(), Sector.MAX_NUMBER) > 0) {
        throw Exits.illegalState(
            "sector number " + Long.toUnsignedString(sector.number()) + " out of range");
      }
      amt.set(sector.number(), sector);
    }
  }

  /**
   * The sectors that a window PoSt answers for, in ascending order of their numbers: the first
   * sector without fault stands in for each one that is to be ignored. None if all are.
   *
   * @throws io.jfvm.actor.ActorException NOT_FOUND if one is missing
   */
  public List<Sector> loadForProof(BitField proven, BitField ignored) {
    OptionalLong good = proven.difference(ignored).first();
    if (good.isEmpty()) {
      return List.of();
    }
    Sector standIn = mustGet(good.getAsLong());
    List<Sector> sectors = new ArrayList<>();
    for (PrimitiveIterator.OfLong bits = proven.bits(); bits.hasNext(); ) {
      long number = bits.nextLong();
      sectors.add(ignored.contains(number) ? standIn : mustGet(number));
    }
    return sectors;
  }

  /**
   * Those of a list whose numbers are in the field, in the order of the list; of several with one
   * number, the first.
   *
   * @throws io.jfvm.actor.ActorException ILLEGAL_STATE if a number of the field is not there
   */
  public static List<Sector> select(List<Sector> sectors, BitField field) {
    Set<Long> wanted = new HashSet<>();
    for (PrimitiveIterator.OfLong bits = field.bits(); bits.hasNext(); ) {
      wanted.add(bits.nextLong());
    }
    List<Sector> selected = new ArrayList<>();
    for (Sector sector : sectors) {
      if (wanted.remove(sector.number())) {
        selected.add(sector);
      }
    }
    if (!wanted.isEmpty()) {
      throw Exits.illegalState("failed to find " + wanted.size() + " expected sectors");
    }
    return selected;
  }

  private static ActorException missing(long number) {
    return Exits.notFound("sector not found: " + Long.toUnsignedString(number));
  }
}
