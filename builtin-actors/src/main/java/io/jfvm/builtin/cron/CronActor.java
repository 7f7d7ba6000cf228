// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.cron;

import io.jfvm.actor.ActorRuntime;
import io.jfvm.actor.MethodTable;
import io.jfvm.types.ActorId;
import io.jfvm.types.TokenAmount;
import java.util.Optional;

/**
 * Calls other actors at the end of every epoch. Its state is a {@link CronState}.
 *
 * <p>Source: builtin-actors {@code actors/cron/src/lib.rs}.
 */
public final class CronActor {
  public static final MethodTable METHODS =
      MethodTable.of("Cron")
          .on(1, "Constructor", CronState.CODEC, CronActor::construct)
          .on(2, "EpochTick", CronActor::epochTick)
          .build();

  private CronActor() {}

  private static void construct(ActorRuntime rt, CronState entries) {
    rt.callers().acceptOnly(ActorId.SYSTEM);
    rt.create(CronState.CODEC, entries);
  }

  /** An entry that fails has changed nothing and stops none after it. */
  private static void epochTick(ActorRuntime rt) {
    rt.callers().acceptOnly(ActorId.SYSTEM);
    for (CronState.Entry entry : rt.state(CronState.CODEC).entries()) {
      var unused = rt.send(entry.receiver(), entry.method(), Optional.empty(), TokenAmount.ZERO);
    }
  }
}
