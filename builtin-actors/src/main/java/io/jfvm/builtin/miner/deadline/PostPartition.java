// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.miner.deadline;

import io.jfvm.encoding.Codec;
import io.jfvm.ipld.bitfield.BitField;

/**
 * A partition that a window PoSt proves.
 *
 * <p>Source: builtin-actors {@code actors/miner/src/types.rs} (PoStPartition).
 *
 * @param index within its deadline, u64
 * @param skipped sectors left out of the proof that had not been declared faulty
 */
public record PostPartition(long index, BitField skipped) {
  public static final Codec<PostPartition> CODEC =
      Codec.of(
          (out, partition) -> {
            out.array(2).u64(partition.index);
            BitField.CODEC.encode(out, partition.skipped);
          },
          in -> {
            in.tuple(2);
            return new PostPartition(in.u64(), BitField.CODEC.decode(in));
          });
}
