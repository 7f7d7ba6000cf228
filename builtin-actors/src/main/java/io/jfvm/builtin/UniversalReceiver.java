// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin;

import io.jfvm.encoding.Codec;
import io.jfvm.types.MethodNum;

/**
 * The hook by which tokens tell an actor of what it received.
 *
 * <p>Source: FRC-46; actors-utils {@code fvm_actor_utils/src/receiver}.
 */
public final class UniversalReceiver {
  public static final String METHOD_NAME = "Receive";

  public static final MethodNum METHOD = MethodNum.ofName(METHOD_NAME);

  private UniversalReceiver() {}

  /**
   * What the hook is told.
   *
   * @param type which kind of thing was received, u32
   * @param payload encoded as that kind says
   */
  public record Params(long type, RawBytes payload) {
    public static final Codec<Params> CODEC =
        Codec.of(
            (out, params) -> {
              out.array(2).u64(params.type);
              RawBytes.CODEC.encode(out, params.payload);
            },
            in -> {
              in.tuple(2);
              return new Params(in.u32(), RawBytes.CODEC.decode(in));
            });
  }
}
