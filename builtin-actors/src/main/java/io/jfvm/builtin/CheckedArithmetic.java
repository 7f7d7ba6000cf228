// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin;

import io.jfvm.actor.ActorException;
import io.jfvm.actor.Exits;

/**
 * Sums and differences of 64-bit integers with a sign. One that does not fit aborts with
 * ASSERTION_FAILED, as overflow in the official actors does.
 */
public final class CheckedArithmetic {
  private CheckedArithmetic() {}

  public static long add(long a, long b) {
    long sum = a + b;
    if (((a ^ sum) & (b ^ sum)) < 0) {
      throw overflow(a + " + " + b);
    }
    return sum;
  }

  public static long subtract(long a, long b) {
    long difference = a - b;
    if (((a ^ b) & (a ^ difference)) < 0) {
      throw overflow(a + " - " + b);
    }
    return difference;
  }

  private static ActorException overflow(String expression) {
    return Exits.assertionFailed(expression + " overflows");
  }
}
