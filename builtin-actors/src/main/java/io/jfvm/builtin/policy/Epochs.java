// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.policy;

/** How long things are in epochs. Source: builtin-actors {@code runtime/src/builtin/network.rs}. */
public final class Epochs {
  public static final long SECONDS = 30;
  public static final long IN_HOUR = 3600 / SECONDS;
  public static final long IN_DAY = 86_400 / SECONDS;

  /** Of a tropical year of 31,556,925 seconds; the rest of the division is dropped. */
  public static final long IN_YEAR = 31_556_925 / SECONDS;

  /** Epochs after which the chain's state is as good as final. */
  public static final long CHAIN_FINALITY = 900;

  private Epochs() {}
}
