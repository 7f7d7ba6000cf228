// SPDX-License-Identifier: Apache-2.0
package io.jfvm.evm.word;

/**
 * Logic and shifts on a stack of limbs. {@code top} is the index of the top word's low limb; a
 * two-word function leaves its result at {@code top - 4}.
 */
public final class Bitwise {
  private Bitwise() {}

  /** Writes a u64 as the word at an index. */
  public static void set(long[] s, int at, long value) {
    s[at] = value;
    s[at + 1] = 0;
    s[at + 2] = 0;
    s[at + 3] = 0;
  }

  /** AND {@code [.., b, a] -> [.., a & b]}. */
  public static void and(long[] s, int top) {
    s[top - 4] &= s[top];
    s[top - 3] &= s[top + 1];
    s[top - 2] &= s[top + 2];
    s[top - 1] &= s[top + 3];
  }

  /** OR {@code [.., b, a] -> [.., a | b]}. */
  public static void or(long[] s, int top) {
    s[top - 4] |= s[top];
    s[top - 3] |= s[top + 1];
    s[top - 2] |= s[top + 2];
    s[top - 1] |= s[top + 3];
  }

  /** XOR {@code [.., b, a] -> [.., a ^ b]}. */
  public static void xor(long[] s, int top) {
    s[top - 4] ^= s[top];
    s[top - 3] ^= s[top + 1];
    s[top - 2] ^= s[top + 2];
    s[top - 1] ^= s[top + 3];
  }

  /** NOT {@code [.., a] -> [.., ~a]}. */
  public static void not(long[] s, int top) {
    s[top] = ~s[top];
    s[top + 1] = ~s[top + 1];
    s[top + 2] = ~s[top + 2];
    s[top + 3] = ~s[top + 3];
  }

  /** BYTE {@code [.., x, i] -> [.., byte i of x, the highest being 0]}; 0 if i is over 31. */
  public static void byteAt(long[] s, int top) {
    long i = s[top];
    long result = 0;
    if ((s[top + 1] | s[top + 2] | s[top + 3]) == 0 && i >= 0 && i < 32) {
      int bit = 8 * (31 - (int) i);
      result = s[top - 4 + (bit >> 6)] >>> bit & 0xff;
    }
    set(s, top - 4, result);
  }

  /** SHL {@code [.., x, n] -> [.., x << n]}; 0 if n is over 255. */
  public static void shl(long[] s, int top) {
    if (isShift(s, top)) {
      shl(s, top - 4, (int) s[top]);
    } else {
      set(s, top - 4, 0);
    }
  }

  /** SHR {@code [.., x, n] -> [.., x >> n]} filled with 0; 0 if n is over 255. */
  public static void shr(long[] s, int top) {
    if (isShift(s, top)) {
      shr(s, top - 4, (int) s[top], 0);
    } else {
      set(s, top - 4, 0);
    }
  }

  /** SAR {@code [.., x, n] -> [.., x >> n]} filled with the sign; all sign if n is over 255. */
  public static void sar(long[] s, int top) {
    long sign = s[top - 1] >> 63;
    if (isShift(s, top)) {
      shr(s, top - 4, (int) s[top], sign);
    } else {
      s[top - 4] = sign;
      s[top - 3] = sign;
      s[top - 2] = sign;
      s[top - 1] = sign;
    }
  }

  private static boolean isShift(long[] s, int at) {
    return (s[at + 1] | s[at + 2] | s[at + 3] | s[at] & ~255L) == 0;
  }

  /** Shifts the word at an index left by 0 to 255 bits. */
  public static void shl(long[] s, int at, int bits) {
    long x0 = s[at];
    long x1 = s[at + 1];
    long x2 = s[at + 2];
    long x3 = s[at + 3];
    if ((bits & 128) != 0) {
      x3 = x1;
      x2 = x0;
      x1 = 0;
      x0 = 0;
    }
    if ((bits & 64) != 0) {
      x3 = x2;
      x2 = x1;
      x1 = x0;
      x0 = 0;
    }
    // (x >>> 1) >>> (63 - k) is x >>> (64 - k), and 0 for k = 0: ~k is 63 - k modulo 64.
    s[at + 3] = x3 << bits | x2 >>> 1 >>> ~bits;
    s[at + 2] = x2 << bits | x1 >>> 1 >>> ~bits;
    s[at + 1] = x1 << bits | x0 >>> 1 >>> ~bits;
    s[at] = x0 << bits;
  }

  /** Shifts the word at an index right by 0 to 255 bits, filling with the bits of {@code fill}. */
  public static void shr(long[] s, int at, int bits, long fill) {
    long x0 = s[at];
    long x1 = s[at + 1];
    long x2 = s[at + 2];
    long x3 = s[at + 3];
    if ((bits & 128) != 0) {
      x0 = x2;
      x1 = x3;
      x2 = fill;
      x3 = fill;
    }
    if ((bits & 64) != 0) {
      x0 = x1;
      x1 = x2;
      x2 = x3;
      x3 = fill;
    }
    s[at] = x0 >>> bits | x1 << 1 << ~bits;
    s[at + 1] = x1 >>> bits | x2 << 1 << ~bits;
    s[at + 2] = x2 >>> bits | x3 << 1 << ~bits;
    s[at + 3] = x3 >>> bits | fill << 1 << ~bits;
  }

  /** CLZ {@code [.., x] -> [.., leading zero bits of x]}; 256 for 0. */
  public static void clz(long[] s, int top) {
    set(s, top, 256 - bitLength(s, top));
  }

  /** Significant bits of the word at an index: 0 for zero. */
  public static int bitLength(long[] s, int at) {
    int limb = 3;
    while (limb > 0 && s[at + limb] == 0) {
      limb--;
    }
    return 64 * limb + 64 - Long.numberOfLeadingZeros(s[at + limb]);
  }
}
