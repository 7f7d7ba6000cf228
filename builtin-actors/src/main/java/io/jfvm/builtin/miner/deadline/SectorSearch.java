// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.miner.deadline;

import io.jfvm.ipld.bitfield.BitField;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PrimitiveIterator;

/** Sectors still looked for while a queue is walked. Used by one thread. */
final class SectorSearch {
  private final Map<Long, Sector> byNumber = new HashMap<>();
  private BitField remaining;

  SectorSearch(List<Sector> sectors) {
    long[] numbers = new long[sectors.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = sectors.get(i).number();
      byNumber.put(numbers[i], sectors.get(i));
    }
    this.remaining = BitField.of(numbers);
  }

  /** The sectors looked for that are in the field, in ascending order. They are found now. */
  List<Sector> take(BitField field) {
    BitField found = field.intersection(remaining);
    List<Sector> sectors = new ArrayList<>();
    for (PrimitiveIterator.OfLong bits = found.bits(); bits.hasNext(); ) {
      sectors.add(byNumber.get(bits.nextLong()));
    }
    remaining = remaining.difference(found);
    return sectors;
  }

  /** The numbers not found yet. */
  BitField remaining() {
    return remaining;
  }

  boolean isDone() {
    return remaining.isEmpty();
  }
}
