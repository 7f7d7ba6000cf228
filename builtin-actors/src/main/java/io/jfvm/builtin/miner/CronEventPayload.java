// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.miner;

import io.jfvm.encoding.Codec;

/**
 * What a miner enrols with the Power actor to be called back with. Any type decodes.
 *
 * <p>Source: builtin-actors {@code actors/miner/src/types.rs}.
 */
public record CronEventPayload(long type) {
  public static final Codec<CronEventPayload> CODEC =
      Codec.of(
          (out, value) -> out.array(1).i64(value.type),
          in -> {
            in.tuple(1);
            return new CronEventPayload(in.i64());
          });

  /** A deadline of the proving period ends. */
  public static final CronEventPayload PROVING_DEADLINE = new CronEventPayload(1);

  /** Sectors terminated early are still to be settled. */
  public static final CronEventPayload PROCESS_EARLY_TERMINATIONS = new CronEventPayload(2);
}
