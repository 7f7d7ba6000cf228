// SPDX-License-Identifier: Apache-2.0
package io.jfvm.wasm.meter;

/** Which instrumentation a network version runs. */
public enum Generation {
  /** Up to network version 17: version 0.2 of the reference's instrumentation. */
  NV17("gas_couner"),

  /** From network version 18 on: version 0.4. */
  NV18("gas_counter");

  /** Module name of the import that holds the gas counter. */
  public static final String GAS_MODULE = "gas";

  private final String gasCounter;

  Generation(String gasCounter) {
    this.gasCounter = gasCounter;
  }

  /**
   * Name of the imported mutable i64 that holds the gas left, in milligas; misspelt in the first.
   */
  public String gasCounter() {
    return gasCounter;
  }
}
