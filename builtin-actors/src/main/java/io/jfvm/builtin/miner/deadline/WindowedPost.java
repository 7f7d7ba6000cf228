// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.miner.deadline;

import io.jfvm.encoding.Codec;
import io.jfvm.encoding.Codecs;
import io.jfvm.ipld.bitfield.BitField;
import io.jfvm.proof.WindowPostProof;
import java.util.List;

/**
 * A window PoSt that was accepted without being verified.
 *
 * <p>Source: builtin-actors {@code actors/miner/src/deadline_state.rs} (WindowedPoSt).
 *
 * @param partitions that it proves
 * @param proofs one for each proof type among the sectors
 */
public record WindowedPost(BitField partitions, List<WindowPostProof.Proof> proofs) {
  private static final Codec<List<WindowPostProof.Proof>> PROOFS =
      Codecs.listOf(WindowPostProof.Proof.CODEC);

  public static final Codec<WindowedPost> CODEC =
      Codec.of(
          (out, post) -> {
            out.array(2);
            BitField.CODEC.encode(out, post.partitions);
            PROOFS.encode(out, post.proofs);
          },
          in -> {
            in.tuple(2);
            return new WindowedPost(BitField.CODEC.decode(in), PROOFS.decode(in));
          });

  public WindowedPost {
    proofs = List.copyOf(proofs);
  }
}
