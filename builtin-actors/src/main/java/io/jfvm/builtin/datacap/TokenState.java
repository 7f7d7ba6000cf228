// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.datacap;

import io.jfvm.builtin.EmptyCollections;
import io.jfvm.encoding.Codec;
import io.jfvm.ipld.Blockstore;
import io.jfvm.types.Cid;
import io.jfvm.types.TokenAmount;

/**
 * The state of an FRC-46 token.
 *
 * @param balances HAMT by actor; without zeros
 * @param allowances HAMT of HAMTs: what an operator may spend of an owner's; without zeros
 * @param hamtBitWidth of both, u32
 */
public record TokenState(TokenAmount supply, Cid balances, Cid allowances, long hamtBitWidth) {
  public static final Codec<TokenState> CODEC =
      Codec.of(
          (out, state) -> {
            out.array(4);
            TokenAmount.CODEC.encode(out, state.supply);
            Cid.CODEC.encode(out, state.balances);
            Cid.CODEC.encode(out, state.allowances);
            out.u64(state.hamtBitWidth);
          },
          in -> {
            in.tuple(4);
            return new TokenState(
                TokenAmount.CODEC.decode(in), Cid.CODEC.decode(in), Cid.CODEC.decode(in), in.u32());
          });

  public static final int DEFAULT_HAMT_BIT_WIDTH = 3;

  /** Nothing minted. */
  static TokenState initial(Blockstore store) {
    Cid emptyMap = EmptyCollections.map(store);
    return new TokenState(TokenAmount.ZERO, emptyMap, emptyMap, DEFAULT_HAMT_BIT_WIDTH);
  }
}
