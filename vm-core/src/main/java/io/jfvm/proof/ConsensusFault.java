// SPDX-License-Identifier: Apache-2.0
package io.jfvm.proof;

import io.jfvm.types.ActorId;
import io.jfvm.types.ChainEpoch;

/**
 * A miner did what consensus forbids.
 *
 * @param epoch the higher epoch of the two blocks
 */
public record ConsensusFault(ActorId target, ChainEpoch epoch, Type type) {

  /** The faults, under the numbers actors see. */
  public enum Type {
    DOUBLE_FORK_MINING(1),
    PARENT_GRINDING(2),
    TIME_OFFSET_MINING(3);

    private final int number;

    Type(int number) {
      this.number = number;
    }

    public int number() {
      return number;
    }
  }
}
