// SPDX-License-Identifier: Apache-2.0
package io.jfvm.benchmarks;

import io.jfvm.builtin.market.MarketState;
import io.jfvm.executor.ApplyResult;
import io.jfvm.types.ActorId;
import io.jfvm.types.Message;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;

/** A client's deals: published, and paid for. One hundred run already. */
public class DealsBenchmark extends StorageBenchmark {
  private static final int RUNNING = 100;

  @Param({"1", "10", "100"})
  public int deals;

  private Message publication;
  private Message settlement;

  @Override
  void build(StorageNetwork network) {
    StorageProvider provider = network.provider();
    network.apply(provider.publish(network, 0, RUNNING));
    network.apply(provider.preCommit(network, 0, RUNNING, true));
    network.passChallengeDelay();
    network.apply(provider.proveDeals(network, RUNNING));
    network.pass(2 * StorageProvider.DEAL_LEAD);

    publication = provider.publish(network, RUNNING, deals);
    settlement = provider.settle(network, deals);
    require(market(publication).nextId() == RUNNING + deals, "not all deals were published");
    MarketState before = market(publication);
    require(
        market(settlement).totalClientStorageFee().compareTo(before.totalClientStorageFee()) < 0,
        "nothing was paid");
  }

  private MarketState market(Message message) {
    return rehearse(message).state(ActorId.MARKET.address(), MarketState.CODEC).orElseThrow();
  }

  @Benchmark
  public ApplyResult publishStorageDeals() {
    return apply(publication);
  }

  @Benchmark
  public ApplyResult settleDealPayments() {
    return apply(settlement);
  }
}
