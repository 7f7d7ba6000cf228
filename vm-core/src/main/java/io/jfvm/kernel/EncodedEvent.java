// SPDX-License-Identifier: Apache-2.0
package io.jfvm.kernel;

import io.jfvm.encoding.Codec;
import io.jfvm.encoding.Codecs;
import io.jfvm.encoding.DecodeException;
import io.jfvm.types.ErrorNumber;
import io.jfvm.types.EventEntry;
import io.jfvm.types.Multicodec;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Checks an event as actors encoded it in network versions 18 to 20. Flags may be any. See {@link
 * EventOps}.
 */
final class EncodedEvent {
  private static final int MAX_BYTES = 1 << 20;
  private static final int MAX_ENTRIES = 256;
  private static final int MAX_KEY_BYTES = 32;
  private static final int MAX_VALUES_BYTES = 8 << 10;

  private static final Codec<List<EventEntry>> CODEC = Codecs.listOf(EventEntry.CODEC);

  private EncodedEvent() {}

  static List<EventEntry> entries(byte[] event) throws SyscallException {
    if (event.length > MAX_BYTES) {
      throw illegal("event of " + event.length + " bytes");
    }
    List<EventEntry> entries;
    try {
      entries = CODEC.fromBytes(event);
    } catch (DecodeException e) {
      throw illegal("event: " + e.getMessage());
    }
    if (entries.size() > MAX_ENTRIES) {
      throw illegal("event of " + entries.size() + " entries");
    }
    long valuesBytes = 0;
    for (EventEntry entry : entries) {
      int keyBytes = entry.key().getBytes(StandardCharsets.UTF_8).length;
      if (keyBytes > MAX_KEY_BYTES) {
        throw illegal("event key of " + keyBytes + " bytes");
      }
      if (entry.codec() != Multicodec.RAW) {
        throw new SyscallException(
            ErrorNumber.ILLEGAL_CODEC, "event codec 0x" + Long.toHexString(entry.codec()));
      }
      valuesBytes += entry.value().length;
    }
    if (valuesBytes > MAX_VALUES_BYTES) {
      throw illegal("event with values of " + valuesBytes + " bytes");
    }
    return entries;
  }

  private static SyscallException illegal(String what) {
    return new SyscallException(ErrorNumber.ILLEGAL_ARGUMENT, what);
  }
}
