// SPDX-License-Identifier: Apache-2.0
package io.jfvm.conformance.random;

import io.jfvm.builtin.miner.deadline.DeadlineWindow;
import io.jfvm.types.Address;
import java.util.ArrayList;
import java.util.List;

/** Who may do what for a miner, its next free sector and what it has pre-committed. */
final class Miner {
  final Address id;
  Address owner;
  Address worker;
  long nextSector = 1;
  final List<PreCommit> pending = new ArrayList<>();

  /** Windows in which a bad proof was taken on trust. */
  final List<DeadlineWindow> doubtful = new ArrayList<>();

  Miner(Address id, Address owner, Address worker) {
    this.id = id;
    this.owner = owner;
    this.worker = worker;
  }

  long number() {
    return id.id().orElseThrow().value();
  }
}
