// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.miner.onboarding;

import io.jfvm.actor.ActorRuntime;
import io.jfvm.builtin.miner.MinerEditor;
import io.jfvm.builtin.miner.MinerState;
import io.jfvm.builtin.miner.PledgeInputs;
import io.jfvm.builtin.miner.PreCommittedSector;
import io.jfvm.builtin.miner.SectorEvents;
import io.jfvm.builtin.miner.SectorPreCommit;
import io.jfvm.builtin.miner.onboarding.DataActivation.Activated;
import io.jfvm.builtin.miner.onboarding.OnboardingParams.InternalSectorSetupForPreseal;
import io.jfvm.types.ActorId;
import java.util.List;

/**
 * Sectors that a network begins with: pre-committed, and taken for proven.
 *
 * <p>Source: builtin-actors {@code actors/miner/src/lib.rs} (internal_sector_setup_preseal).
 */
final class Preseal {
  private Preseal() {}

  /** Numbers without a pre-commitment are passed over. */
  static void setUp(ActorRuntime rt, InternalSectorSetupForPreseal params) {
    rt.callers().acceptOnly(ActorId.SYSTEM);
    MinerEditor miner = new MinerEditor(rt.state(MinerState.CODEC), rt.store());
    List<PreCommittedSector> preCommits = miner.preCommits().find(params.sectors());
    Activated activated =
        DataActivation.deals(rt, preCommits.stream().map(PreCommittedSector::sector).toList());
    List<PreCommittedSector> successful = activated.batch().successes(preCommits);
    PledgeInputs network =
        new PledgeInputs(
            params.qualityAdjPowerSmoothed(),
            params.rewardBaselinePower(),
            rt.circulatingSupply(),
            params.rewardSmoothed(),
            0,
            0);
    SectorActivation.activate(rt, successful, activated.data(), network, miner.info());
    for (int i = 0; i < Math.min(successful.size(), activated.data().size()); i++) {
      SectorPreCommit sector = successful.get(i).sector();
      SectorEvents.activated(
          rt, sector.sectorNumber(), sector.unsealedCid(), activated.data().get(i).pieces());
    }
  }
}
