// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.miner;

import io.jfvm.encoding.Codec;
import io.jfvm.types.Address;
import io.jfvm.types.ChainEpoch;
import io.jfvm.types.TokenAmount;

/**
 * A beneficiary that the owner proposed and that not all have agreed to.
 *
 * <p>Source: builtin-actors {@code actors/miner/src/beneficiary.rs}.
 *
 * @param newBeneficiary as f0 address
 * @param approvedByBeneficiary whether the present one agrees, or has nothing left to lose
 */
public record PendingBeneficiaryChange(
    Address newBeneficiary,
    TokenAmount newQuota,
    ChainEpoch newExpiration,
    boolean approvedByBeneficiary,
    boolean approvedByNominee) {
  public static final Codec<PendingBeneficiaryChange> CODEC =
      Codec.of(
          (out, value) -> {
            out.array(5);
            Address.CODEC.encode(out, value.newBeneficiary);
            TokenAmount.CODEC.encode(out, value.newQuota);
            ChainEpoch.CODEC.encode(out, value.newExpiration);
            out.bool(value.approvedByBeneficiary).bool(value.approvedByNominee);
          },
          in -> {
            in.tuple(5);
            return new PendingBeneficiaryChange(
                Address.CODEC.decode(in),
                TokenAmount.CODEC.decode(in),
                ChainEpoch.CODEC.decode(in),
                in.bool(),
                in.bool());
          });

  PendingBeneficiaryChange approved(boolean byBeneficiary, boolean byNominee) {
    return new PendingBeneficiaryChange(
        newBeneficiary,
        newQuota,
        newExpiration,
        approvedByBeneficiary || byBeneficiary,
        approvedByNominee || byNominee);
  }

  boolean isApproved() {
    return approvedByBeneficiary && approvedByNominee;
  }

  boolean proposes(Address beneficiary, TokenAmount quota, ChainEpoch expiration) {
    return newBeneficiary.equals(beneficiary)
        && newQuota.equals(quota)
        && newExpiration.equals(expiration);
  }
}
