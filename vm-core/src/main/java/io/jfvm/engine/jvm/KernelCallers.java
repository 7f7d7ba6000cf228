// SPDX-License-Identifier: Apache-2.0
package io.jfvm.engine.jvm;

import io.jfvm.actor.ActorRuntime;
import io.jfvm.actor.CallerValidation;
import io.jfvm.actor.Exits;
import io.jfvm.types.ActorId;
import io.jfvm.types.ActorType;
import io.jfvm.types.Address;
import io.jfvm.types.Cid;
import java.util.Collection;
import java.util.Optional;

/** Judges the caller of one invocation, once. Source: builtin-actors {@code fvm.rs}. */
final class KernelCallers implements CallerValidation {
  private final ActorRuntime rt;
  private boolean validated;

  KernelCallers(ActorRuntime rt) {
    this.rt = rt;
  }

  /** Whether the caller has been accepted. */
  boolean isValidated() {
    return validated;
  }

  @Override
  public void acceptAny() {
    requireNotValidated();
    validated = true;
  }

  @Override
  public void acceptOnly(Collection<Address> addresses) {
    requireNotValidated();
    accept(addresses.contains(rt.caller().address()), "is not one of ", addresses);
  }

  @Override
  public void acceptTypes(Collection<ActorType> types) {
    requireNotValidated();
    Cid code =
        rt.codeOf(rt.caller())
            .orElseThrow(() -> Exits.assertionFailed("caller " + rt.caller() + " has no code"));
    Optional<ActorType> type = rt.typeOf(code);
    accept(type.isPresent() && types.contains(type.get()), "is of none of the types ", types);
  }

  @Override
  public void acceptNamespaces(Collection<ActorId> namespaces) {
    requireNotValidated();
    Optional<ActorId> namespace =
        rt.lookupDelegatedAddress(rt.caller()).flatMap(Address::namespace);
    accept(
        namespace.isPresent() && namespaces.contains(namespace.get()),
        "is in none of the namespaces ",
        namespaces);
  }

  private void requireNotValidated() {
    if (validated) {
      throw Exits.assertionFailed("method must validate its caller exactly once");
    }
  }

  private void accept(boolean accepted, String reason, Collection<?> wanted) {
    if (!accepted) {
      throw Exits.forbidden("caller " + rt.caller() + " " + reason + wanted);
    }
    validated = true;
  }
}
