// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.system;

import io.jfvm.builtin.Violations;
import io.jfvm.ipld.Blockstore;
import io.jfvm.types.ActorType;
import io.jfvm.types.Cid;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What holds of the System actor's state. */
public final class SystemInvariants {
  private SystemInvariants() {}

  /** Returns what is wrong; empty if nothing is. */
  public static List<String> check(SystemState state, Blockstore store) {
    Violations violations = new Violations();
    Set<String> names = new HashSet<>();
    Set<Cid> codes = new HashSet<>();
    for (SystemState.Entry entry :
        store.load(SystemState.Entry.LIST_CODEC, state.builtinActors())) {
      violations.require(names.add(entry.name()), "'" + entry.name() + "' is listed twice");
      violations.require(codes.add(entry.code()), "code " + entry.code() + " is listed twice");
      violations.require(isKnown(entry.name()), "'" + entry.name() + "' is no built-in actor");
    }
    return violations.toList();
  }

  private static boolean isKnown(String name) {
    for (ActorType type : ActorType.values()) {
      if (type.manifestName().equals(name)) {
        return true;
      }
    }
    return false;
  }
}
