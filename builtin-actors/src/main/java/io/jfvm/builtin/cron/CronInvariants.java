// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.cron;

import io.jfvm.builtin.Violations;
import io.jfvm.types.Address;
import io.jfvm.types.MethodNum;
import java.util.List;

/** What holds of the Cron actor's state. */
public final class CronInvariants {
  private CronInvariants() {}

  /** Returns what is wrong; empty if nothing is. */
  public static List<String> check(CronState state) {
    Violations violations = new Violations();
    for (CronState.Entry entry : state.entries()) {
      violations.require(
          entry.receiver().protocol() == Address.Protocol.ID,
          "receiver " + entry.receiver() + " is no f0 address");
      violations.require(
          !entry.method().equals(MethodNum.SEND), "no method to call at " + entry.receiver());
    }
    return violations.toList();
  }
}
