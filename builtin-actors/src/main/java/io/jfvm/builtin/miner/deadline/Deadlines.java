// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.miner.deadline;

import io.jfvm.actor.Exits;
import io.jfvm.encoding.Codec;
import io.jfvm.encoding.Codecs;
import io.jfvm.ipld.Blockstore;
import io.jfvm.types.Cid;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * The deadlines of a proving period, each in a block of its own.
 *
 * <p>Source: builtin-actors {@code actors/miner/src/deadline_state.rs}, {@code deadlines.rs}.
 *
 * @param due roots of {@link Deadline}
 */
public record Deadlines(List<Cid> due) {
  private static final Codec<List<Cid>> ROOTS = Codecs.listOf(Cid.CODEC);

  public static final Codec<Deadlines> CODEC =
      Codec.of(
          (out, deadlines) -> {
            out.array(1);
            ROOTS.encode(out, deadlines.due);
          },
          in -> {
            in.tuple(1);
            return new Deadlines(ROOTS.decode(in));
          });

  public Deadlines {
    due = List.copyOf(due);
  }

  /** Deadlines without sectors. Writes the empty deadline. */
  public static Deadlines empty(Blockstore store) {
    Cid root = store.save(Deadline.CODEC, Deadline.empty(store));
    return new Deadlines(Collections.nCopies(ProvingPeriod.DEADLINES, root));
  }

  /**
   * A deadline.
   *
   * @param index u64
   * @throws io.jfvm.actor.ActorException ILLEGAL_ARGUMENT if there is none
   */
  public Deadline load(Blockstore store, long index) {
    if (Long.compareUnsigned(index, due.size()) >= 0) {
      throw Exits.illegalArgument(
          "invalid deadline index " + Long.toUnsignedString(index) + " of " + due.size());
    }
    return store.load(Deadline.CODEC, due.get((int) index));
  }

  /**
   * Writes a deadline and puts it in the place of another.
   *
   * @param index u64
   * @throws io.jfvm.actor.ActorException ILLEGAL_STATE if there is none of this index, or the
   *     deadline has more live sectors than sectors, or negative faulty power
   */
  public Deadlines with(Blockstore store, long index, Deadline deadline) {
    if (Long.compareUnsigned(index, ProvingPeriod.DEADLINES) >= 0) {
      throw Exits.illegalState("invalid deadline " + Long.toUnsignedString(index));
    }
    List<Cid> next = new ArrayList<>(due);
    next.set((int) index, store.save(Deadline.CODEC, deadline.validated()));
    return new Deadlines(next);
  }

  /** Where a sector is filed. Both numbers are u64. */
  public record Location(long deadline, long partition) {}

  /** Searches all partitions of all deadlines for a sector. */
  public Optional<Location> find(Blockstore store, long sector) {
    for (int i = 0; i < due.size(); i++) {
      List<Location> found = new ArrayList<>();
      int deadline = i;
      load(store, i)
          .loadPartitions(store)
          .forEachWhile(
              (index, partition) -> {
                if (partition.sectors().contains(sector)) {
                  found.add(new Location(deadline, index));
                }
                return found.isEmpty();
              });
      if (!found.isEmpty()) {
        return Optional.of(found.getFirst());
      }
    }
    return Optional.empty();
  }
}
