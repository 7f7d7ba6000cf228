// SPDX-License-Identifier: Apache-2.0
package io.jfvm.state;

import io.jfvm.encoding.Codec;
import io.jfvm.types.Cid;

/**
 * The root block of a state tree.
 *
 * @param actors root of the HAMT of all actors
 * @param information an empty array
 */
public record StateRoot(StateTreeVersion version, Cid actors, Cid information) {
  public static final Codec<StateRoot> CODEC =
      Codec.of(
          (out, root) -> {
            out.array(3).u64(root.version.number());
            Cid.CODEC.encode(out, root.actors);
            Cid.CODEC.encode(out, root.information);
          },
          in -> {
            in.tuple(3);
            return new StateRoot(
                StateTreeVersion.ofNumber(in.u64()), Cid.CODEC.decode(in), Cid.CODEC.decode(in));
          });
}
