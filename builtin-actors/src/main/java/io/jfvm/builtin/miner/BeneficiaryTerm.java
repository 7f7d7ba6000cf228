// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.miner;

import io.jfvm.encoding.Codec;
import io.jfvm.types.ChainEpoch;
import io.jfvm.types.TokenAmount;

/**
 * How much a beneficiary may withdraw, and until when.
 *
 * <p>Source: builtin-actors {@code actors/miner/src/beneficiary.rs}.
 *
 * @param quota in all, for this beneficiary
 * @param usedQuota what it has withdrawn
 * @param expiration when the owner becomes the beneficiary again
 */
public record BeneficiaryTerm(TokenAmount quota, TokenAmount usedQuota, ChainEpoch expiration) {
  public static final Codec<BeneficiaryTerm> CODEC =
      Codec.of(
          (out, value) -> {
            out.array(3);
            TokenAmount.CODEC.encode(out, value.quota);
            TokenAmount.CODEC.encode(out, value.usedQuota);
            ChainEpoch.CODEC.encode(out, value.expiration);
          },
          in -> {
            in.tuple(3);
            return new BeneficiaryTerm(
                TokenAmount.CODEC.decode(in),
                TokenAmount.CODEC.decode(in),
                ChainEpoch.CODEC.decode(in));
          });

  /** The owner's own: nothing is limited, so nothing is granted. */
  public static final BeneficiaryTerm NONE =
      new BeneficiaryTerm(TokenAmount.ZERO, TokenAmount.ZERO, new ChainEpoch(0));

  /** What is left to withdraw at an epoch, never negative. */
  public TokenAmount available(ChainEpoch epoch) {
    return expiration.compareTo(epoch) > 0
        ? quota.minus(usedQuota).max(TokenAmount.ZERO)
        : TokenAmount.ZERO;
  }

  BeneficiaryTerm withUsedQuota(TokenAmount next) {
    return new BeneficiaryTerm(quota, next, expiration);
  }
}
