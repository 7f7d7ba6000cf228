// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.miner.proving;

import io.jfvm.actor.ActorRuntime;
import io.jfvm.builtin.miner.MinerEditor;
import io.jfvm.builtin.miner.MinerInfo;

/** Who may tell a miner what to do with its sectors: its control addresses, worker and owner. */
final class Controllers {
  private Controllers() {}

  /** Accepts no other caller; returns who the miner is. */
  static MinerInfo require(ActorRuntime rt, MinerEditor miner) {
    MinerInfo info = miner.info();
    rt.callers().acceptOnly(info.controllers());
    return info;
  }
}
