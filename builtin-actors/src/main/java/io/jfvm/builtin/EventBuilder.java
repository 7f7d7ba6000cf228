// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin;

import io.jfvm.actor.ActorRuntime;
import io.jfvm.encoding.Codec;
import io.jfvm.encoding.Codecs;
import io.jfvm.types.EventEntry;
import io.jfvm.types.Multicodec;
import java.util.ArrayList;
import java.util.List;

/**
 * An event of the built-in actors: its type first, then fields whose values are CBOR.
 *
 * <p>Source: builtin-actors {@code runtime/src/util/events.rs}.
 */
public final class EventBuilder {
  private final List<EventEntry> entries = new ArrayList<>();

  private EventBuilder() {}

  public static EventBuilder ofType(String type) {
    return new EventBuilder().add("$type", EventEntry.INDEX_ALL, Codecs.TEXT, type);
  }

  /** A field found by its name. */
  public <T> EventBuilder field(String name, Codec<T> codec, T value) {
    return add(name, EventEntry.INDEX_KEY, codec, value);
  }

  /** A field found by its name and its value. */
  public <T> EventBuilder indexed(String name, Codec<T> codec, T value) {
    return add(name, EventEntry.INDEX_ALL, codec, value);
  }

  private <T> EventBuilder add(String name, long flags, Codec<T> codec, T value) {
    entries.add(new EventEntry(flags, name, Multicodec.CBOR, codec.toBytes(value)));
    return this;
  }

  public List<EventEntry> entries() {
    return List.copyOf(entries);
  }

  public void emit(ActorRuntime rt) {
    rt.emit(entries());
  }
}
