// SPDX-License-Identifier: Apache-2.0
package io.jfvm.kernel;

import io.jfvm.types.ErrorNumber;
import io.jfvm.types.EventEntry;
import io.jfvm.types.Multicodec;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Checks an event as it comes from an actor and makes its entries. See {@link EventOps}. */
final class EventAssembler {
  private static final int MAX_ENTRIES = 255;
  private static final int MAX_KEY_BYTES = 31;
  private static final int MAX_VALUES_BYTES = 8 << 10;

  private final byte[] keys;
  private final byte[] values;
  private int keyOffset;
  private int valueOffset;

  private EventAssembler(byte[] keys, byte[] values) {
    this.keys = keys;
    this.values = values;
  }

  static List<EventEntry> entries(List<EventHeader> headers, byte[] keys, byte[] values)
      throws SyscallException {
    if (headers.size() > MAX_ENTRIES) {
      throw new SyscallException(
          ErrorNumber.LIMIT_EXCEEDED, "event of " + headers.size() + " entries");
    }
    if (values.length > MAX_VALUES_BYTES) {
      throw new SyscallException(
          ErrorNumber.LIMIT_EXCEEDED, "event with values of " + values.length + " bytes");
    }
    try {
      var unused = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(keys));
    } catch (CharacterCodingException e) {
      throw illegal("event keys are not UTF-8");
    }
    EventAssembler assembler = new EventAssembler(keys, values);
    List<EventEntry> entries = new ArrayList<>(headers.size());
    for (EventHeader header : headers) {
      entries.add(assembler.next(header));
    }
    assembler.expectEnd();
    return entries;
  }

  private EventEntry next(EventHeader header) throws SyscallException {
    if ((header.flags() & ~EventEntry.INDEX_ALL) != 0) {
      throw illegal("event flags 0x" + Long.toHexString(header.flags()));
    }
    if (Integer.compareUnsigned(header.keyLength(), MAX_KEY_BYTES) > 0) {
      throw new SyscallException(
          ErrorNumber.LIMIT_EXCEEDED,
          "event key of " + Integer.toUnsignedString(header.keyLength()) + " bytes");
    }
    if (Integer.compareUnsigned(header.valueLength(), MAX_VALUES_BYTES) > 0) {
      throw illegal("event value of " + Integer.toUnsignedString(header.valueLength()) + " bytes");
    }
    int keyEnd = keyOffset + header.keyLength();
    if (keyEnd > keys.length || splitsCharacter(keyOffset) || splitsCharacter(keyEnd)) {
      throw illegal("event key leaves the keys or splits a character");
    }
    int valueEnd = valueOffset + header.valueLength();
    if (valueEnd > values.length) {
      throw illegal("event value leaves the values");
    }
    if (header.codec() != Multicodec.RAW && header.codec() != Multicodec.CBOR) {
      throw new SyscallException(
          ErrorNumber.ILLEGAL_CODEC, "event codec 0x" + Long.toHexString(header.codec()));
    }
    String key = new String(keys, keyOffset, header.keyLength(), StandardCharsets.UTF_8);
    byte[] value = Arrays.copyOfRange(values, valueOffset, valueEnd);
    keyOffset = keyEnd;
    valueOffset = valueEnd;
    return new EventEntry(header.flags(), key, header.codec(), value);
  }

  private void expectEnd() throws SyscallException {
    if (keyOffset != keys.length || valueOffset != values.length) {
      throw illegal("event keys or values are longer than its entries");
    }
  }

  /** Whether the byte at an offset continues a character. */
  private boolean splitsCharacter(int offset) {
    return offset < keys.length && (keys[offset] & 0xc0) == 0x80;
  }

  private static SyscallException illegal(String what) {
    return new SyscallException(ErrorNumber.ILLEGAL_ARGUMENT, what);
  }
}
