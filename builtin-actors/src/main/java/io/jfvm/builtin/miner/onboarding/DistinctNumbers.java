// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.miner.onboarding;

import io.jfvm.actor.Exits;
import io.jfvm.ipld.bitfield.BitField;
import java.util.HashSet;
import java.util.Set;

/**
 * The sector numbers that a message names, each once. Numbers are u64, also beyond those that
 * sectors may have.
 *
 * <p>Source: builtin-actors {@code actors/miner/src/lib.rs}, which collects them in a bit field.
 */
final class DistinctNumbers {
  private final Set<Long> numbers = new HashSet<>();

  /**
   * Adds a number. Aborts with ILLEGAL_ARGUMENT if it was added before, with ASSERTION_FAILED if no
   * bit field can hold it.
   */
  void add(long number) {
    if (Long.compareUnsigned(number, BitField.MAX_BIT) > 0) {
      throw Exits.assertionFailed(
          "sector number " + Long.toUnsignedString(number) + " is out of a bit field's range");
    }
    if (!numbers.add(number)) {
      throw Exits.illegalArgument("duplicate sector number " + Long.toUnsignedString(number));
    }
  }
}
