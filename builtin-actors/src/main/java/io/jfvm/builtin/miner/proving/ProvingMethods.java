// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.miner.proving;

import io.jfvm.actor.MethodTable;
import io.jfvm.builtin.miner.DeferredCronEventParams;
import io.jfvm.builtin.miner.proving.ProvingParams.CompactPartitions;
import io.jfvm.builtin.miner.proving.ProvingParams.DisputeWindowedPost;
import io.jfvm.builtin.miner.proving.ProvingParams.ExtendSectorExpiration2;
import io.jfvm.builtin.miner.proving.ProvingParams.SectorDeclarations;
import io.jfvm.builtin.miner.proving.ProvingParams.SubmitWindowedPost;
import io.jfvm.builtin.miner.proving.ProvingParams.TerminationProgress;
import io.jfvm.builtin.policy.Policy;

/**
 * The rows of the Miner's method table that this package has.
 *
 * <p>Source: builtin-actors {@code actors/miner/src/lib.rs}.
 */
public final class ProvingMethods {
  private ProvingMethods() {}

  /** Adds the methods as compiled for a network. */
  public static void register(MethodTable.Builder table, Policy policy) {
    table
        .on(5, "SubmitWindowedPoSt", SubmitWindowedPost.CODEC, new WindowPosts(policy)::submit)
        .on(
            9,
            "TerminateSectors",
            SectorDeclarations.CODEC,
            Terminations::terminate,
            TerminationProgress.CODEC)
        .on(10, "DeclareFaults", SectorDeclarations.CODEC, FaultDeclarations::declareFaults)
        .on(
            11,
            "DeclareFaultsRecovered",
            SectorDeclarations.CODEC,
            FaultDeclarations::declareRecoveries)
        .on(
            DeferredCronEventParams.METHOD.value(),
            "OnDeferredCronEvent",
            DeferredCronEventParams.CODEC,
            CronEvents::handle)
        .on(19, "CompactPartitions", CompactPartitions.CODEC, Compaction::compact)
        .on(24, "DisputeWindowedPoSt", DisputeWindowedPost.CODEC, new Disputes(policy)::dispute)
        .on(32, "ExtendSectorExpiration2", ExtendSectorExpiration2.CODEC, Extensions::extend);
  }
}
