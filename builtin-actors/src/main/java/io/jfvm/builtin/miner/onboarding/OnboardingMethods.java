// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.miner.onboarding;

import io.jfvm.actor.MethodTable;
import io.jfvm.builtin.BatchReturn;
import io.jfvm.builtin.miner.MinerPolicy;
import io.jfvm.builtin.miner.onboarding.OnboardingParams.InternalSectorSetupForPreseal;
import io.jfvm.builtin.miner.onboarding.OnboardingParams.PreCommitSectorBatch;
import io.jfvm.builtin.miner.onboarding.OnboardingParams.ProveCommitSectors3;
import io.jfvm.builtin.miner.onboarding.OnboardingParams.ProveCommitSectorsNi;
import io.jfvm.builtin.miner.onboarding.OnboardingParams.ProveReplicaUpdates3;

/** The methods of a miner that bring sectors and data in. */
public final class OnboardingMethods {
  private OnboardingMethods() {}

  public static void register(MethodTable.Builder table, MinerPolicy policy) {
    table
        .on(
            17,
            "InternalSectorSetupForPreseal",
            InternalSectorSetupForPreseal.CODEC,
            Preseal::setUp)
        .on(
            28,
            "PreCommitSectorBatch2",
            PreCommitSectorBatch.CODEC,
            new PreCommitting(policy)::preCommit)
        .on(
            34,
            "ProveCommitSectors3",
            ProveCommitSectors3.CODEC,
            new ProveCommits(policy)::prove,
            BatchReturn.CODEC)
        .on(
            35,
            "ProveReplicaUpdates3",
            ProveReplicaUpdates3.CODEC,
            new ReplicaUpdates(policy)::prove,
            BatchReturn.CODEC)
        .on(
            36,
            "ProveCommitSectorsNI",
            ProveCommitSectorsNi.CODEC,
            new ProveCommitsNi(policy)::prove,
            BatchReturn.CODEC);
  }
}
