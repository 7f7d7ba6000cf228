// SPDX-License-Identifier: Apache-2.0
package io.jfvm.conformance.random;

import io.jfvm.types.TokenAmount;

/**
 * What a message pays for gas.
 *
 * @param gasLimit whole gas
 */
record Fees(long gasLimit, TokenAmount baseFee, TokenAmount feeCap, TokenAmount premium) {
  /** No fees, and more gas than any message needs under either profile: it decides nothing. */
  static final Fees NONE =
      new Fees(1_000_000_000_000_000L, TokenAmount.ZERO, TokenAmount.ZERO, TokenAmount.ZERO);

  boolean areNone() {
    return equals(NONE);
  }
}
