// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.system;

import io.jfvm.actor.ActorRuntime;
import io.jfvm.actor.MethodTable;
import io.jfvm.types.ActorId;

/**
 * Keeps the list of built-in actors, which upgrades of the network write; nobody calls it. Its
 * state is a {@link SystemState}.
 *
 * <p>Source: builtin-actors {@code actors/system/src/lib.rs}.
 */
public final class SystemActor {
  public static final MethodTable METHODS =
      MethodTable.of("System").on(1, "Constructor", SystemActor::construct).build();

  private SystemActor() {}

  private static void construct(ActorRuntime rt) {
    rt.callers().acceptOnly(ActorId.SYSTEM);
    rt.create(SystemState.CODEC, SystemState.empty(rt.store()));
  }
}
