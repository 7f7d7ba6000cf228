// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.miner;

import io.jfvm.encoding.Codec;
import io.jfvm.types.MethodNum;
import io.jfvm.types.TokenAmount;

/** A block reward, and what is owed of it. */
public record ApplyRewardParams(TokenAmount reward, TokenAmount penalty) {
  public static final MethodNum METHOD = new MethodNum(14);

  public static final Codec<ApplyRewardParams> CODEC =
      Codec.of(
          (out, params) -> {
            out.array(2);
            TokenAmount.CODEC.encode(out, params.reward);
            TokenAmount.CODEC.encode(out, params.penalty);
          },
          in -> {
            in.tuple(2);
            return new ApplyRewardParams(
                TokenAmount.CODEC.decode(in), TokenAmount.CODEC.decode(in));
          });
}
