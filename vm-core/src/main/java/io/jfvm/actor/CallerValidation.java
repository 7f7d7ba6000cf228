// SPDX-License-Identifier: Apache-2.0
package io.jfvm.actor;

import io.jfvm.types.ActorId;
import io.jfvm.types.ActorType;
import io.jfvm.types.Address;
import java.util.Collection;
import java.util.List;

/**
 * Says who may call. An invocation validates its caller exactly once; a second validation, or none,
 * aborts with ASSERTION_FAILED. A caller that is refused ends the invocation with FORBIDDEN.
 */
public interface CallerValidation {

  void acceptAny();

  void acceptOnly(Collection<Address> addresses);

  default void acceptOnly(ActorId actor) {
    acceptOnly(List.of(actor.address()));
  }

  void acceptTypes(Collection<ActorType> types);

  /** Accepts actors whose delegated address is in one of the namespaces. */
  void acceptNamespaces(Collection<ActorId> namespaces);
}
