// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.init;

import io.jfvm.builtin.Violations;
import io.jfvm.ipld.Blockstore;
import io.jfvm.ipld.hamt.Hamt;
import io.jfvm.types.ActorId;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What holds of the Init actor's state. */
public final class InitInvariants {
  private InitInvariants() {}

  /** Returns what is wrong; empty if nothing is. */
  public static List<String> check(InitState state, Blockstore store) {
    Violations violations = new Violations();
    violations.require(!state.networkName().isEmpty(), "the network has no name");
    violations.require(
        state.nextId().compareTo(ActorId.FIRST_NON_SINGLETON) >= 0,
        "next id " + state.nextId() + " is too low");
    Set<ActorId> delegated = new HashSet<>();
    Set<ActorId> robust = new HashSet<>();
    Hamt.load(InitState.ADDRESSES, store, state.addressMap())
        .forEach(
            (address, id) -> {
              violations.require(
                  id.compareTo(ActorId.FIRST_NON_SINGLETON) >= 0,
                  address + " stands for the singleton " + id);
              violations.require(
                  id.compareTo(state.nextId()) < 0,
                  address + " stands for " + id + ", not below the next id " + state.nextId());
              switch (address.protocol()) {
                case ID -> violations.add("key " + address + " is an f0 address");
                case DELEGATED ->
                    violations.require(delegated.add(id), id + " has two f4 addresses");
                case SECP256K1, ACTOR, BLS ->
                    violations.require(robust.add(id), id + " has two stable addresses");
              }
            });
    return violations.toList();
  }
}
