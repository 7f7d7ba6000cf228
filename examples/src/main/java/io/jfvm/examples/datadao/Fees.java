// SPDX-License-Identifier: Apache-2.0
package io.jfvm.examples.datadao;

import io.jfvm.types.Message;
import io.jfvm.types.TokenAmount;

/**
 * What the story's messages pay for their gas.
 *
 * @param base burned for each unit of gas
 * @param cap the most a message pays for a unit of gas
 * @param premium what the miner gets for each unit of gas, within the cap
 * @param limited whether messages have gas limits of their own, and not the largest there is
 */
public record Fees(TokenAmount base, TokenAmount cap, TokenAmount premium, boolean limited) {

  /** As on a moderately busy day, with gas limits a careful wallet might choose. */
  public static final Fees REALISTIC =
      new Fees(
          TokenAmount.ofAtto(100_000_000),
          TokenAmount.ofAtto(250_000_000),
          TokenAmount.ofAtto(1_000_000),
          true);

  /**
   * No base fee, a fee cap of zero and the largest gas limit: no balance depends on gas, so state
   * roots do not depend on how gas is counted.
   */
  public static final Fees ZERO =
      new Fees(TokenAmount.ZERO, TokenAmount.ZERO, TokenAmount.ZERO, false);

  Message.Builder apply(Message.Builder message, long gasLimit) {
    message.gasFeeCap(cap).gasPremium(premium);
    return limited ? message.gasLimit(gasLimit) : message;
  }
}
