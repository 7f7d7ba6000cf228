// SPDX-License-Identifier: Apache-2.0
package io.jfvm.evm.system;

import io.jfvm.encoding.Codec;
import io.jfvm.types.Cid;

/**
 * Transient storage (EIP-1153) as it stands in the state.
 *
 * @param root a KAMT of words to words
 * @param lifespan when it counts; at any other time it is void
 */
public record TransientData(Cid root, Lifespan lifespan) {
  public static final Codec<TransientData> CODEC =
      Codec.of(
          (out, data) -> {
            Cid.CODEC.encode(out.array(2), data.root);
            Lifespan.CODEC.encode(out, data.lifespan);
          },
          in -> {
            in.tuple(2);
            return new TransientData(Cid.CODEC.decode(in), Lifespan.CODEC.decode(in));
          });
}
