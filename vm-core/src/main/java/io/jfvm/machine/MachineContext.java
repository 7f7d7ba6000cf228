// SPDX-License-Identifier: Apache-2.0
package io.jfvm.machine;

import io.jfvm.types.ChainEpoch;
import io.jfvm.types.Cid;
import io.jfvm.types.TokenAmount;

/**
 * What holds for all messages applied to one machine.
 *
 * @param timestampSeconds of the tipset, Unix time, u64
 * @param circulatingSupply as of the parent state
 * @param tracing whether each message's result carries a trace; reaches no other part of it
 */
public record MachineContext(
    NetworkConfig network,
    ChainEpoch epoch,
    long timestampSeconds,
    TokenAmount baseFee,
    TokenAmount circulatingSupply,
    Cid initialStateRoot,
    boolean tracing) {

  /** No base fee, no supply, no tracing. */
  public static MachineContext of(
      NetworkConfig network, ChainEpoch epoch, long timestampSeconds, Cid initialStateRoot) {
    return new MachineContext(
        network,
        epoch,
        timestampSeconds,
        TokenAmount.ZERO,
        TokenAmount.ZERO,
        initialStateRoot,
        false);
  }

  public MachineContext withBaseFee(TokenAmount fee) {
    return new MachineContext(
        network, epoch, timestampSeconds, fee, circulatingSupply, initialStateRoot, tracing);
  }

  public MachineContext withCirculatingSupply(TokenAmount supply) {
    return new MachineContext(
        network, epoch, timestampSeconds, baseFee, supply, initialStateRoot, tracing);
  }

  public MachineContext withTracing(boolean on) {
    return new MachineContext(
        network, epoch, timestampSeconds, baseFee, circulatingSupply, initialStateRoot, on);
  }
}
