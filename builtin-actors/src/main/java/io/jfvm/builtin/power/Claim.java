// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.power;

import io.jfvm.encoding.Codec;
import java.math.BigInteger;

/**
 * The power of a storage provider, in bytes.
 *
 * @param windowPostProofType number of the registered proof, i64
 */
public record Claim(long windowPostProofType, BigInteger rawBytePower, BigInteger qualityAdjPower) {
  public static final Codec<Claim> CODEC =
      Codec.of(
          (out, claim) ->
              out.array(3)
                  .i64(claim.windowPostProofType)
                  .bigInt(claim.rawBytePower)
                  .bigInt(claim.qualityAdjPower),
          in -> {
            in.tuple(3);
            return new Claim(in.i64(), in.bigInt(), in.bigInt());
          });
}
