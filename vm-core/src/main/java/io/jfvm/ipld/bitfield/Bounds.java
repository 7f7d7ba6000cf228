// SPDX-License-Identifier: Apache-2.0
package io.jfvm.ipld.bitfield;

import java.util.Arrays;

/** Collects the bounds of runs in ascending order. */
final class Bounds {
  private long[] bounds = new long[8];
  private int size;

  void add(long bound) {
    if (size == bounds.length) {
      bounds = Arrays.copyOf(bounds, 2 * size);
    }
    bounds[size++] = bound;
  }

  /** Adds a run that is not empty, which may touch or repeat the last but not start before it. */
  void addRun(long start, long end) {
    if (size == 0 || Long.compareUnsigned(bounds[size - 1], start) < 0) {
      add(start);
      add(end);
    } else if (Long.compareUnsigned(bounds[size - 1], end) < 0) {
      bounds[size - 1] = end;
    }
  }

  BitField toBitField() {
    return size == 0 ? BitField.EMPTY : new BitField(Arrays.copyOf(bounds, size));
  }
}
