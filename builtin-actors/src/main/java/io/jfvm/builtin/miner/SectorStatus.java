// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.miner;

import io.jfvm.encoding.Codec;
import io.jfvm.encoding.DecodeException;

/**
 * How a sector fares, encoded as its ordinal.
 *
 * <p>Source: builtin-actors {@code actors/miner/src/types.rs} (SectorStatusCode).
 */
public enum SectorStatus {
  /** Terminated, or never proven. */
  DEAD,
  ACTIVE,
  FAULTY;

  public static final Codec<SectorStatus> CODEC =
      Codec.of(
          (out, status) -> out.u64(status.ordinal()),
          in -> {
            int number = in.u8();
            if (number >= values().length) {
              throw new DecodeException("no sector status has number " + number);
            }
            return values()[number];
          });
}
