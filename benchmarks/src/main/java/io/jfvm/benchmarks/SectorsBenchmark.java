// SPDX-License-Identifier: Apache-2.0
package io.jfvm.benchmarks;

import io.jfvm.builtin.miner.MinerPolicy;
import io.jfvm.builtin.miner.MinerState;
import io.jfvm.executor.ApplyResult;
import io.jfvm.types.Message;
import io.jfvm.types.TokenAmount;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;

/**
 * Sectors without data: pre-committed, and proven, one by a proof of its own and more by one for
 * all. An aggregate answers for {@value MinerPolicy#MAX_AGGREGATED_SECTORS} sectors at most.
 */
public class SectorsBenchmark extends StorageBenchmark {
  @Param({"1", "100", "1000"})
  public int sectors;

  private Message preCommitment;
  private Message proof;

  @Override
  void build(StorageNetwork network) {
    StorageProvider provider = network.provider();
    int proven = Math.min(sectors, MinerPolicy.MAX_AGGREGATED_SECTORS);
    network.apply(provider.preCommit(network, 0, proven, false));
    network.passChallengeDelay();

    preCommitment = provider.preCommit(network, proven, sectors, false);
    proof = provider.prove(network, 0, proven);
    TokenAmount deposits = network.miner().preCommitDeposits();
    MinerState preCommitted = network.minerIn(rehearse(preCommitment));
    require(
        preCommitted.preCommitDeposits().compareTo(deposits) > 0, "no deposit for pre-commitments");
    MinerState active = network.minerIn(rehearse(proof));
    require(active.preCommitDeposits().isZero(), "not all sectors were proven");
    require(active.initialPledge().isPositive(), "no pledge for sectors");
  }

  @Benchmark
  public ApplyResult preCommitSectorBatch2() {
    return apply(preCommitment);
  }

  @Benchmark
  public ApplyResult proveCommitSectors3() {
    return apply(proof);
  }
}
