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
    String name) {

  @Override
  public String toString() {
    return "%d %s%s: %s -> %s method %d value %s params %s"
        .formatted(
            epoch,
            name,
            implicit ? " (implicit)" : "",
            from,
            to,
            method,
            value.atto(),
            HexFormat.of().formatHex(params));
  }
}
