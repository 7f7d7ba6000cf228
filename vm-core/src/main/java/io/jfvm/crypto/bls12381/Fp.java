// SPDX-License-Identifier: Apache-2.0
package io.jfvm.crypto.bls12381;

import io.jfvm.crypto.curve.PrimeElement;
import io.jfvm.encoding.DecodeException;
import java.math.BigInteger;
import java.util.Arrays;

/** A number modulo the prime p of BLS12-381, of 381 bits. */
final class Fp implements PrimeElement<Fp> {
  static final int BYTES = 48;
  private static final int WINDOW = 5;
  private static final int WIDE_BYTES = 64;
  private static final int LIMB_BYTES = Limbs.BITS / Byte.SIZE;

  static final BigInteger P = Limbs.P;
  private static final BigInteger R = BigInteger.ONE.shiftLeft(Limbs.COUNT * Limbs.BITS);

  static final Fp ZERO = new Fp(new long[Limbs.COUNT]);
  static final Fp ONE = new Fp(Limbs.of(R.mod(P)));
  private static final Fp R2 = new Fp(Limbs.of(R.multiply(R).mod(P)));
  private static final Fp RAW_ONE = new Fp(Limbs.of(BigInteger.ONE));
  private static final BigInteger HALF_P = P.shiftRight(1);
  private static final BigInteger INVERSE_ROOT = P.shiftRight(2);
  private static final Fp TWO_256 = of(BigInteger.ONE.shiftLeft(WIDE_BYTES / 2 * Byte.SIZE));
  private static final Fp HALF = of(2).inverse();

  private final long[] limbs;

  /** Of limbs of a number below p, which nobody may change any more. */
  private Fp(long[] limbs) {
    this.limbs = limbs;
  }

  /** Of a number modulo p, whatever its sign. */
  static Fp of(BigInteger number) {
    return new Fp(Limbs.of(number.mod(P))).times(R2);
  }

  static Fp of(long number) {
    return of(BigInteger.valueOf(number));
  }

  /** Of a number in hexadecimal digits. */
  static Fp parse(String hex) {
    return of(new BigInteger(hex, 16));
  }

  /** Of limbs of a number above -p and below 2p. */
  static Fp ofLimbs(long[] limbs) {
    long[] number = limbs.clone();
    Limbs.addModulusIfNegative(number);
    Limbs.subtractModulusIfNotLess(number);
    return new Fp(number);
  }

  /** Not to be changed. */
  long[] limbs() {
    return limbs;
  }

  /**
   * Of 48 bytes, big-endian.
   *
   * @throws DecodeException if they are p or more
   */
  static Fp decode(byte[] bytes, int offset) throws DecodeException {
    Fp number = raw(bytes, offset, BYTES);
    if (Limbs.toBigInteger(number.limbs).compareTo(P) >= 0) {
      throw new DecodeException("field element is p or more");
    }
    return number.times(R2);
  }

  /** Of 64 bytes, big-endian, modulo p. */
  static Fp reduce(byte[] bytes, int offset) {
    Fp high = raw(bytes, offset, WIDE_BYTES / 2).times(R2).times(TWO_256);
    return high.plus(raw(bytes, offset + WIDE_BYTES / 2, WIDE_BYTES / 2).times(R2));
  }

  /** Of bytes, big-endian, taken for limbs as they are. */
  private static Fp raw(byte[] bytes, int offset, int length) {
    long[] limbs = new long[Limbs.COUNT];
    for (int i = 0; i < length; i++) {
      int place = length - 1 - i;
      limbs[place / LIMB_BYTES] |= (bytes[offset + i] & 0xffL) << place % LIMB_BYTES * Byte.SIZE;
    }
    return new Fp(limbs);
  }

  /** Writes 48 bytes, big-endian. */
  void encode(byte[] target, int offset) {
    long[] number = times(RAW_ONE).limbs;
    for (int i = 0; i < BYTES; i++) {
      int place = BYTES - 1 - i;
      target[offset + i] = (byte) (number[place / LIMB_BYTES] >>> place % LIMB_BYTES * Byte.SIZE);
    }
  }

  @Override
  public Fp times(Fp b) {
    long[] wide = new long[Limbs.WIDE];
    Limbs.multiply(wide, limbs, b.limbs);
    return reduced(wide);
  }

  /** Of a number from 0 below p·2^392. */
  private static Fp reduced(long[] wide) {
    long[] number = new long[Limbs.COUNT];
    Limbs.reduce(number, wide);
    Limbs.subtractModulusIfNotLess(number);
    return new Fp(number);
  }

  @Override
  public Fp timesPlus(Fp b, Fp c, Fp d) {
    long[] wide = new long[Limbs.WIDE];
    long[] addend = new long[Limbs.WIDE];
    Limbs.multiply(wide, limbs, b.limbs);
    Limbs.multiply(addend, c.limbs, d.limbs);
    for (int i = 0; i < Limbs.WIDE; i++) {
      wide[i] += addend[i];
    }
    return reduced(wide);
  }

  @Override
  public Fp square() {
    return times(this);
  }

  @Override
  public Fp plus(Fp addend) {
    long[] sum = new long[Limbs.COUNT];
    Limbs.add(sum, limbs, addend.limbs);
    Limbs.subtractModulusIfNotLess(sum);
    return new Fp(sum);
  }

  @Override
  public Fp minus(Fp subtrahend) {
    long[] difference = new long[Limbs.COUNT];
    Limbs.subtract(difference, limbs, subtrahend.limbs);
    Limbs.addModulusIfNegative(difference);
    return new Fp(difference);
  }

  @Override
  public Fp twice() {
    return plus(this);
  }

  @Override
  public Fp negate() {
    return ZERO.minus(this);
  }

  @Override
  public Fp timesXi() {
    return this;
  }

  @Override
  public Fp half() {
    return times(HALF);
  }

  @Override
  public Fp inverse() {
    return isZero() ? ZERO : of(toBigInteger().modInverse(P));
  }

  @Override
  public Fp inverseRoot() {
    return power(INVERSE_ROOT);
  }

  /** By windows of up to five bits that start and end with 1, in place. */
  @Override
  public Fp power(BigInteger exponent) {
    long[] wide = new long[Limbs.WIDE];
    long[][] odd = new long[1 << WINDOW - 1][];
    odd[0] = limbs;
    long[] square = square().limbs;
    for (int i = 1; i < odd.length; i++) {
      odd[i] = odd[i - 1].clone();
      Limbs.multiply(wide, odd[i], square);
      Limbs.reduce(odd[i], wide);
    }
    long[] result = ONE.limbs.clone();
    int bit = exponent.bitLength() - 1;
    while (bit >= 0) {
      int end = exponent.testBit(bit) ? Math.max(0, bit - WINDOW + 1) : bit;
      while (end < bit && !exponent.testBit(end)) {
        end++;
      }
      int digit = 0;
      for (; bit >= end; bit--) {
        Limbs.multiply(wide, result, result);
        Limbs.reduce(result, wide);
        digit = digit << 1 | (exponent.testBit(bit) ? 1 : 0);
      }
      if (digit != 0) {
        Limbs.multiply(wide, result, odd[digit >> 1]);
        Limbs.reduce(result, wide);
      }
    }
    Limbs.subtractModulusIfNotLess(result);
    return new Fp(result);
  }

  @Override
  public Fp zero() {
    return ZERO;
  }

  @Override
  public Fp one() {
    return ONE;
  }

  @Override
  public boolean isZero() {
    return equals(ZERO);
  }

  @Override
  public boolean isOdd() {
    return (times(RAW_ONE).limbs[0] & 1) == 1;
  }

  @Override
  public BigInteger toBigInteger() {
    return Limbs.toBigInteger(times(RAW_ONE).limbs);
  }

  /** Whether this is greater than its negative: the encodings' sign. */
  boolean isLarge() {
    return toBigInteger().compareTo(HALF_P) > 0;
  }

  @Override
  public Fp self() {
    return this;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Fp number && Arrays.equals(limbs, number.limbs);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(limbs);
  }

  @Override
  public String toString() {
    return toBigInteger().toString(16);
  }
}
