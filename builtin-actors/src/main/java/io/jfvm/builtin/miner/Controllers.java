// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.miner;

import io.jfvm.actor.ActorRuntime;

/** Who may tell a miner what to do with its sectors: its control addresses, worker and owner. */
public final class Controllers {
  private Controllers() {}

  /** Accepts no other caller; returns who the miner is. */
  public static MinerInfo require(ActorRuntime rt, MinerEditor miner) {
    MinerInfo info = miner.info();
    rt.callers().acceptOnly(info.controllers());
    return info;
  }
}
