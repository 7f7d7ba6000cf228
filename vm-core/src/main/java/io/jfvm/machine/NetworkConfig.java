// SPDX-License-Identifier: Apache-2.0
package io.jfvm.machine;

import io.jfvm.gas.PriceList;
import io.jfvm.gas.PriceLists;
import io.jfvm.types.NetworkVersion;

/**
 * What holds for a whole network version. Source: ref-fvm {@code fvm/src/machine/mod.rs}.
 *
 * @param chainId of Ethereum's kind; 314 on mainnet
 * @param actorDebugging whether the debug syscalls do anything; changes what actors do, so never on
 *     a public network
 */
public record NetworkConfig(
    NetworkVersion version,
    long chainId,
    Limits limits,
    PriceList prices,
    RuleSet rules,
    boolean actorDebugging) {

  public static final long MAINNET_CHAIN_ID = 314;

  /** The network's own limits, prices and rules, without debugging. */
  public static NetworkConfig of(NetworkVersion version, long chainId) {
    return new NetworkConfig(
        version, chainId, Limits.NETWORK, PriceLists.of(version), RuleSet.of(version), false);
  }

  public NetworkConfig withLimits(Limits newLimits) {
    return new NetworkConfig(version, chainId, newLimits, prices, rules, actorDebugging);
  }

  public NetworkConfig withActorDebugging() {
    return new NetworkConfig(version, chainId, limits, prices, rules, true);
  }
}
