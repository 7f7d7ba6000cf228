// SPDX-License-Identifier: Apache-2.0
package io.jfvm.evm.word;

/** Comparisons of words on a stack of limbs; they answer, the caller writes 0 or 1. */
public final class Comparison {
  private Comparison() {}

  /** Whether the word at one index is less than another's, unsigned. */
  public static boolean less(long[] s, int a, int b) {
    long x = s[a + 3];
    long y = s[b + 3];
    if (x != y) {
      return Long.compareUnsigned(x, y) < 0;
    }
    return lessBelowTop(s, a, b);
  }

  /** Whether the word at one index is less than another's, as two's complement. */
  public static boolean signedLess(long[] s, int a, int b) {
    long x = s[a + 3];
    long y = s[b + 3];
    if (x != y) {
      return x < y;
    }
    return lessBelowTop(s, a, b);
  }

  private static boolean lessBelowTop(long[] s, int a, int b) {
    long x = s[a + 2];
    long y = s[b + 2];
    if (x == y) {
      x = s[a + 1];
      y = s[b + 1];
      if (x == y) {
        x = s[a];
        y = s[b];
      }
    }
    return Long.compareUnsigned(x, y) < 0;
  }

  /** Whether two words are the same. */
  public static boolean equal(long[] s, int a, int b) {
    return ((s[a] ^ s[b]) | (s[a + 1] ^ s[b + 1]) | (s[a + 2] ^ s[b + 2]) | (s[a + 3] ^ s[b + 3]))
        == 0;
  }

  /** Whether the word at an index is zero. */
  public static boolean isZero(long[] s, int at) {
    return (s[at] | s[at + 1] | s[at + 2] | s[at + 3]) == 0;
  }
}
