// SPDX-License-Identifier: Apache-2.0
package io.jfvm.ipld.bitfield;

import io.jfvm.encoding.DecodeException;
import io.jfvm.encoding.Varint;
import java.io.ByteArrayOutputStream;

/**
 * The RLE+ encoding: bits, the least significant of a byte first; two bits of version, 00; the
 * value of the first run; then the lengths of the runs, whose values alternate. A length is {@code
 * 1} for one, {@code 01} and four bits up to 15, {@code 00} and a varint above. Zeros at the end
 * are left out.
 *
 * <p>Source: ref-fvm {@code ipld/bitfield/src/rleplus/}.
 */
final class RlePlus {
  private static final int VERSION_BITS = 2;
  private static final int SHORT_BITS = 4;
  private static final int MIN_SHORT = 2;
  private static final int MIN_LONG = 1 << SHORT_BITS;

  private RlePlus() {}

  static byte[] encode(BitField field) {
    if (field.isEmpty()) {
      return new byte[0];
    }
    Writer out = new Writer();
    out.bits(0, VERSION_BITS);
    out.bits(field.contains(0) ? 1 : 0, 1);
    long end = 0;
    for (BitField.Run run : field.runs()) {
      if (run.start() != 0) {
        out.length(run.start() - end);
      }
      out.length(run.size());
      end = run.end();
    }
    return out.toBytes();
  }

  static BitField decode(byte[] bytes) throws DecodeException {
    if (bytes.length > 0 && bytes[bytes.length - 1] == 0) {
      throw new DecodeException("bit field ends in a zero byte");
    }
    Reader in = new Reader(bytes);
    int version = in.bits(VERSION_BITS);
    if (version != 0) {
      throw new DecodeException("bit field has version " + version + ", not 0");
    }
    boolean ones = in.bits(1) == 1;
    Bounds bounds = new Bounds();
    long index = 0;
    while (in.hasOnes()) {
      long end = index + in.length();
      if (Long.compareUnsigned(end, index) < 0) {
        throw new DecodeException("bit field's runs exceed 64 bits before " + in);
      }
      if (ones) {
        bounds.addRun(index, end);
      }
      index = end;
      ones = !ones;
    }
    if (ones) {
      throw new DecodeException("bit field's last run is not of ones");
    }
    return bounds.toBitField();
  }

  private static final class Writer {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private int pending;
    private int count;

    void bits(int value, int width) {
      pending |= value << count;
      count += width;
      if (count >= 8) {
        bytes.write(pending);
        pending >>>= 8;
        count -= 8;
      }
    }

    void length(long length) {
      if (length == 1) {
        bits(1, 1);
      } else if (Long.compareUnsigned(length, MIN_LONG) < 0) {
        bits(2, 2);
        bits((int) length, SHORT_BITS);
      } else {
        bits(0, 2);
        for (byte octet : Varint.encode(length)) {
          bits(octet & 0xff, 8);
        }
      }
    }

    /** What was written, which ends in a one, filled up to a whole byte. */
    byte[] toBytes() {
      if (pending != 0) {
        bytes.write(pending);
      }
      return bytes.toByteArray();
    }
  }

  /** Reads zeros behind the end. */
  private static final class Reader {
    private final byte[] bytes;
    private int position;

    Reader(byte[] bytes) {
      this.bytes = bytes;
    }

    int bits(int width) {
      int value = 0;
      for (int i = 0; i < width; i++, position++) {
        int at = position >>> 3;
        int octet = at < bytes.length ? bytes[at] : 0;
        value |= (octet >>> (position & 7) & 1) << i;
      }
      return value;
    }

    /** Whether a one follows; the last byte has one. */
    boolean hasOnes() {
      int at = position >>> 3;
      return at < bytes.length - 1
          || at == bytes.length - 1 && (bytes[at] & 0xff) >>> (position & 7) != 0;
    }

    long length() throws DecodeException {
      if (bits(1) == 1) {
        return 1;
      }
      boolean isShort = bits(1) == 1;
      long length = isShort ? bits(SHORT_BITS) : varint();
      if (Long.compareUnsigned(length, isShort ? MIN_SHORT : MIN_LONG) < 0) {
        throw new DecodeException(
            "bit field's run of " + length + " before " + this + " is not minimal");
      }
      return length;
    }

    private long varint() throws DecodeException {
      long value = 0;
      for (int i = 0; i < Varint.MAX_BYTES; i++) {
        int octet = bits(8);
        value |= (octet & 0x7fL) << 7 * i;
        if (octet < 0x80) {
          if (i == Varint.MAX_BYTES - 1 && octet > 1 || octet == 0 && i > 0) {
            break;
          }
          return value;
        }
      }
      throw new DecodeException("bit field has a malformed varint before " + this);
    }

    @Override
    public String toString() {
      return "bit " + position;
    }
  }
}
