// SPDX-License-Identifier: Apache-2.0
package io.jfvm.call;

import io.jfvm.ipld.DiscardBlockstore;
import io.jfvm.ipld.amt.Amt;
import io.jfvm.ipld.amt.AmtType;
import io.jfvm.types.ActorEvent;
import io.jfvm.types.Cid;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The events of a message in the order they were emitted. */
final class EventLog {
  private static final AmtType<ActorEvent> AMT = AmtType.of(ActorEvent.CODEC, 5);

  private final List<ActorEvent> events = new ArrayList<>();

  void add(ActorEvent event) {
    events.add(event);
  }

  int size() {
    return events.size();
  }

  void truncate(int size) {
    events.subList(size, events.size()).clear();
  }

  List<ActorEvent> events() {
    return List.copyOf(events);
  }

  /** The root of the AMT of all events, whose nodes nobody stores; nothing without events. */
  Optional<Cid> root() {
    if (events.isEmpty()) {
      return Optional.empty();
    }
    Amt<ActorEvent> amt = Amt.empty(AMT, new DiscardBlockstore());
    for (int i = 0; i < events.size(); i++) {
      amt.set(i, events.get(i));
    }
    return Optional.of(amt.flush());
  }
}
