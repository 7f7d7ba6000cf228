// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.account;

import io.jfvm.builtin.Violations;
import io.jfvm.types.ActorId;
import java.util.List;

/** What holds of an account's state. */
public final class AccountInvariants {
  private AccountInvariants() {}

  /** Returns what is wrong; empty if nothing is. */
  public static List<String> check(AccountState state, ActorId account) {
    Violations violations = new Violations();
    if (account.compareTo(ActorId.FIRST_NON_SINGLETON) >= 0) {
      violations.require(state.address().isKey(), state.address() + " is no key address");
    }
    return violations.toList();
  }
}
