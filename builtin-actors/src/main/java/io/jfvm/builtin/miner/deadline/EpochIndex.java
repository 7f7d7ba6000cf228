// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.miner.deadline;

import io.jfvm.actor.Exits;
import io.jfvm.ipld.amt.Amt;
import java.util.List;

/** Epochs as indices of an AMT. */
final class EpochIndex {
  private EpochIndex() {}

  /**
   * @throws io.jfvm.actor.ActorException ILLEGAL_STATE if it is negative
   */
  static long of(long epoch) {
    if (epoch < 0) {
      throw Exits.illegalState("queue epoch " + epoch + " is negative");
    }
    return epoch;
  }

  /** Removes entries that are there. */
  static void removeAll(Amt<?> queue, List<Long> epochs) {
    if (!epochs.isEmpty()) {
      queue.removeAll(epochs.stream().mapToLong(Long::longValue).toArray(), true);
    }
  }
}
