// SPDX-License-Identifier: Apache-2.0
package io.jfvm.conformance.random;

import io.jfvm.types.Address;
import io.jfvm.types.TokenAmount;
import java.util.HexFormat;

/**
 * A message of a history, complete but for the nonce, which is the sender's next when its turn
 * comes.
 *
 * @param epoch never less than that of the step before
 * @param implicit applied without nonce and fees, from whatever actor
 * @param fees other than none only if no actor's code runs: its gas differs by profile
 * @param name actor and method, for people
 */
record Step(
    long epoch,
    boolean implicit,
    Address from,
    Address to,
    TokenAmount value,
    long method,
    byte[] params,
    Fees fees,
    String name) {

  Step(
      long epoch,
      Address from,
      Address to,
      TokenAmount value,
      long method,
      byte[] params,
      String name) {
    this(epoch, false, from, to, value, method, params, Fees.NONE, name);
  }

  @Override
  public String toString() {
    return "%d %s%s: %s -> %s method %d value %s params %s%s"
        .formatted(
            epoch,
            name,
            implicit ? " (implicit)" : "",
            from,
            to,
            method,
            value.atto(),
            HexFormat.of().formatHex(params),
            fees.areNone() ? "" : " " + fees);
  }
}
