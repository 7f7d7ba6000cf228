// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.genesis;

import io.jfvm.types.Address;
import io.jfvm.types.ChainEpoch;
import io.jfvm.types.TokenAmount;
import java.util.List;

/**
 * A wallet of several signers that exists from the start.
 *
 * @param signers keys; one that is no account otherwise becomes one without funds
 * @param unlockDuration epochs over which the balance is freed; 0 locks nothing
 */
public record MultisigWallet(
    List<Address> signers,
    long threshold,
    ChainEpoch startEpoch,
    long unlockDuration,
    TokenAmount balance) {

  public MultisigWallet {
    signers = List.copyOf(signers);
    if (signers.stream().distinct().count() != signers.size()) {
      throw new IllegalArgumentException("a signer of a wallet is named twice: " + signers);
    }
    for (Address signer : signers) {
      Genesis.requireKey(signer);
    }
    if (threshold < 1 || threshold > signers.size()) {
      throw new IllegalArgumentException(
          "threshold " + threshold + " of a wallet with " + signers.size() + " signers");
    }
    if (unlockDuration < 0) {
      throw new IllegalArgumentException("unlock duration " + unlockDuration + " is negative");
    }
    Genesis.requireNotNegative(balance, "a wallet");
  }

  /** A wallet that locks nothing. */
  public static MultisigWallet of(List<Address> signers, long threshold, TokenAmount balance) {
    return new MultisigWallet(signers, threshold, new ChainEpoch(0), 0, balance);
  }
}
