// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin;

import io.jfvm.actor.JavaActor;
import io.jfvm.builtin.account.AccountActor;
import io.jfvm.builtin.cron.CronActor;
import io.jfvm.builtin.init.InitActor;
import io.jfvm.builtin.multisig.MultisigActor;
import io.jfvm.builtin.placeholder.PlaceholderActor;
import io.jfvm.builtin.system.SystemActor;
import io.jfvm.types.ActorType;
import java.util.Map;

/**
 * The Java code of the built-in actors of this module. Those around the EVM live in a module of
 * their own.
 */
public final class BuiltinActors {
  /** What there is so far. */
  public static final Map<ActorType, JavaActor> ALL =
      Map.of(
          ActorType.SYSTEM, SystemActor.METHODS,
          ActorType.INIT, InitActor.METHODS,
          ActorType.CRON, CronActor.METHODS,
          ActorType.ACCOUNT, AccountActor.METHODS,
          ActorType.PLACEHOLDER, PlaceholderActor.INSTANCE,
          ActorType.MULTISIG, MultisigActor.METHODS);

  private BuiltinActors() {}
}
