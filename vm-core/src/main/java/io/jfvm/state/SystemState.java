// SPDX-License-Identifier: Apache-2.0
package io.jfvm.state;

import io.jfvm.encoding.Codec;
import io.jfvm.types.Cid;

/**
 * The state of the system actor, f00.
 *
 * @param builtinActors the block of the manifest's names and codes
 */
public record SystemState(Cid builtinActors) {
  public static final Codec<SystemState> CODEC =
      Codec.of(
          (out, state) -> {
            out.array(1);
            Cid.CODEC.encode(out, state.builtinActors);
          },
          in -> {
            in.tuple(1);
            return new SystemState(Cid.CODEC.decode(in));
          });
}
