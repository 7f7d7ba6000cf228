// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.miner;

import static io.jfvm.builtin.CheckedArithmetic.add;
import static io.jfvm.builtin.CheckedArithmetic.subtract;

import io.jfvm.actor.Exits;
import io.jfvm.types.ChainEpoch;

/**
 * How long a sector may live.
 *
 * <p>Source: builtin-actors {@code actors/miner/src/lib.rs} (validate_expiration).
 */
public final class SectorLifetime {
  private SectorLifetime() {}

  /**
   * Checks the epoch at which a sector is to expire.
   *
   * @throws io.jfvm.actor.ActorException ILLEGAL_ARGUMENT if that is too early or too late
   */
  public static void check(
      ChainEpoch now, ChainEpoch activation, ChainEpoch expiration, long sealProof) {
    if (expiration.compareTo(activation) <= 0) {
      throw invalid(expiration, "must be after activation " + activation);
    }
    long lifetime = subtract(expiration.value(), activation.value());
    if (lifetime < MinerPolicy.MIN_SECTOR_EXPIRATION) {
      throw invalid(
          expiration,
          "lifetime " + lifetime + " is less than " + MinerPolicy.MIN_SECTOR_EXPIRATION);
    }
    if (expiration.value() > add(now.value(), MinerPolicy.MAX_SECTOR_EXTENSION)) {
      throw invalid(
          expiration,
          "more than " + MinerPolicy.MAX_SECTOR_EXTENSION + " past current epoch " + now);
    }
    long longest =
        MinerPolicy.maxSectorLifetime(sealProof)
            .orElseThrow(() -> Exits.illegalArgument("unrecognized seal proof " + sealProof));
    if (lifetime > longest) {
      throw invalid(expiration, "lifetime " + lifetime + " is more than " + longest);
    }
  }

  private static RuntimeException invalid(ChainEpoch expiration, String why) {
    return Exits.illegalArgument("invalid sector expiration " + expiration + ": " + why);
  }
}
