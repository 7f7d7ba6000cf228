// SPDX-License-Identifier: Apache-2.0
package io.jfvm.evm.ethaccount;

import io.jfvm.actor.ActorRuntime;
import io.jfvm.actor.Exits;
import io.jfvm.actor.MethodTable;
import io.jfvm.ipld.IpldBlock;
import io.jfvm.types.ActorId;
import io.jfvm.types.Address;
import io.jfvm.types.MethodNum;
import java.util.Optional;

/**
 * An account whose key is Ethereum's. The VM itself makes one of a placeholder when it first sends
 * a message; it has no state and accepts every exported method. Source: builtin-actors {@code
 * actors/ethaccount/src/lib.rs}.
 */
public final class EthAccountActor {
  public static final MethodTable METHODS =
      MethodTable.of("EthAccount")
          .on(MethodNum.CONSTRUCTOR.value(), "Constructor", EthAccountActor::constructor)
          .otherwise(EthAccountActor::fallback)
          .build();

  private EthAccountActor() {}

  private static void constructor(ActorRuntime rt) {
    rt.callers().acceptOnly(ActorId.SYSTEM);
    Optional<ActorId> namespace =
        rt.lookupDelegatedAddress(rt.receiver()).flatMap(Address::namespace);
    if (!namespace.equals(Optional.of(ActorId.EAM))) {
      throw Exits.illegalArgument("an EthAccount needs an f410 address");
    }
  }

  private static Optional<IpldBlock> fallback(
      ActorRuntime rt, MethodNum method, Optional<IpldBlock> params) {
    rt.callers().acceptAny();
    if (!method.isExported()) {
      throw Exits.unhandledMessage("invalid method: " + method);
    }
    return Optional.empty();
  }
}
