// SPDX-License-Identifier: Apache-2.0
package io.jfvm.crypto.bls12381;

import io.jfvm.crypto.curve.PrimeElement;
import io.jfvm.encoding.DecodeException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.math.BigInteger;
import java.nio.ByteOrder;

/**
 * A number modulo the prime p of BLS12-381, of 381 bits, in Montgomery form: l0 (least significant)
 * to l5 are its product with 2^384. Products are reduced limb by limb; since p leaves three bits
 * free, no carry leaves the top limb even of a sum of two products.
 */
record Fp(long l0, long l1, long l2, long l3, long l4, long l5) implements PrimeElement<Fp> {
  static final int BYTES = 48;
  private static final int LIMBS = 6;
  private static final int WIDE_BYTES = 64;

  // p. Source: draft-irtf-cfrg-pairing-friendly-curves 4.2.1.
  private static final long P0 = 0xb9feffffffffaaabL;
  private static final long P1 = 0x1eabfffeb153ffffL;
  private static final long P2 = 0x6730d2a0f6b0f624L;
  private static final long P3 = 0x64774b84f38512bfL;
  private static final long P4 = 0x4b1ba7b6434bacd7L;
  private static final long P5 = 0x1a0111ea397fe69aL;

  private static final BigInteger WORD = BigInteger.ONE.shiftLeft(Long.SIZE);
  static final BigInteger P = new Fp(P0, P1, P2, P3, P4, P5).limbs();

  private static final BigInteger R = BigInteger.ONE.shiftLeft(LIMBS * Long.SIZE);

  /** -1/p modulo 2^64. */
  private static final long N = P.negate().modInverse(WORD).longValue();

  static final Fp ZERO = new Fp(0, 0, 0, 0, 0, 0);
  static final Fp ONE = ofLimbs(R.mod(P));
  private static final Fp R2 = ofLimbs(R.multiply(R).mod(P));
  private static final Fp RAW_ONE = new Fp(1, 0, 0, 0, 0, 0);
  private static final BigInteger MINUS_TWO = P.subtract(BigInteger.TWO);
  private static final BigInteger HALF_P = P.shiftRight(1);
  private static final BigInteger INVERSE_ROOT = P.shiftRight(2);
  private static final Fp TWO_256 = of(BigInteger.ONE.shiftLeft(WIDE_BYTES / 2 * Byte.SIZE));
  private static final Fp HALF = of(2).inverse();
  private static final VarHandle WORDS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  /** Of a number modulo p, whatever its sign. */
  static Fp of(BigInteger number) {
    return ofLimbs(number.mod(P)).times(R2);
  }

  static Fp of(long number) {
    return of(BigInteger.valueOf(number));
  }

  /** Of a number in hexadecimal digits. */
  static Fp parse(String hex) {
    return of(new BigInteger(hex, 16));
  }

  /**
   * Of 48 bytes, big-endian.
   *
   * @throws DecodeException if they are p or more
   */
  static Fp decode(byte[] bytes, int offset) throws DecodeException {
    Fp number = read(bytes, offset);
    if (number.limbs().compareTo(P) >= 0) {
      throw new DecodeException("field element is p or more");
    }
    return number.times(R2);
  }

  /** Of 64 bytes, big-endian, modulo p. */
  static Fp reduce(byte[] bytes, int offset) {
    Fp high = wide(bytes, offset).times(R2).times(TWO_256);
    return high.plus(wide(bytes, offset + WIDE_BYTES / 2).times(R2));
  }

  /** Of 32 bytes. */
  private static Fp wide(byte[] bytes, int offset) {
    return new Fp(
        (long) WORDS.get(bytes, offset + 24),
        (long) WORDS.get(bytes, offset + 16),
        (long) WORDS.get(bytes, offset + 8),
        (long) WORDS.get(bytes, offset),
        0,
        0);
  }

  private static Fp read(byte[] bytes, int offset) {
    return new Fp(
        (long) WORDS.get(bytes, offset + 40),
        (long) WORDS.get(bytes, offset + 32),
        (long) WORDS.get(bytes, offset + 24),
        (long) WORDS.get(bytes, offset + 16),
        (long) WORDS.get(bytes, offset + 8),
        (long) WORDS.get(bytes, offset));
  }

  /** Writes 48 bytes, big-endian. */
  void encode(byte[] target, int offset) {
    Fp number = times(RAW_ONE);
    WORDS.set(target, offset, number.l5);
    WORDS.set(target, offset + 8, number.l4);
    WORDS.set(target, offset + 16, number.l3);
    WORDS.set(target, offset + 24, number.l2);
    WORDS.set(target, offset + 32, number.l1);
    WORDS.set(target, offset + 40, number.l0);
  }

  private static Fp ofLimbs(BigInteger limbs) {
    return new Fp(
        limbs.longValue(),
        limbs.shiftRight(64).longValue(),
        limbs.shiftRight(128).longValue(),
        limbs.shiftRight(192).longValue(),
        limbs.shiftRight(256).longValue(),
        limbs.shiftRight(320).longValue());
  }

  private BigInteger limbs() {
    BigInteger number = BigInteger.ZERO;
    for (int i = LIMBS - 1; i >= 0; i--) {
      number = number.shiftLeft(Long.SIZE).or(BigInteger.valueOf(limb(i)).mod(WORD));
    }
    return number;
  }

  private long limb(int index) {
    return switch (index) {
      case 0 -> l0;
      case 1 -> l1;
      case 2 -> l2;
      case 3 -> l3;
      case 4 -> l4;
      default -> l5;
    };
  }

  /** 1 if a sum is less than an addend: it has left 64 bits. */
  private static long carry(long sum, long addend) {
    return Long.compareUnsigned(sum, addend) < 0 ? 1 : 0;
  }

  @Override
  public Fp times(Fp b) {
    long t0 = 0;
    long t1 = 0;
    long t2 = 0;
    long t3 = 0;
    long t4 = 0;
    long t5 = 0;
    for (int i = 0; i < LIMBS; i++) {
      long lo;
      long hi;
      long x = limb(i);
      lo = x * b.l0;
      long c0 = Math.unsignedMultiplyHigh(x, b.l0);
      t0 += lo;
      c0 += carry(t0, lo);
      lo = x * b.l1;
      hi = Math.unsignedMultiplyHigh(x, b.l1);
      lo += c0;
      hi += carry(lo, c0);
      t1 += lo;
      c0 = hi + carry(t1, lo);
      lo = x * b.l2;
      hi = Math.unsignedMultiplyHigh(x, b.l2);
      lo += c0;
      hi += carry(lo, c0);
      t2 += lo;
      c0 = hi + carry(t2, lo);
      lo = x * b.l3;
      hi = Math.unsignedMultiplyHigh(x, b.l3);
      lo += c0;
      hi += carry(lo, c0);
      t3 += lo;
      c0 = hi + carry(t3, lo);
      lo = x * b.l4;
      hi = Math.unsignedMultiplyHigh(x, b.l4);
      lo += c0;
      hi += carry(lo, c0);
      t4 += lo;
      c0 = hi + carry(t4, lo);
      lo = x * b.l5;
      hi = Math.unsignedMultiplyHigh(x, b.l5);
      lo += c0;
      hi += carry(lo, c0);
      t5 += lo;
      c0 = hi + carry(t5, lo);
      long m = t0 * N;
      lo = m * P0;
      long cm = Math.unsignedMultiplyHigh(m, P0) + carry(t0 + lo, lo);
      lo = m * P1;
      hi = Math.unsignedMultiplyHigh(m, P1);
      lo += cm;
      hi += carry(lo, cm);
      lo += t1;
      cm = hi + carry(lo, t1);
      t0 = lo;
      lo = m * P2;
      hi = Math.unsignedMultiplyHigh(m, P2);
      lo += cm;
      hi += carry(lo, cm);
      lo += t2;
      cm = hi + carry(lo, t2);
      t1 = lo;
      lo = m * P3;
      hi = Math.unsignedMultiplyHigh(m, P3);
      lo += cm;
      hi += carry(lo, cm);
      lo += t3;
      cm = hi + carry(lo, t3);
      t2 = lo;
      lo = m * P4;
      hi = Math.unsignedMultiplyHigh(m, P4);
      lo += cm;
      hi += carry(lo, cm);
      lo += t4;
      cm = hi + carry(lo, t4);
      t3 = lo;
      lo = m * P5;
      hi = Math.unsignedMultiplyHigh(m, P5);
      lo += cm;
      hi += carry(lo, cm);
      lo += t5;
      cm = hi + carry(lo, t5);
      t4 = lo;
      t5 = cm + c0;
    }
    return reduced(t0, t1, t2, t3, t4, t5);
  }

  @Override
  public Fp timesPlus(Fp b, Fp c, Fp d) {
    long t0 = 0;
    long t1 = 0;
    long t2 = 0;
    long t3 = 0;
    long t4 = 0;
    long t5 = 0;
    for (int i = 0; i < LIMBS; i++) {
      long lo;
      long hi;
      long x = limb(i);
      lo = x * b.l0;
      long c0 = Math.unsignedMultiplyHigh(x, b.l0);
      t0 += lo;
      c0 += carry(t0, lo);
      lo = x * b.l1;
      hi = Math.unsignedMultiplyHigh(x, b.l1);
      lo += c0;
      hi += carry(lo, c0);
      t1 += lo;
      c0 = hi + carry(t1, lo);
      lo = x * b.l2;
      hi = Math.unsignedMultiplyHigh(x, b.l2);
      lo += c0;
      hi += carry(lo, c0);
      t2 += lo;
      c0 = hi + carry(t2, lo);
      lo = x * b.l3;
      hi = Math.unsignedMultiplyHigh(x, b.l3);
      lo += c0;
      hi += carry(lo, c0);
      t3 += lo;
      c0 = hi + carry(t3, lo);
      lo = x * b.l4;
      hi = Math.unsignedMultiplyHigh(x, b.l4);
      lo += c0;
      hi += carry(lo, c0);
      t4 += lo;
      c0 = hi + carry(t4, lo);
      lo = x * b.l5;
      hi = Math.unsignedMultiplyHigh(x, b.l5);
      lo += c0;
      hi += carry(lo, c0);
      t5 += lo;
      c0 = hi + carry(t5, lo);
      long y = c.limb(i);
      lo = y * d.l0;
      long c1 = Math.unsignedMultiplyHigh(y, d.l0);
      t0 += lo;
      c1 += carry(t0, lo);
      lo = y * d.l1;
      hi = Math.unsignedMultiplyHigh(y, d.l1);
      lo += c1;
      hi += carry(lo, c1);
      t1 += lo;
      c1 = hi + carry(t1, lo);
      lo = y * d.l2;
      hi = Math.unsignedMultiplyHigh(y, d.l2);
      lo += c1;
      hi += carry(lo, c1);
      t2 += lo;
      c1 = hi + carry(t2, lo);
      lo = y * d.l3;
      hi = Math.unsignedMultiplyHigh(y, d.l3);
      lo += c1;
      hi += carry(lo, c1);
      t3 += lo;
      c1 = hi + carry(t3, lo);
      lo = y * d.l4;
      hi = Math.unsignedMultiplyHigh(y, d.l4);
      lo += c1;
      hi += carry(lo, c1);
      t4 += lo;
      c1 = hi + carry(t4, lo);
      lo = y * d.l5;
      hi = Math.unsignedMultiplyHigh(y, d.l5);
      lo += c1;
      hi += carry(lo, c1);
      t5 += lo;
      c1 = hi + carry(t5, lo);
      long m = t0 * N;
      lo = m * P0;
      long cm = Math.unsignedMultiplyHigh(m, P0) + carry(t0 + lo, lo);
      lo = m * P1;
      hi = Math.unsignedMultiplyHigh(m, P1);
      lo += cm;
      hi += carry(lo, cm);
      lo += t1;
      cm = hi + carry(lo, t1);
      t0 = lo;
      lo = m * P2;
      hi = Math.unsignedMultiplyHigh(m, P2);
      lo += cm;
      hi += carry(lo, cm);
      lo += t2;
      cm = hi + carry(lo, t2);
      t1 = lo;
      lo = m * P3;
      hi = Math.unsignedMultiplyHigh(m, P3);
      lo += cm;
      hi += carry(lo, cm);
      lo += t3;
      cm = hi + carry(lo, t3);
      t2 = lo;
      lo = m * P4;
      hi = Math.unsignedMultiplyHigh(m, P4);
      lo += cm;
      hi += carry(lo, cm);
      lo += t4;
      cm = hi + carry(lo, t4);
      t3 = lo;
      lo = m * P5;
      hi = Math.unsignedMultiplyHigh(m, P5);
      lo += cm;
      hi += carry(lo, cm);
      lo += t5;
      cm = hi + carry(lo, t5);
      t4 = lo;
      t5 = cm + c0 + c1;
    }
    return reduced(t0, t1, t2, t3, t4, t5);
  }

  @Override
  public Fp square() {
    return times(this);
  }

  @Override
  public Fp plus(Fp addend) {
    long t0 = l0 + addend.l0;
    long c = carry(t0, l0);
    long t1 = l1 + c;
    c = carry(t1, c);
    t1 += addend.l1;
    c += carry(t1, addend.l1);
    long t2 = l2 + c;
    c = carry(t2, c);
    t2 += addend.l2;
    c += carry(t2, addend.l2);
    long t3 = l3 + c;
    c = carry(t3, c);
    t3 += addend.l3;
    c += carry(t3, addend.l3);
    long t4 = l4 + c;
    c = carry(t4, c);
    t4 += addend.l4;
    c += carry(t4, addend.l4);
    long t5 = l5 + addend.l5 + c;
    return reduced(t0, t1, t2, t3, t4, t5);
  }

  @Override
  public Fp minus(Fp subtrahend) {
    long t0 = l0 - subtrahend.l0;
    long c = carry(l0, subtrahend.l0);
    long s1 = l1 - subtrahend.l1;
    long t1 = s1 - c;
    c = carry(l1, subtrahend.l1) + carry(s1, c);
    long s2 = l2 - subtrahend.l2;
    long t2 = s2 - c;
    c = carry(l2, subtrahend.l2) + carry(s2, c);
    long s3 = l3 - subtrahend.l3;
    long t3 = s3 - c;
    c = carry(l3, subtrahend.l3) + carry(s3, c);
    long s4 = l4 - subtrahend.l4;
    long t4 = s4 - c;
    c = carry(l4, subtrahend.l4) + carry(s4, c);
    long s5 = l5 - subtrahend.l5;
    long t5 = s5 - c;
    c = carry(l5, subtrahend.l5) + carry(s5, c);
    if (c == 0) {
      return new Fp(t0, t1, t2, t3, t4, t5);
    }
    t0 += P0;
    c = carry(t0, P0);
    t1 += c;
    c = carry(t1, c);
    t1 += P1;
    c += carry(t1, P1);
    t2 += c;
    c = carry(t2, c);
    t2 += P2;
    c += carry(t2, P2);
    t3 += c;
    c = carry(t3, c);
    t3 += P3;
    c += carry(t3, P3);
    t4 += c;
    c = carry(t4, c);
    t4 += P4;
    c += carry(t4, P4);
    t5 += P5 + c;
    return new Fp(t0, t1, t2, t3, t4, t5);
  }

  /** Of a number below 2p. */
  private static Fp reduced(long t0, long t1, long t2, long t3, long t4, long t5) {
    long s0 = t0 - P0;
    long c = carry(t0, P0);
    long d1 = t1 - P1;
    long s1 = d1 - c;
    c = carry(t1, P1) | carry(d1, c);
    long d2 = t2 - P2;
    long s2 = d2 - c;
    c = carry(t2, P2) | carry(d2, c);
    long d3 = t3 - P3;
    long s3 = d3 - c;
    c = carry(t3, P3) | carry(d3, c);
    long d4 = t4 - P4;
    long s4 = d4 - c;
    c = carry(t4, P4) | carry(d4, c);
    long d5 = t5 - P5;
    long s5 = d5 - c;
    c = carry(t5, P5) | carry(d5, c);
    return c == 0 ? new Fp(s0, s1, s2, s3, s4, s5) : new Fp(t0, t1, t2, t3, t4, t5);
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
    return power(MINUS_TWO);
  }

  @Override
  public Fp inverseRoot() {
    return power(INVERSE_ROOT);
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
    return (l0 | l1 | l2 | l3 | l4 | l5) == 0;
  }

  @Override
  public boolean isOdd() {
    return (times(RAW_ONE).l0 & 1) == 1;
  }

  @Override
  public BigInteger toBigInteger() {
    return times(RAW_ONE).limbs();
  }

  /** Whether this is greater than its negative: the encodings' sign. */
  boolean isLarge() {
    return toBigInteger().compareTo(HALF_P) > 0;
  }

  @Override
  public Fp self() {
    return this;
  }
}
