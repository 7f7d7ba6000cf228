// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.paych;

import io.jfvm.encoding.Codec;
import io.jfvm.types.TokenAmount;

/**
 * How much of a lane's vouchers has been credited.
 *
 * @param nonce of the latest voucher, u64
 */
public record LaneState(TokenAmount redeemed, long nonce) {
  public static final Codec<LaneState> CODEC =
      Codec.of(
          (out, lane) -> {
            out.array(2);
            TokenAmount.CODEC.encode(out, lane.redeemed);
            out.u64(lane.nonce);
          },
          in -> {
            in.tuple(2);
            return new LaneState(TokenAmount.CODEC.decode(in), in.u64());
          });

  /** A lane no voucher has used. */
  static final LaneState NEW = new LaneState(TokenAmount.ZERO, 0);

  LaneState withNonce(long next) {
    return new LaneState(redeemed, next);
  }
}
