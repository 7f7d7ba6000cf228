// SPDX-License-Identifier: Apache-2.0
package io.jfvm.proof;

import io.jfvm.encoding.Codec;

/**
 * A sector of a miner.
 *
 * @param miner the number of the miner actor, u64
 * @param number u64
 */
public record SectorId(long miner, long number) {
  public static final Codec<SectorId> CODEC =
      Codec.of(
          (out, id) -> out.array(2).u64(id.miner).u64(id.number),
          in -> {
            in.tuple(2);
            return new SectorId(in.u64(), in.u64());
          });
}
