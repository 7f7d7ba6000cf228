// SPDX-License-Identifier: Apache-2.0
package io.jfvm.evm.system;

import io.jfvm.actor.ActorRuntime;
import io.jfvm.encoding.Codec;
import io.jfvm.types.ActorId;

/**
 * The message on chain during which something holds: who sent it and its nonce. Transient storage
 * lives as long as its message; a tombstone kills the contract when its message is over.
 */
public record Lifespan(ActorId origin, long nonce) {
  /** A pair. */
  public static final Codec<Lifespan> CODEC =
      Codec.of(
          (out, span) -> {
            ActorId.CODEC.encode(out.array(2), span.origin);
            out.u64(span.nonce);
          },
          in -> {
            in.tuple(2);
            return new Lifespan(ActorId.CODEC.decode(in), in.u64());
          });

  /** That of the message being applied. */
  public static Lifespan current(ActorRuntime rt) {
    return new Lifespan(rt.origin(), rt.nonce());
  }
}
