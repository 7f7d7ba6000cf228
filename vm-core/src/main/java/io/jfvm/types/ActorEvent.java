// SPDX-License-Identifier: Apache-2.0
package io.jfvm.types;

import io.jfvm.encoding.Codec;
import io.jfvm.encoding.Codecs;
import java.util.List;

/** An event and the actor that emitted it. */
public record ActorEvent(ActorId emitter, List<EventEntry> entries) {
  /** A pair. Source: ref-fvm {@code shared/src/event/mod.rs} (StampedEvent). */
  public static final Codec<ActorEvent> CODEC =
      Codec.of(
          (out, event) -> {
            out.array(2);
            ActorId.CODEC.encode(out, event.emitter);
            Codecs.listOf(EventEntry.CODEC).encode(out, event.entries);
          },
          in -> {
            in.tuple(2);
            return new ActorEvent(
                ActorId.CODEC.decode(in), Codecs.listOf(EventEntry.CODEC).decode(in));
          });

  public ActorEvent {
    entries = List.copyOf(entries);
  }
}
