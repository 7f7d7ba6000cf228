// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.paych;

import io.jfvm.builtin.Violations;
import io.jfvm.ipld.Blockstore;
import io.jfvm.types.Address;
import io.jfvm.types.TokenAmount;
import java.util.List;

/** What holds of a payment channel's state. */
public final class PaymentChannelInvariants {
  private PaymentChannelInvariants() {}

  /** Returns what is wrong; empty if nothing is. */
  public static List<String> check(
      PaymentChannelState state, Blockstore store, TokenAmount balance) {
    Violations violations = new Violations();
    for (Address party : List.of(state.from(), state.to())) {
      violations.require(
          party.protocol() == Address.Protocol.ID, "party " + party + " is no f0 address");
    }
    violations.require(
        !state.isSettling() || state.settlingAt().compareTo(state.minSettleHeight()) >= 0,
        "settles at " + state.settlingAt() + " before " + state.minSettleHeight());
    state
        .lanes(store)
        .forEach(
            (lane, credit) ->
                violations.require(
                    !credit.redeemed().isNegative(),
                    "lane " + lane + " has redeemed " + credit.redeemed()));
    violations.require(
        balance.compareTo(state.toSend()) >= 0,
        "insufficient funds to send " + state.toSend() + ": " + balance);
    return violations.toList();
  }
}
