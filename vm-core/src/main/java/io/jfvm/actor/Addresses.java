// SPDX-License-Identifier: Apache-2.0
package io.jfvm.actor;

import io.jfvm.types.ActorId;
import io.jfvm.types.Address;
import io.jfvm.types.MethodNum;
import io.jfvm.types.TokenAmount;
import java.util.Optional;

/**
 * What actors do with addresses they are given. Source: builtin-actors {@code
 * runtime/src/builtin/shared.rs}.
 */
public final class Addresses {
  private Addresses() {}

  /**
   * The actor behind an address. One that resolves to nothing is sent nothing, which creates an
   * account or a placeholder for it where the VM does so.
   *
   * @param mustExist whether the actor must have code; aborts with NOT_FOUND if it has none
   */
  public static ActorId resolveOrCreate(ActorRuntime rt, Address address, boolean mustExist) {
    Optional<ActorId> known = rt.resolve(address);
    if (known.isEmpty()) {
      Sends.requireSuccess(rt.send(address, MethodNum.SEND, Optional.empty(), TokenAmount.ZERO));
      known = rt.resolve(address);
    }
    ActorId actor =
        known.orElseThrow(
            () -> Exits.illegalArgument("failed to resolve or initialize address " + address));
    if (mustExist && rt.codeOf(actor).isEmpty()) {
      throw Exits.notFound("no code for address " + address);
    }
    return actor;
  }
}
