// SPDX-License-Identifier: Apache-2.0
package io.jfvm.encoding;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads DAG-CBOR head by head, accepting exactly what the reference accepts (serde_ipld_dagcbor 0.6
 * on cbor4ii 0.2), because what an actor can decode is consensus:
 *
 * <ul>
 *   <li>heads need not be minimal, but an integer's head may not be wider than its type;
 *   <li>integers must have major type 0 or 1; for the other kinds only the bits of the expected
 *       major type are cleared before the head is judged, so some heads of other types pass as
 *       well;
 *   <li>byte and text strings may have indefinite length, arrays and maps may not;
 *   <li>only generic values are limited in depth, {@value #MAX_DEPTH} levels.
 * </ul>
 */
public final class CborReader {
  private static final int MAX_DEPTH = 256;

  private final byte[] data;
  private int position;

  public CborReader(byte[] data) {
    this.data = data;
  }

  /** Offset of the next byte, for messages. */
  public int position() {
    return position;
  }

  public boolean isAtEnd() {
    return position == data.length;
  }

  public void expectEnd() throws DecodeException {
    if (!isAtEnd()) {
      throw fault((data.length - position) + " bytes after the value");
    }
  }

  /** The major type of the next head, without reading it. */
  public int peekMajor() throws DecodeException {
    return peek() >>> 5;
  }

  /** An unsigned 64-bit integer in a {@code long}. */
  public long u64() throws DecodeException {
    return unsigned(Cbor.EIGHT_BYTES);
  }

  /** An unsigned 32-bit integer; a head of eight bytes is refused whatever its value. */
  public long u32() throws DecodeException {
    return unsigned(Cbor.FOUR_BYTES);
  }

  /** An unsigned 8-bit integer. */
  public int u8() throws DecodeException {
    return (int) unsigned(Cbor.ONE_BYTE);
  }

  public long i64() throws DecodeException {
    return signed(Cbor.EIGHT_BYTES);
  }

  private long unsigned(int widest) throws DecodeException {
    return argument(Cbor.UNSIGNED, take(), widest);
  }

  private long signed(int widest) throws DecodeException {
    int head = take();
    int major = head >>> 5;
    if (major != Cbor.UNSIGNED && major != Cbor.NEGATIVE) {
      throw mismatch("integer", head);
    }
    long argument = argument(major, head, widest);
    if (argument < 0) {
      throw fault("integer does not fit 64 bits with a sign");
    }
    return major == Cbor.UNSIGNED ? argument : ~argument;
  }

  public boolean bool() throws DecodeException {
    int head = take();
    return switch (head) {
      case Cbor.TRUE -> true;
      case Cbor.FALSE -> false;
      default -> throw mismatch("boolean", head);
    };
  }

  /** Reads a null if one is next and says whether it was. */
  public boolean nil() throws DecodeException {
    if (peek() != Cbor.NULL) {
      return false;
    }
    position++;
    return true;
  }

  public byte[] bytes() throws DecodeException {
    return string(Cbor.BYTES);
  }

  /** A text string; bytes that are not UTF-8 are refused. */
  public String text() throws DecodeException {
    byte[] utf8 = string(Cbor.TEXT);
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
    } catch (CharacterCodingException e) {
      throw new DecodeException("text before offset " + position + " is not UTF-8", e);
    }
  }

  public BigInteger bigInt() throws DecodeException {
    return BigInts.fromBytes(bytes());
  }

  /** An array's head. Returns its length, at most {@link Integer#MAX_VALUE}. */
  public int array() throws DecodeException {
    return length(Cbor.ARRAY);
  }

  /** The head of an array that must have this many elements. */
  public void tuple(int length) throws DecodeException {
    int actual = array();
    if (actual != length) {
      throw fault("array of " + actual + " elements, not " + length);
    }
  }

  /** A map's head. Returns its number of entries. */
  public int map() throws DecodeException {
    return length(Cbor.MAP);
  }

  /** A link's CID, without the zero byte before it. */
  public byte[] link() throws DecodeException {
    long tag = argument(Cbor.TAG, take(), Cbor.EIGHT_BYTES);
    if (tag != Cbor.LINK_TAG) {
      throw fault("tag " + Long.toUnsignedString(tag) + ", not a link");
    }
    if (peekMajor() != Cbor.BYTES) {
      throw mismatch("bytes of a link", peek());
    }
    byte[] prefixed = bytes();
    if (prefixed.length <= 1 || prefixed[0] != 0) {
      throw fault("link without a CID");
    }
    return Arrays.copyOfRange(prefixed, 1, prefixed.length);
  }

  /**
   * Reads one value of any kind and returns its bytes as they stand. As lenient as the reference is
   * with values it ignores: indefinite lengths of anything, any tag and key, floats of any width.
   */
  public byte[] rawValue() throws DecodeException {
    int start = position;
    skip(MAX_DEPTH);
    return Arrays.copyOfRange(data, start, position);
  }

  private void skip(int depth) throws DecodeException {
    if (depth == 0) {
      throw fault("nested deeper than " + MAX_DEPTH);
    }
    int head = take();
    int major = head >>> 5;
    switch (major) {
      case Cbor.UNSIGNED, Cbor.NEGATIVE -> argument(major, head, Cbor.EIGHT_BYTES);
      case Cbor.TAG -> {
        argument(major, head, Cbor.EIGHT_BYTES);
        skip(depth - 1);
      }
      case Cbor.SIMPLE -> {
        switch (head) {
          case Cbor.FALSE, Cbor.TRUE, Cbor.NULL, Cbor.UNDEFINED -> {}
          case Cbor.HALF -> skipBytes(2);
          case Cbor.FLOAT -> skipBytes(4);
          case Cbor.DOUBLE -> skipBytes(8);
          default -> throw mismatch("value", head);
        }
      }
      default -> skipSequence(major, head, depth - 1);
    }
  }

  /** The rest of a string, an array or a map. */
  private void skipSequence(int major, int head, int depth) throws DecodeException {
    if ((head & Cbor.INDEFINITE) == Cbor.INDEFINITE) {
      while (peek() != Cbor.BREAK) {
        skipItem(major, depth);
      }
      position++;
    } else if (major == Cbor.BYTES || major == Cbor.TEXT) {
      chunk(major, head);
    } else {
      int length = length(major, head);
      for (int i = 0; i < length; i++) {
        skipItem(major, depth);
      }
    }
  }

  private void skipItem(int major, int depth) throws DecodeException {
    skip(depth);
    if (major == Cbor.MAP) {
      skip(depth);
    }
  }

  private byte[] string(int major) throws DecodeException {
    int head = take();
    if (head != (major << 5 | Cbor.INDEFINITE)) {
      return chunk(major, head);
    }
    ByteArrayOutputStream chunks = new ByteArrayOutputStream();
    collect(major, chunks, MAX_DEPTH);
    return chunks.toByteArray();
  }

  private void collect(int major, ByteArrayOutputStream into, int depth) throws DecodeException {
    for (int head = take(); head != Cbor.BREAK; head = take()) {
      if (depth == 0) {
        throw fault("nested deeper than " + MAX_DEPTH);
      }
      if (head == (major << 5 | Cbor.INDEFINITE)) {
        collect(major, into, depth - 1);
      } else {
        into.writeBytes(chunk(major, head));
      }
    }
  }

  private byte[] chunk(int major, int head) throws DecodeException {
    long length = argument(major, head, Cbor.EIGHT_BYTES);
    if (length < 0 || length > data.length - position) {
      throw fault("string of " + Long.toUnsignedString(length) + " bytes leaves the data");
    }
    byte[] bytes = Arrays.copyOfRange(data, position, position + (int) length);
    position += (int) length;
    return bytes;
  }

  private int length(int major) throws DecodeException {
    return length(major, take());
  }

  private int length(int major, int head) throws DecodeException {
    if (head == (major << 5 | Cbor.INDEFINITE)) {
      throw fault("indefinite length");
    }
    long length = argument(major, head, Cbor.EIGHT_BYTES);
    if (length < 0 || length > data.length - position) {
      // Every element takes a byte or more.
      throw fault("length " + Long.toUnsignedString(length) + " is more than the data holds");
    }
    return (int) length;
  }

  /**
   * The argument of a head whose major-type bits, once those of {@code major} are cleared, are
   * zero.
   */
  private long argument(int major, int head, int widest) throws DecodeException {
    int info = head & ~(major << 5);
    if (info < Cbor.ONE_BYTE) {
      return info;
    }
    if (info > widest) {
      throw mismatch("major type " + major, head);
    }
    int width = 1 << (info - Cbor.ONE_BYTE);
    if (width > data.length - position) {
      throw fault("head leaves the data");
    }
    long argument = 0;
    for (int i = 0; i < width; i++) {
      argument = argument << 8 | data[position++] & 0xff;
    }
    return argument;
  }

  private void skipBytes(int count) throws DecodeException {
    if (count > data.length - position) {
      throw fault("value leaves the data");
    }
    position += count;
  }

  private int peek() throws DecodeException {
    if (isAtEnd()) {
      throw fault("the data ends");
    }
    return data[position] & 0xff;
  }

  private int take() throws DecodeException {
    int head = peek();
    position++;
    return head;
  }

  private DecodeException mismatch(String expected, int head) {
    return fault("head 0x" + Integer.toHexString(head) + " is no " + expected);
  }

  private DecodeException fault(String what) {
    return new DecodeException("CBOR at offset " + position + ": " + what);
  }
}
