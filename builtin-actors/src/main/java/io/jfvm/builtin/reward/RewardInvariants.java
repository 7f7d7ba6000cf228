// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.reward;

import io.jfvm.builtin.Violations;
import io.jfvm.types.ChainEpoch;
import io.jfvm.types.TokenAmount;
import java.util.List;

/** What holds of the Reward actor's state. */
public final class RewardInvariants {
  /** What storage providers may earn in all. */
  public static final TokenAmount STORAGE_MINING_ALLOCATION = TokenAmount.ofFil(1_100_000_000);

  private RewardInvariants() {}

  /**
   * Returns what is wrong; empty if nothing is.
   *
   * @param priorEpoch the last one whose messages were applied; −1 at genesis
   */
  public static List<String> check(RewardState state, ChainEpoch priorEpoch, TokenAmount balance) {
    Violations violations = new Violations();
    violations.require(
        state.totalStoragePowerReward().plus(balance).compareTo(STORAGE_MINING_ALLOCATION) >= 0,
        "rewarded " + state.totalStoragePowerReward() + " and left " + balance + " are too little");
    violations.require(
        state.epoch().value() == priorEpoch.value() + 1,
        "epoch " + state.epoch() + " does not follow " + priorEpoch);
    violations.require(
        state.effectiveNetworkTime().compareTo(state.epoch()) <= 0,
        "effective network time " + state.effectiveNetworkTime() + " is in the future");
    violations.require(
        state.cumsumRealized().compareTo(state.cumsumBaseline()) <= 0,
        "realized power exceeds the baseline");
    violations.require(state.cumsumRealized().signum() >= 0, "realized power is negative");
    return violations.toList();
  }
}
