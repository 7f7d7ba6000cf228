// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.power;

import io.jfvm.builtin.Violations;
import io.jfvm.builtin.policy.Policy;
import io.jfvm.ipld.Blockstore;
import java.math.BigInteger;
import java.util.List;

/** What holds of the Power actor's state. */
public final class PowerInvariants {
  private PowerInvariants() {}

  /** Returns what is wrong; empty if nothing is. */
  public static List<String> check(Policy policy, PowerState state, Blockstore store) {
    Violations violations = new Violations();
    PowerState.Totals totals = state.totals();
    requireOrder(violations, "nothing", BigInteger.ZERO, "raw power", totals.rawBytePower());
    requireOrder(
        violations, "raw power", totals.rawBytePower(), "qa power", totals.qualityAdjPower());
    requireOrder(
        violations,
        "raw bytes committed",
        totals.bytesCommitted(),
        "qa bytes committed",
        totals.qaBytesCommitted());
    requireOrder(
        violations,
        "raw power",
        totals.rawBytePower(),
        "raw bytes committed",
        totals.bytesCommitted());
    requireOrder(
        violations,
        "qa power",
        totals.qualityAdjPower(),
        "qa bytes committed",
        totals.qaBytesCommitted());
    checkClaims(new Claims(policy), state, store, violations);
    state
        .cronEvents(store)
        .forEach(
            (epoch, events) ->
                violations.require(
                    epoch.compareTo(state.firstCronEpoch()) >= 0,
                    "cron event at " + epoch + " before " + state.firstCronEpoch()));
    violations.require(
        state.proofValidationBatch().isEmpty(), "there are proofs to validate in a batch");
    return violations.toList();
  }

  private static void requireOrder(
      Violations violations, String less, BigInteger small, String more, BigInteger large) {
    violations.require(
        small.compareTo(large) <= 0, less + " " + small + " exceeds " + more + " " + large);
  }

  private static void checkClaims(
      Claims rules, PowerState state, Blockstore store, Violations violations) {
    PowerState[] counted = {
      state.withTotals(PowerState.Totals.ZERO.withPledge(state.totals().pledgeCollateral()), 0)
    };
    state
        .claims(store)
        .forEach(
            (miner, claim) -> {
              PowerState sum = counted[0];
              boolean counts = rules.reachesMinimum(claim);
              PowerState.Totals totals =
                  sum.totals().withCommitted(claim.rawBytePower(), claim.qualityAdjPower());
              counted[0] =
                  sum.withTotals(
                      counts
                          ? totals.withPower(claim.rawBytePower(), claim.qualityAdjPower())
                          : totals,
                      sum.minerAboveMinPowerCount() + (counts ? 1 : 0));
            });
    violations.require(
        counted[0].totals().equals(state.totals()),
        "the claims add up to " + counted[0].totals() + ", not " + state.totals());
    violations.require(
        counted[0].minerAboveMinPowerCount() == state.minerAboveMinPowerCount(),
        counted[0].minerAboveMinPowerCount()
            + " claims reach the minimum, not "
            + state.minerAboveMinPowerCount());
  }
}
