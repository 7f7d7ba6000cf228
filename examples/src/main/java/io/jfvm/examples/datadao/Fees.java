// SPDX-License-Identifier: Apache-2.0
package io.jfvm.examples.datadao;

import io.jfvm.types.Message;
import io.jfvm.types.TokenAmount;

/** What the story's messages pay for their gas. */
public enum Fees {
  /** As on a moderately busy day, with gas limits a wallet might choose. */
  REALISTIC(100_000_000, 250_000_000, 1_000_000, true),

  /**
   * No base fee and a fee cap of zero, with the largest gas limit: no balance depends on gas, so
   * state roots do not depend on how gas is counted.
   */
  ZERO(0, 0, 0, false);

  private final TokenAmount base;
  private final TokenAmount cap;
  private final TokenAmount premium;
  private final boolean limited;

  Fees(long base, long cap, long premium, boolean limited) {
    this.base = TokenAmount.ofAtto(base);
    this.cap = TokenAmount.ofAtto(cap);
    this.premium = TokenAmount.ofAtto(premium);
    this.limited = limited;
  }

  /** Burned for each unit of gas. */
  public TokenAmount base() {
    return base;
  }

  /** The most a message pays for a unit of gas. */
  public TokenAmount cap() {
    return cap;
  }

  /** What the miner gets for each unit of gas, within the cap. */
  public TokenAmount premium() {
    return premium;
  }

  Message.Builder apply(Message.Builder message, long gasLimit) {
    message.gasFeeCap(cap).gasPremium(premium);
    return limited ? message.gasLimit(gasLimit) : message;
  }
}
