// SPDX-License-Identifier: Apache-2.0
package io.jfvm.call;

import io.jfvm.state.HistoryMap;
import io.jfvm.types.ActorId;
import java.util.Collection;

/**
 * Which actors' lookups and updates a message has paid for. What is undone must be paid again.
 *
 * <p>The reference tracks addresses too; resolving them costs nothing in any price list. Source:
 * ref-fvm {@code fvm/src/call_manager/state_access_tracker.rs}.
 */
final class AccessTracker {
  private final HistoryMap<ActorId, Access> actors = new HistoryMap<>();

  private enum Access {
    READ,
    UPDATED
  }

  /** A tracker of a message for which these actors are free. */
  AccessTracker(Collection<ActorId> preloaded) {
    preloaded.forEach(this::recordUpdate);
  }

  boolean isRead(ActorId actor) {
    return actors.get(actor) != null;
  }

  boolean isUpdated(ActorId actor) {
    return actors.get(actor) == Access.UPDATED;
  }

  void recordRead(ActorId actor) {
    if (!isRead(actor)) {
      actors.put(actor, Access.READ);
    }
  }

  void recordUpdate(ActorId actor) {
    actors.put(actor, Access.UPDATED);
  }

  int height() {
    return actors.height();
  }

  void rollback(int height) {
    actors.rollback(height);
  }
}
