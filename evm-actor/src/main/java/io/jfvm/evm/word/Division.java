// SPDX-License-Identifier: Apache-2.0
package io.jfvm.evm.word;

/**
 * Division and remainders on a stack of limbs; by zero all of them give zero. {@code top} is the
 * index of the top word's low limb. Scratch space comes from the caller: {@link #SCRATCH_LIMBS}
 * limbs, contents of no meaning.
 *
 * <p>In order: both below 2^64, a divisor that is a power of two, else long division by limbs
 * (Knuth's algorithm D) whose digits come from a multiplication by the divisor's reciprocal (Möller
 * and Granlund, <i>Improved division by invariant integers</i>, 2011), since Java has no division
 * of two limbs by one.
 */
public final class Division {
  /** Limbs of scratch space the family needs. */
  public static final int SCRATCH_LIMBS = 24;

  // Layout of the scratch space.
  private static final int NUMERATOR = 0; // up to 8 limbs and one for normalisation; then remainder
  private static final int DIVISOR = 9; // 4 limbs
  private static final int QUOTIENT = 13; // up to 9 limbs

  private Division() {}

  /** DIV {@code [.., b, a] -> [.., a / b]}. */
  public static void div(long[] s, int top, long[] scratch) {
    int to = top - 4;
    if ((s[top + 1] | s[top + 2] | s[top + 3] | s[to + 1] | s[to + 2] | s[to + 3]) == 0) {
      s[to] = s[to] == 0 ? 0 : Long.divideUnsigned(s[top], s[to]);
      return;
    }
    int power = powerOfTwo(s, to);
    if (power >= 0) {
      copy(s, top, s, to);
      Bitwise.shr(s, to, power, 0);
    } else if (!Comparison.isZero(s, to)) {
      copy(s, top, scratch, NUMERATOR);
      copy(s, to, scratch, DIVISOR);
      divide(scratch, 4);
      copy(scratch, QUOTIENT, s, to);
    }
  }

  /** MOD {@code [.., b, a] -> [.., a mod b]}. */
  public static void mod(long[] s, int top, long[] scratch) {
    int to = top - 4;
    if ((s[top + 1] | s[top + 2] | s[top + 3] | s[to + 1] | s[to + 2] | s[to + 3]) == 0) {
      s[to] = s[to] == 0 ? 0 : Long.remainderUnsigned(s[top], s[to]);
      return;
    }
    copy(s, top, scratch, NUMERATOR);
    reduce(s, to, scratch, 4);
  }

  /** SDIV {@code [.., b, a] -> [.., a / b]}, rounded towards zero; -2^255 / -1 is -2^255. */
  public static void sdiv(long[] s, int top, long[] scratch) {
    boolean negative = (s[top + 3] ^ s[top - 1]) < 0;
    absolute(s, top);
    absolute(s, top - 4);
    div(s, top, scratch);
    if (negative) {
      negate(s, top - 4);
    }
  }

  /** SMOD {@code [.., b, a] -> [.., a mod b]}, with a's sign. */
  public static void smod(long[] s, int top, long[] scratch) {
    boolean negative = s[top + 3] < 0;
    absolute(s, top);
    absolute(s, top - 4);
    mod(s, top, scratch);
    if (negative) {
      negate(s, top - 4);
    }
  }

  /** ADDMOD {@code [.., n, b, a] -> [.., (a + b) mod n]}, the sum not cut to 256 bits. */
  public static void addmod(long[] s, int top, long[] scratch) {
    long carry = 0;
    for (int i = 0; i < 4; i++) {
      long x = s[top + i];
      long y = s[top - 4 + i];
      long r = x + y + carry;
      carry = ((x & y) | ((x | y) & ~r)) >>> 63;
      scratch[NUMERATOR + i] = r;
    }
    scratch[NUMERATOR + 4] = carry;
    reduce(s, top - 8, scratch, 5);
  }

  /** MULMOD {@code [.., n, b, a] -> [.., (a * b) mod n]}, the product not cut to 256 bits. */
  public static void mulmod(long[] s, int top, long[] scratch) {
    product(s, top, top - 4, scratch);
    reduce(s, top - 8, scratch, 8);
  }

  /** The full product of the words at two indices, into the numerator. */
  private static void product(long[] s, int a, int b, long[] out) {
    long y0 = s[b];
    long y1 = s[b + 1];
    long y2 = s[b + 2];
    long y3 = s[b + 3];
    long r0 = 0;
    long r1 = 0;
    long r2 = 0;
    long r3 = 0;
    for (int i = 0; i < 4; i++) {
      long x = s[a + i];
      // (x·y + r), five limbs: the lowest is final, the rest goes on.
      long lo = x * y0 + r0;
      long carry = Math.unsignedMultiplyHigh(x, y0) + less(lo, r0);
      out[NUMERATOR + i] = lo;
      lo = x * y1;
      long hi = Math.unsignedMultiplyHigh(x, y1);
      lo += r1;
      hi += less(lo, r1);
      lo += carry;
      hi += less(lo, carry);
      r0 = lo;
      carry = hi;
      lo = x * y2;
      hi = Math.unsignedMultiplyHigh(x, y2);
      lo += r2;
      hi += less(lo, r2);
      lo += carry;
      hi += less(lo, carry);
      r1 = lo;
      carry = hi;
      lo = x * y3;
      hi = Math.unsignedMultiplyHigh(x, y3);
      lo += r3;
      hi += less(lo, r3);
      lo += carry;
      hi += less(lo, carry);
      r2 = lo;
      r3 = hi;
    }
    out[NUMERATOR + 4] = r0;
    out[NUMERATOR + 5] = r1;
    out[NUMERATOR + 6] = r2;
    out[NUMERATOR + 7] = r3;
  }

  /** Replaces the modulus at an index by the numerator's remainder; zero stays zero. */
  private static void reduce(long[] s, int modulus, long[] scratch, int limbs) {
    int power = powerOfTwo(s, modulus);
    if (power >= 0) {
      for (int i = 0; i < 4; i++) {
        int bits = power - 64 * i;
        long mask = bits >= 64 ? -1L : bits <= 0 ? 0 : (1L << bits) - 1;
        s[modulus + i] = scratch[NUMERATOR + i] & mask;
      }
    } else if (!Comparison.isZero(s, modulus)) {
      copy(s, modulus, scratch, DIVISOR);
      divide(scratch, limbs);
      copy(scratch, NUMERATOR, s, modulus);
    }
  }

  /** The exponent if the word at an index is a power of two, else -1. */
  private static int powerOfTwo(long[] s, int at) {
    int ones =
        Long.bitCount(s[at])
            + Long.bitCount(s[at + 1])
            + Long.bitCount(s[at + 2])
            + Long.bitCount(s[at + 3]);
    return ones == 1 ? Bitwise.bitLength(s, at) - 1 : -1;
  }

  /**
   * Divides the numerator, of so many limbs, by the divisor, which is not zero. Quotient: its limbs
   * are all written as far as the numerator reaches, at least four. Remainder: in the numerator's
   * first four limbs. The divisor is lost.
   */
  private static void divide(long[] w, int limbs) {
    int n = 4;
    while (w[DIVISOR + n - 1] == 0) {
      n--;
    }
    int m = limbs;
    while (m > 0 && w[NUMERATOR + m - 1] == 0) {
      m--;
    }
    for (int i = Math.max(m - n + 1, 0); i < 4; i++) {
      w[QUOTIENT + i] = 0;
    }
    if (m < n) {
      for (int i = m; i < 4; i++) {
        w[NUMERATOR + i] = 0;
      }
      return;
    }
    int shift = Long.numberOfLeadingZeros(w[DIVISOR + n - 1]);
    normalize(w, m, n, shift);
    if (n == 1) {
      divideByOne(w, m);
    } else {
      divideByMany(w, m, n);
    }
    for (int i = 0; i < n; i++) {
      w[NUMERATOR + i] =
          w[NUMERATOR + i] >>> shift | (i + 1 < n ? w[NUMERATOR + i + 1] << 1 << ~shift : 0);
    }
    for (int i = n; i < 4; i++) {
      w[NUMERATOR + i] = 0;
    }
  }

  /** Shifts both so that the divisor's top bit is set; the numerator gets one limb more. */
  private static void normalize(long[] w, int m, int n, int shift) {
    for (int i = n - 1; i > 0; i--) {
      w[DIVISOR + i] = w[DIVISOR + i] << shift | w[DIVISOR + i - 1] >>> 1 >>> ~shift;
    }
    w[DIVISOR] <<= shift;
    w[NUMERATOR + m] = w[NUMERATOR + m - 1] >>> 1 >>> ~shift;
    for (int i = m - 1; i > 0; i--) {
      w[NUMERATOR + i] = w[NUMERATOR + i] << shift | w[NUMERATOR + i - 1] >>> 1 >>> ~shift;
    }
    w[NUMERATOR] <<= shift;
  }

  /** Division by one normalized limb. */
  private static void divideByOne(long[] w, int m) {
    long d = w[DIVISOR];
    long v = reciprocal(d);
    long r = w[NUMERATOR + m];
    for (int i = m - 1; i >= 0; i--) {
      long u0 = w[NUMERATOR + i];
      long q0 = v * r + u0;
      long q1 = Math.unsignedMultiplyHigh(v, r) + r + less(q0, u0) + 1;
      r = u0 - q1 * d;
      if (Long.compareUnsigned(r, q0) > 0) {
        q1--;
        r += d;
      }
      if (Long.compareUnsigned(r, d) >= 0) {
        q1++;
        r -= d;
      }
      w[QUOTIENT + i] = q1;
    }
    w[NUMERATOR] = r;
  }

  /** Division by two to four normalized limbs; a digit is guessed from three limbs by two. */
  private static void divideByMany(long[] w, int m, int n) {
    long d1 = w[DIVISOR + n - 1];
    long d0 = w[DIVISOR + n - 2];
    long v = reciprocal(d1, d0);
    for (int j = m - n; j >= 0; j--) {
      int at = NUMERATOR + j;
      long u2 = w[at + n];
      long u1 = w[at + n - 1];
      long u0 = w[at + n - 2];
      long q;
      if (u2 == d1 && u1 == d0) {
        q = -1L;
        w[at + n] = u2 - subtractProduct(w, at, n, q);
      } else {
        long q0 = v * u2 + u1;
        q = Math.unsignedMultiplyHigh(v, u2) + u2 + less(q0, u1);
        // (r1 r0) = (u1 u0) - q·d - d, modulo two limbs
        long tl = d0 * q;
        long th = Math.unsignedMultiplyHigh(d0, q);
        long r0 = u0 - tl;
        long r1 = u1 - q * d1 - th - less(u0, tl);
        long t = r0;
        r0 -= d0;
        r1 -= d1 + less(t, d0);
        q++;
        if (Long.compareUnsigned(r1, q0) >= 0) {
          q--;
          r0 += d0;
          r1 += d1 + less(r0, d0);
        }
        if (Long.compareUnsigned(r1, d1) > 0 || (r1 == d1 && Long.compareUnsigned(r0, d0) >= 0)) {
          q++;
          t = r0;
          r0 -= d0;
          r1 -= d1 + less(t, d0);
        }
        long borrow = subtractProduct(w, at, n - 2, q);
        t = r0;
        r0 -= borrow;
        borrow = less(t, borrow);
        t = r1;
        r1 -= borrow;
        w[at + n - 2] = r0;
        w[at + n - 1] = r1;
        if (less(t, borrow) != 0) {
          q--;
          long carry = 0;
          for (int i = 0; i < n; i++) {
            long x = w[at + i];
            long y = w[DIVISOR + i];
            long r = x + y + carry;
            carry = ((x & y) | ((x | y) & ~r)) >>> 63;
            w[at + i] = r;
          }
        }
      }
      w[QUOTIENT + j] = q;
    }
  }

  /** Takes q times the divisor's low limbs from the numerator's at an index; returns the borrow. */
  private static long subtractProduct(long[] w, int at, int limbs, long q) {
    long borrow = 0;
    for (int i = 0; i < limbs; i++) {
      long d = w[DIVISOR + i];
      long lo = d * q + borrow;
      long hi = Math.unsignedMultiplyHigh(d, q) + less(lo, borrow);
      long x = w[at + i];
      w[at + i] = x - lo;
      borrow = hi + less(x, lo);
    }
    return borrow;
  }

  /** floor((2^128 - 1) / d) - 2^64, for d with its top bit set. */
  private static long reciprocal(long d) {
    long d9 = d >>> 55;
    long v0 = 0x7fd00 / d9;
    long d40 = (d >>> 24) + 1;
    long v1 = (v0 << 11) - (v0 * v0 * d40 >>> 40) - 1;
    long v2 = (v1 << 13) + (v1 * ((1L << 60) - v1 * d40) >>> 47);
    long odd = d & 1;
    long e = (v2 >>> 1 & -odd) - v2 * ((d >>> 1) + odd);
    long v3 = (Math.unsignedMultiplyHigh(v2, e) >>> 1) + (v2 << 31);
    long lo = v3 * d;
    return v3 - (Math.unsignedMultiplyHigh(v3, d) + less(lo + d, d)) - d;
  }

  /** floor((2^192 - 1) / (d1·2^64 + d0)) - 2^64, for d1 with its top bit set. */
  private static long reciprocal(long d1, long d0) {
    long v = reciprocal(d1);
    long p = d1 * v + d0;
    if (Long.compareUnsigned(p, d0) < 0) {
      v--;
      if (Long.compareUnsigned(p, d1) >= 0) {
        v--;
        p -= d1;
      }
      p -= d1;
    }
    long tl = v * d0;
    long th = Math.unsignedMultiplyHigh(v, d0);
    p += th;
    if (Long.compareUnsigned(p, th) < 0) {
      v--;
      if (Long.compareUnsigned(p, d1) > 0 || (p == d1 && Long.compareUnsigned(tl, d0) >= 0)) {
        v--;
      }
    }
    return v;
  }

  /** 1 if x is less than y, as unsigned numbers. */
  private static long less(long x, long y) {
    return Long.compareUnsigned(x, y) < 0 ? 1 : 0;
  }

  private static void absolute(long[] s, int at) {
    if (s[at + 3] < 0) {
      negate(s, at);
    }
  }

  private static void negate(long[] s, int at) {
    long carry = 1;
    for (int i = 0; i < 4; i++) {
      long r = ~s[at + i] + carry;
      carry = r == 0 ? carry : 0;
      s[at + i] = r;
    }
  }

  private static void copy(long[] from, int at, long[] to, int index) {
    to[index] = from[at];
    to[index + 1] = from[at + 1];
    to[index + 2] = from[at + 2];
    to[index + 3] = from[at + 3];
  }
}
