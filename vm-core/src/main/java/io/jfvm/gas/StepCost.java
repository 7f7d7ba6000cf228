// SPDX-License-Identifier: Apache-2.0
package io.jfvm.gas;

/** A cost that jumps at certain numbers: that of the last start not above the number, or zero. */
record StepCost(long[] starts, long[] milligas) {

  /** Steps of ascending starts and their costs in whole gas, pair by pair. */
  static StepCost of(long... startsAndGas) {
    int steps = startsAndGas.length / 2;
    long[] starts = new long[steps];
    long[] milligas = new long[steps];
    for (int i = 0; i < steps; i++) {
      starts[i] = startsAndGas[2 * i];
      milligas[i] = Gas.ofWhole(startsAndGas[2 * i + 1]);
    }
    return new StepCost(starts, milligas);
  }

  long at(long number) {
    for (int i = starts.length - 1; i >= 0; i--) {
      if (Long.compareUnsigned(starts[i], number) <= 0) {
        return milligas[i];
      }
    }
    return 0;
  }
}
