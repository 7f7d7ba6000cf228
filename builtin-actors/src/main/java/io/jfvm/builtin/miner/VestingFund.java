// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.miner;

import io.jfvm.encoding.Codec;
import io.jfvm.types.ChainEpoch;
import io.jfvm.types.TokenAmount;

/**
 * An amount that is free after an epoch.
 *
 * <p>Source: builtin-actors {@code actors/miner/src/vesting_state.rs}.
 */
public record VestingFund(ChainEpoch epoch, TokenAmount amount) {
  public static final Codec<VestingFund> CODEC =
      Codec.of(
          (out, value) -> {
            out.array(2);
            ChainEpoch.CODEC.encode(out, value.epoch);
            TokenAmount.CODEC.encode(out, value.amount);
          },
          in -> {
            in.tuple(2);
            return new VestingFund(ChainEpoch.CODEC.decode(in), TokenAmount.CODEC.decode(in));
          });
}
