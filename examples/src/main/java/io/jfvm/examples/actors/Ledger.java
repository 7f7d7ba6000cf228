// SPDX-License-Identifier: Apache-2.0
package io.jfvm.examples.actors;

import io.jfvm.encoding.Codec;
import io.jfvm.encoding.Codecs;
import io.jfvm.types.ActorId;
import io.jfvm.types.MethodNum;
import java.util.List;

/** What others know of the actor {@code ledger.c}: its methods, their parameters, its state. */
public final class Ledger {
  /** Takes an {@link Entry}, gives the actor that many points, returns how many it has (u64). */
  public static final MethodNum CREDIT = MethodNum.ofName("Credit");

  /** Takes an {@link Entry}, moves points from the caller to that actor, returns as above. */
  public static final MethodNum MOVE = MethodNum.ofName("Move");

  /** Takes an actor's number, returns how many points it has (u64). */
  public static final MethodNum POINTS_OF = MethodNum.ofName("PointsOf");

  /** The entries, in the order in which the actors first had points. */
  public static final Codec<List<Entry>> STATE = Codecs.listOf(Entry.CODEC);

  /**
   * Points of an actor.
   *
   * @param points u64
   */
  public record Entry(ActorId actor, long points) {
    public static final Codec<Entry> CODEC =
        Codec.of(
            (out, entry) -> out.array(2).u64(entry.actor.value()).u64(entry.points),
            in -> {
              in.tuple(2);
              return new Entry(new ActorId(in.u64()), in.u64());
            });
  }

  private Ledger() {}

  /** The WebAssembly binary. */
  public static byte[] module() {
    return ActorModule.load("ledger");
  }
}
