// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.datacap;

import io.jfvm.builtin.Violations;
import io.jfvm.ipld.Blockstore;
import io.jfvm.types.TokenAmount;
import java.math.BigInteger;
import java.util.List;

/** What holds of a token's state. */
public final class TokenInvariants {
  private TokenInvariants() {}

  /** Returns what is wrong; empty if nothing is. */
  public static List<String> check(TokenState state, Blockstore store) {
    Violations violations = new Violations();
    TokenAmount[] sum = {TokenAmount.ZERO};
    state
        .balances(store)
        .forEach(
            (owner, balance) -> {
              violations.require(balance.isPositive(), owner + " has " + balance.atto());
              violations.require(
                  balance.atto().mod(Token.GRANULARITY).equals(BigInteger.ZERO),
                  owner + " has a part of a token: " + balance.atto());
              sum[0] = sum[0].plus(balance);
            });
    violations.require(
        sum[0].equals(state.supply()),
        "balances add up to " + sum[0].atto() + ", the supply is " + state.supply().atto());
    state
        .allowances(store)
        .forEach(
            (owner, root) -> {
              var allowances = state.allowancesOf(store, owner).orElseThrow();
              violations.require(!allowances.isEmpty(), owner + " has an empty map of allowances");
              allowances.forEach(
                  (operator, allowance) -> {
                    violations.require(
                        allowance.isPositive(),
                        operator + " may spend " + allowance.atto() + " of " + owner);
                    violations.require(
                        !operator.equals(owner), owner + " has an allowance of its own tokens");
                  });
            });
    return violations.toList();
  }
}
