// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.datacap;

import io.jfvm.encoding.Codec;
import io.jfvm.ipld.Blockstore;
import io.jfvm.types.Address;

/**
 * The DataCap actor's state.
 *
 * @param governor who mints, and whom tokens may go to
 */
public record DatacapState(Address governor, TokenState token) {
  public static final Codec<DatacapState> CODEC =
      Codec.of(
          (out, state) -> {
            out.array(2);
            Address.CODEC.encode(out, state.governor);
            TokenState.CODEC.encode(out, state.token);
          },
          in -> {
            in.tuple(2);
            return new DatacapState(Address.CODEC.decode(in), TokenState.CODEC.decode(in));
          });

  /** Nothing minted. */
  public static DatacapState initial(Blockstore store, Address governor) {
    return new DatacapState(governor, TokenState.initial(store));
  }

  DatacapState withToken(TokenState next) {
    return new DatacapState(governor, next);
  }
}
