// SPDX-License-Identifier: Apache-2.0
package io.jfvm.evm.word;

import java.math.BigInteger;
import java.util.HexFormat;

/**
 * An unsigned 256-bit word as an immutable value: {@code l0 + l1·2^64 + l2·2^128 + l3·2^192}. For
 * everything that is not hot; the stack holds words as four limbs in a {@code long[]}.
 */
public record Word(long l0, long l1, long l2, long l3) implements Comparable<Word> {
  /** Limbs of a word. */
  public static final int LIMBS = 4;

  /** Bytes of a word. */
  public static final int BYTES = 32;

  /** Bytes of an address, which is a word below 2^160. */
  public static final int ADDRESS_BYTES = 20;

  public static final Word ZERO = new Word(0, 0, 0, 0);
  public static final Word ONE = new Word(1, 0, 0, 0);
  public static final Word MAX = new Word(-1, -1, -1, -1);

  /** The word of an unsigned 64-bit value. */
  public static Word of(long value) {
    return value == 0 ? ZERO : new Word(value, 0, 0, 0);
  }

  /** The word whose limbs start at {@code limbs[at]}. */
  public static Word load(long[] limbs, int at) {
    return new Word(limbs[at], limbs[at + 1], limbs[at + 2], limbs[at + 3]);
  }

  /**
   * The word of big-endian bytes.
   *
   * @throws IllegalArgumentException if there are more than 32
   */
  public static Word of(byte[] bigEndian) {
    if (bigEndian.length > BYTES) {
      throw new IllegalArgumentException("a word has 32 bytes, not " + bigEndian.length);
    }
    long[] limbs = new long[LIMBS];
    for (int i = 0; i < bigEndian.length; i++) {
      int bit = 8 * (bigEndian.length - 1 - i);
      limbs[bit >> 6] |= (bigEndian[i] & 0xffL) << bit;
    }
    return load(limbs, 0);
  }

  /** The value modulo 2^256, so a negative number becomes its two's complement. */
  public static Word of(BigInteger value) {
    return new Word(
        value.longValue(),
        value.shiftRight(64).longValue(),
        value.shiftRight(128).longValue(),
        value.shiftRight(192).longValue());
  }

  /** Writes the limbs at {@code limbs[at]}. */
  public void store(long[] limbs, int at) {
    limbs[at] = l0;
    limbs[at + 1] = l1;
    limbs[at + 2] = l2;
    limbs[at + 3] = l3;
  }

  public boolean isZero() {
    return (l0 | l1 | l2 | l3) == 0;
  }

  /** Whether the value is below 2^64. */
  public boolean isU64() {
    return (l1 | l2 | l3) == 0;
  }

  /** The value as an unsigned 64-bit {@code long}, or 2^64 - 1 if it is larger. */
  public long saturatedU64() {
    return isU64() ? l0 : -1L;
  }

  /** The 32 big-endian bytes. */
  public byte[] toBytes() {
    byte[] bytes = new byte[BYTES];
    long[] limbs = {l0, l1, l2, l3};
    for (int i = 0; i < BYTES; i++) {
      int bit = 8 * (BYTES - 1 - i);
      bytes[i] = (byte) (limbs[bit >> 6] >>> bit);
    }
    return bytes;
  }

  /** The low 20 bytes: the address an instruction reads from a word. */
  public byte[] toAddress() {
    byte[] bytes = new byte[ADDRESS_BYTES];
    System.arraycopy(toBytes(), BYTES - ADDRESS_BYTES, bytes, 0, ADDRESS_BYTES);
    return bytes;
  }

  /** The word with all but the low 160 bits cleared. */
  public Word asAddressWord() {
    return new Word(l0, l1, l2 & 0xffff_ffffL, 0);
  }

  public BigInteger toBigInteger() {
    return new BigInteger(1, toBytes());
  }

  /** Unsigned order. */
  @Override
  public int compareTo(Word other) {
    int order = Long.compareUnsigned(l3, other.l3);
    if (order == 0) {
      order = Long.compareUnsigned(l2, other.l2);
    }
    if (order == 0) {
      order = Long.compareUnsigned(l1, other.l1);
    }
    return order == 0 ? Long.compareUnsigned(l0, other.l0) : order;
  }

  /** A mixed hash of all limbs, so that small keys in hash tables spread. */
  @Override
  public int hashCode() {
    long mixed = l0 * 0x9e37_79b9_7f4a_7c15L ^ l1 * 31 ^ l2 * 37 ^ l3;
    return (int) (mixed ^ mixed >>> 32);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Word w && l0 == w.l0 && l1 == w.l1 && l2 == w.l2 && l3 == w.l3;
  }

  /** {@code 0x} and 64 hex digits. */
  @Override
  public String toString() {
    return "0x" + HexFormat.of().formatHex(toBytes());
  }
}
