// SPDX-License-Identifier: Apache-2.0
package io.jfvm.cli;

import java.util.Arrays;

/**
 * How long the messages of one vector took. Unit: nanoseconds.
 *
 * @param name of the vector's file, and of the variant if there are several
 * @param messages how many
 * @param instances calls inside of them that ran code
 * @param cold the first time
 * @param warm later times, sorted
 */
record VectorTime(String name, int messages, long instances, long cold, long[] warm) {
  VectorTime {
    warm = warm.clone();
    Arrays.sort(warm);
  }

  long minimum() {
    return warm[0];
  }

  long median() {
    return median(warm);
  }

  /** Of two in the middle, the smaller. */
  static long median(long[] sorted) {
    return sorted[(sorted.length - 1) / 2];
  }
}
