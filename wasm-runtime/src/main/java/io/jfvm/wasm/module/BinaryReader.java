// SPDX-License-Identifier: Apache-2.0
package io.jfvm.wasm.module;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** A cursor over part of a module. Every failure names the part and the offset. */
final class BinaryReader {
  private static final int MAX_NAME = 100_000;

  private final byte[] bytes;
  private final String part;
  private final int end;
  private int position;

  BinaryReader(byte[] bytes, int start, int end, String part) {
    this.bytes = bytes;
    this.part = part;
    this.end = end;
    position = start;
  }

  int position() {
    return position;
  }

  boolean atEnd() {
    return position == end;
  }

  int u8() throws InvalidModuleException {
    if (position == end) {
      throw error("unexpected end");
    }
    return bytes[position++] & 0xff;
  }

  int peek() throws InvalidModuleException {
    if (position == end) {
      throw error("unexpected end");
    }
    return bytes[position] & 0xff;
  }

  /** Unsigned LEB128 of at most 5 bytes, padding allowed; the int holds an unsigned number. */
  int u32() throws InvalidModuleException {
    int first = u8();
    if (first < 0x80) {
      return first;
    }
    int value = first & 0x7f;
    for (int shift = 7; shift < 28; shift += 7) {
      int next = u8();
      value |= (next & 0x7f) << shift;
      if (next < 0x80) {
        return value;
      }
    }
    int last = u8();
    if (last > 0x0f) {
      throw error(position - 1, "unsigned 32-bit integer too long or too large");
    }
    return value | last << 28;
  }

  /** Signed LEB128 of at most 5 bytes. */
  int s32() throws InvalidModuleException {
    int value = 0;
    for (int shift = 0; shift < 28; shift += 7) {
      int next = u8();
      value |= (next & 0x7f) << shift;
      if (next < 0x80) {
        int unused = 25 - shift;
        return value << unused >> unused;
      }
    }
    int last = u8();
    if (last > 0x07 && (last < 0x78 || last > 0x7f)) {
      throw error(position - 1, "signed 32-bit integer too long or too large");
    }
    return value | last << 28;
  }

  /** Signed LEB128 of at most 10 bytes. */
  long s64() throws InvalidModuleException {
    long value = 0;
    for (int shift = 0; shift < 63; shift += 7) {
      int next = u8();
      value |= (long) (next & 0x7f) << shift;
      if (next < 0x80) {
        int unused = 57 - shift;
        return value << unused >> unused;
      }
    }
    int last = u8();
    if (last != 0 && last != 0x7f) {
      throw error(position - 1, "signed 64-bit integer too long or too large");
    }
    return value | (long) last << 63;
  }

  int fixed32() throws InvalidModuleException {
    return u8() | u8() << 8 | u8() << 16 | u8() << 24;
  }

  long fixed64() throws InvalidModuleException {
    return (fixed32() & 0xffff_ffffL) | (long) fixed32() << 32;
  }

  /** A count of entries of at least one byte each, so never more than the bytes left. */
  int count(String what, int limit) throws InvalidModuleException {
    int at = position;
    int count = u32();
    if (count < 0 || count > limit) {
      throw error(
          at, Integer.toUnsignedString(count) + " " + what + " exceed the limit of " + limit);
    }
    if (count > end - position) {
      throw error(at, count + " " + what + " do not fit in " + (end - position) + " bytes");
    }
    return count;
  }

  /** The length of what follows, within bounds. */
  int length(String what) throws InvalidModuleException {
    int at = position;
    int length = u32();
    if (length < 0 || length > end - position) {
      throw error(
          at,
          what
              + " of "
              + Integer.toUnsignedString(length)
              + " bytes where "
              + (end - position)
              + " are left");
    }
    return length;
  }

  String name() throws InvalidModuleException {
    int at = position;
    int length = length("name");
    if (length > MAX_NAME) {
      throw error(at, "name of " + length + " bytes exceeds the limit of " + MAX_NAME);
    }
    skip(length);
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes, position - length, length))
          .toString();
    } catch (CharacterCodingException e) {
      throw error(at, "name is not UTF-8");
    }
  }

  byte valueType() throws InvalidModuleException {
    int type = u8();
    if (!ValueType.isAdmitted(type)) {
      throw error(position - 1, "value type " + ValueType.name(type) + " is not admitted");
    }
    return (byte) type;
  }

  byte[] valueTypes(String what, int limit) throws InvalidModuleException {
    byte[] types = new byte[count(what, limit)];
    for (int i = 0; i < types.length; i++) {
      types[i] = valueType();
    }
    return types;
  }

  void skip(int count) {
    position += count;
  }

  void skipToEnd() {
    position = end;
  }

  void expectEnd() throws InvalidModuleException {
    if (position != end) {
      throw error((end - position) + " bytes too many");
    }
  }

  InvalidModuleException error(String reason) {
    return error(position, reason);
  }

  InvalidModuleException error(int offset, String reason) {
    return new InvalidModuleException(part, offset, reason);
  }
}
