// SPDX-License-Identifier: Apache-2.0
package io.jfvm.encoding;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Writes canonical DAG-CBOR: minimal heads, definite lengths. */
public final class CborWriter {
  private byte[] buffer;
  private int size;

  public CborWriter() {
    this(64);
  }

  public CborWriter(int capacity) {
    buffer = new byte[capacity];
  }

  public CborWriter array(int length) {
    return head(Cbor.ARRAY, length);
  }

  public CborWriter map(int length) {
    return head(Cbor.MAP, length);
  }

  /** An unsigned 64-bit integer in a {@code long}. */
  public CborWriter u64(long value) {
    return head(Cbor.UNSIGNED, value);
  }

  public CborWriter i64(long value) {
    return value >= 0 ? head(Cbor.UNSIGNED, value) : head(Cbor.NEGATIVE, ~value);
  }

  public CborWriter bool(boolean value) {
    return put(value ? Cbor.TRUE : Cbor.FALSE);
  }

  public CborWriter nil() {
    return put(Cbor.NULL);
  }

  public CborWriter bytes(byte[] value) {
    head(Cbor.BYTES, value.length);
    return raw(value);
  }

  public CborWriter text(String value) {
    byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
    head(Cbor.TEXT, utf8.length);
    return raw(utf8);
  }

  /**
   * Filecoin's big integer: a byte string, empty for zero, else a sign byte and the big-endian
   * magnitude.
   */
  public CborWriter bigInt(BigInteger value) {
    return bytes(BigInts.toBytes(value));
  }

  /** A link: tag 42 around the CID's bytes with a zero before them. */
  public CborWriter link(byte[] cid) {
    head(Cbor.TAG, Cbor.LINK_TAG);
    head(Cbor.BYTES, cid.length + 1L);
    put(0);
    return raw(cid);
  }

  /** Bytes that are CBOR already. */
  public CborWriter raw(byte[] cbor) {
    ensure(cbor.length);
    System.arraycopy(cbor, 0, buffer, size, cbor.length);
    size += cbor.length;
    return this;
  }

  public byte[] toByteArray() {
    return Arrays.copyOf(buffer, size);
  }

  private CborWriter head(int major, long argument) {
    int type = major << 5;
    if (Long.compareUnsigned(argument, 0x17) <= 0) {
      return put(type | (int) argument);
    }
    if (argument >>> 8 == 0) {
      return put(type | Cbor.ONE_BYTE).bigEndian(argument, 1);
    }
    if (argument >>> 16 == 0) {
      return put(type | Cbor.TWO_BYTES).bigEndian(argument, 2);
    }
    if (argument >>> 32 == 0) {
      return put(type | Cbor.FOUR_BYTES).bigEndian(argument, 4);
    }
    return put(type | Cbor.EIGHT_BYTES).bigEndian(argument, 8);
  }

  private CborWriter bigEndian(long value, int width) {
    ensure(width);
    for (int shift = 8 * (width - 1); shift >= 0; shift -= 8) {
      buffer[size++] = (byte) (value >>> shift);
    }
    return this;
  }

  private CborWriter put(int octet) {
    ensure(1);
    buffer[size++] = (byte) octet;
    return this;
  }

  private void ensure(int more) {
    if (buffer.length - size < more) {
      buffer = Arrays.copyOf(buffer, Math.max(2 * buffer.length, Math.addExact(size, more)));
    }
  }
}
