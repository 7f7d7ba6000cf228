// SPDX-License-Identifier: Apache-2.0
package io.jfvm.evm.word;

/**
 * Addition to exponentiation modulo 2^256, on a stack of limbs. {@code top} is the index of the top
 * word's low limb; a two-word function leaves its result at {@code top - 4}. Carries come from
 * unsigned comparisons, which C2 turns into set-on-carry; arithmetic on sign bits took half as long
 * again.
 */
public final class Arithmetic {
  private Arithmetic() {}

  /** ADD {@code [.., b, a] -> [.., a + b]}. */
  public static void add(long[] s, int top) {
    int to = top - 4;
    long x = s[top];
    long r = x + s[to];
    s[to] = r;
    long carry = less(r, x);
    x = s[top + 1];
    r = x + s[to + 1];
    long carried = less(r, x);
    r += carry;
    s[to + 1] = r;
    carry = carried + less(r, carry);
    x = s[top + 2];
    r = x + s[to + 2];
    carried = less(r, x);
    r += carry;
    s[to + 2] = r;
    carry = carried + less(r, carry);
    s[to + 3] += s[top + 3] + carry;
  }

  /** Adds a u64 to the word at an index. */
  public static void addU64(long[] s, int at, long y) {
    long r = s[at] + y;
    s[at] = r;
    if (Long.compareUnsigned(r, y) < 0 && ++s[at + 1] == 0 && ++s[at + 2] == 0) {
      s[at + 3]++;
    }
  }

  /** SUB {@code [.., b, a] -> [.., a - b]}. */
  public static void sub(long[] s, int top) {
    int to = top - 4;
    long x = s[top];
    long y = s[to];
    s[to] = x - y;
    long borrow = less(x, y);
    x = s[top + 1];
    y = s[to + 1];
    long r = x - y;
    s[to + 1] = r - borrow;
    borrow = less(x, y) + less(r, borrow);
    x = s[top + 2];
    y = s[to + 2];
    r = x - y;
    s[to + 2] = r - borrow;
    borrow = less(x, y) + less(r, borrow);
    s[to + 3] = s[top + 3] - s[to + 3] - borrow;
  }

  /** Takes a u64 from the word at an index. */
  public static void subU64(long[] s, int at, long y) {
    long x = s[at];
    s[at] = x - y;
    if (Long.compareUnsigned(x, y) < 0 && s[at + 1]-- == 0 && s[at + 2]-- == 0) {
      s[at + 3]--;
    }
  }

  /** MUL {@code [.., b, a] -> [.., a * b]}. */
  public static void mul(long[] s, int top) {
    int to = top - 4;
    long x0 = s[top];
    long y0 = s[to];
    if ((s[top + 1] | s[top + 2] | s[top + 3] | s[to + 1] | s[to + 2] | s[to + 3]) == 0) {
      s[to] = x0 * y0;
      s[to + 1] = Math.unsignedMultiplyHigh(x0, y0);
      return;
    }
    multiply(s, top, to);
  }

  /** The low half of the product of the words at two indices, left at the second. */
  private static void multiply(long[] s, int a, int b) {
    long x0 = s[a];
    long x1 = s[a + 1];
    long x2 = s[a + 2];
    long y0 = s[b];
    long y1 = s[b + 1];
    long y2 = s[b + 2];
    // Row by row: (r3 r2 r1 r0) += x·y_i, shifted by i limbs.
    long r1 = Math.unsignedMultiplyHigh(x0, y0);
    long lo = x1 * y0;
    r1 += lo;
    long r2 = Math.unsignedMultiplyHigh(x1, y0) + less(r1, lo);
    lo = x2 * y0;
    r2 += lo;
    long r3 = Math.unsignedMultiplyHigh(x2, y0) + less(r2, lo) + s[a + 3] * y0;

    lo = x0 * y1;
    r1 += lo;
    long carry = Math.unsignedMultiplyHigh(x0, y1) + less(r1, lo);
    lo = x1 * y1;
    r2 += lo;
    r3 += less(r2, lo) + Math.unsignedMultiplyHigh(x1, y1) + x2 * y1;
    r2 += carry;
    r3 += less(r2, carry);

    lo = x0 * y2;
    r2 += lo;
    r3 += less(r2, lo) + Math.unsignedMultiplyHigh(x0, y2) + x1 * y2 + x0 * s[b + 3];
    s[b] = x0 * y0;
    s[b + 1] = r1;
    s[b + 2] = r2;
    s[b + 3] = r3;
  }

  /** 1 if x is less than y, as unsigned numbers. */
  private static long less(long x, long y) {
    return Long.compareUnsigned(x, y) < 0 ? 1 : 0;
  }

  /** Significant bytes of the word at an index: 0 for zero. */
  public static int byteLength(long[] s, int at) {
    return (Bitwise.bitLength(s, at) + 7) >>> 3;
  }

  /**
   * EXP {@code [.., exponent, base] -> [.., base ^ exponent]}, by squaring from the lowest bit up;
   * the two products of a step do not depend on each other.
   */
  public static void exp(long[] s, int top) {
    int to = top - 4;
    int bits = Bitwise.bitLength(s, to);
    if ((s[top + 1] | s[top + 2] | s[top + 3]) == 0 && s[top] == 2) {
      powerOfTwo(s, to, bits);
      return;
    }
    long e0 = s[to];
    long e1 = s[to + 1];
    long e2 = s[to + 2];
    long e3 = s[to + 3];
    long b0 = s[top];
    long b1 = s[top + 1];
    long b2 = s[top + 2];
    long b3 = s[top + 3];
    long r0 = 1;
    long r1 = 0;
    long r2 = 0;
    long r3 = 0;
    for (int bit = 0; bit < bits; bit++) {
      if ((e0 & 1) != 0) {
        // r *= b
        long p0 = r0 * b0;
        long p1 = Math.unsignedMultiplyHigh(r0, b0);
        long lo = r1 * b0;
        p1 += lo;
        long p2 = Math.unsignedMultiplyHigh(r1, b0) + less(p1, lo);
        lo = r2 * b0;
        p2 += lo;
        long p3 = Math.unsignedMultiplyHigh(r2, b0) + less(p2, lo) + r3 * b0;
        lo = r0 * b1;
        p1 += lo;
        long carry = Math.unsignedMultiplyHigh(r0, b1) + less(p1, lo);
        lo = r1 * b1;
        p2 += lo;
        p3 += less(p2, lo) + Math.unsignedMultiplyHigh(r1, b1) + r2 * b1;
        p2 += carry;
        p3 += less(p2, carry);
        lo = r0 * b2;
        p2 += lo;
        p3 += less(p2, lo) + Math.unsignedMultiplyHigh(r0, b2) + r1 * b2 + r0 * b3;
        r0 = p0;
        r1 = p1;
        r2 = p2;
        r3 = p3;
      }
      // b *= b: the cross products once, doubled, then the squares.
      long c1 = b0 * b1;
      long c2 = Math.unsignedMultiplyHigh(b0, b1);
      long lo = b0 * b2;
      c2 += lo;
      long c3 = Math.unsignedMultiplyHigh(b0, b2) + less(c2, lo) + b0 * b3 + b1 * b2;
      c3 = c3 << 1 | c2 >>> 63;
      c2 = c2 << 1 | c1 >>> 63;
      c1 <<= 1;
      long square = b1 * b1;
      c2 += square;
      c3 += less(c2, square) + Math.unsignedMultiplyHigh(b1, b1);
      long high = Math.unsignedMultiplyHigh(b0, b0);
      c1 += high;
      long carry = less(c1, high);
      c2 += carry;
      c3 += less(c2, carry);
      b0 *= b0;
      b1 = c1;
      b2 = c2;
      b3 = c3;
      e0 = e0 >>> 1 | e1 << 63;
      e1 = e1 >>> 1 | e2 << 63;
      e2 = e2 >>> 1 | e3 << 63;
      e3 >>>= 1;
    }
    s[to] = r0;
    s[to + 1] = r1;
    s[to + 2] = r2;
    s[to + 3] = r3;
  }

  /** Replaces an exponent of so many bits by 2 to it. */
  private static void powerOfTwo(long[] s, int at, int bits) {
    int exponent = (int) s[at];
    boolean fits = bits <= 8;
    s[at] = 0;
    s[at + 1] = 0;
    s[at + 2] = 0;
    s[at + 3] = 0;
    if (fits) {
      s[at + (exponent >> 6)] = 1L << exponent;
    }
  }

  /** SIGNEXTEND {@code [.., x, k] -> [.., x with bit 8k + 7 repeated above]}. */
  public static void signExtend(long[] s, int top) {
    long k = s[top];
    if ((s[top + 1] | s[top + 2] | s[top + 3]) != 0 || k < 0 || k > 30) {
      return;
    }
    int bit = 8 * (int) k + 7;
    int limb = top - 4 + (bit >> 6);
    int unused = 63 - (bit & 63);
    long extended = s[limb] << unused >> unused;
    s[limb] = extended;
    long sign = extended >> 63;
    for (int i = limb + 1; i < top; i++) {
      s[i] = sign;
    }
  }
}
