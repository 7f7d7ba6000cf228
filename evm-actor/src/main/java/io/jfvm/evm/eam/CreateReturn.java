// SPDX-License-Identifier: Apache-2.0
package io.jfvm.evm.eam;

import io.jfvm.encoding.Codec;
import io.jfvm.encoding.Codecs;
import io.jfvm.evm.system.Words;
import io.jfvm.types.ActorId;
import io.jfvm.types.Address;
import io.jfvm.types.EthAddress;
import java.util.Optional;

/**
 * What the three ways to create a contract return.
 *
 * @param robustAddress its f2 address; none if a dead contract was resurrected
 */
public record CreateReturn(
    ActorId actorId, Optional<Address> robustAddress, EthAddress ethAddress) {
  private static final Codec<Optional<Address>> ROBUST = Codecs.optional(Address.CODEC);

  /** A tuple of three. */
  public static final Codec<CreateReturn> CODEC =
      Codec.of(
          (out, created) -> {
            ActorId.CODEC.encode(out.array(3), created.actorId);
            ROBUST.encode(out, created.robustAddress);
            Words.ADDRESS_CODEC.encode(out, created.ethAddress);
          },
          in -> {
            in.tuple(3);
            return new CreateReturn(
                ActorId.CODEC.decode(in), ROBUST.decode(in), Words.ADDRESS_CODEC.decode(in));
          });
}
