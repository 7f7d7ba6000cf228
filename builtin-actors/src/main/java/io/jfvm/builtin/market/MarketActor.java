// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.market;

import io.jfvm.types.MethodNum;

/** Keeps deals and the escrow they are paid from. */
public final class MarketActor {
  public static final MethodNum VERIFY_DEALS_FOR_ACTIVATION = new MethodNum(5);
  public static final MethodNum BATCH_ACTIVATE_DEALS = new MethodNum(6);
  public static final MethodNum ON_MINER_SECTORS_TERMINATE = new MethodNum(7);

  /** Stands for the allocation of a deal that is not verified. */
  public static final long NO_ALLOCATION_ID = 0;

  private MarketActor() {}
}
