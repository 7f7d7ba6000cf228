// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.miner.proving;

import io.jfvm.actor.ActorRuntime;
import io.jfvm.actor.Exits;
import io.jfvm.builtin.miner.CronEventPayload;
import io.jfvm.builtin.miner.DeferredCronEventParams;
import io.jfvm.builtin.miner.MinerSends;
import io.jfvm.encoding.DecodeException;
import io.jfvm.types.ActorId;

/**
 * What a miner does when the Power actor calls it back.
 *
 * <p>Source: builtin-actors {@code actors/miner/src/lib.rs} (on_deferred_cron_event).
 */
final class CronEvents {
  private CronEvents() {}

  /** An event of an unknown type is passed over. */
  static void handle(ActorRuntime rt, DeferredCronEventParams params) {
    rt.callers().acceptOnly(ActorId.POWER);
    CronEventPayload event = decode(params);
    if (event.equals(CronEventPayload.PROVING_DEADLINE)) {
      ProvingDeadline.close(rt, params.rewardSmoothed(), params.qaPowerSmoothed());
    } else if (event.equals(CronEventPayload.PROCESS_EARLY_TERMINATIONS)
        && EarlyTerminationWork.process(rt, params.rewardSmoothed(), params.qaPowerSmoothed())) {
      MinerSends.scheduleEarlyTerminationWork(rt);
    }
    MinerSends.checkBalance(rt);
  }

  private static CronEventPayload decode(DeferredCronEventParams params) {
    try {
      return CronEventPayload.CODEC.fromBytes(params.payload().bytes());
    } catch (DecodeException e) {
      throw Exits.illegalState("miner cron payload: " + e.getMessage());
    }
  }
}
