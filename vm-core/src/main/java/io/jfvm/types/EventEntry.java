// SPDX-License-Identifier: Apache-2.0
package io.jfvm.types;

import io.jfvm.encoding.Codec;
import java.util.Arrays;

/**
 * One key and value of an event.
 *
 * @param flags {@link #INDEX_KEY} and {@link #INDEX_VALUE}
 * @param codec of the value: {@link Multicodec#RAW} or {@link Multicodec#CBOR}
 */
public record EventEntry(long flags, String key, long codec, byte[] value) {
  public static final long INDEX_KEY = 1;
  public static final long INDEX_VALUE = 2;
  public static final long INDEX_ALL = INDEX_KEY | INDEX_VALUE;

  public static final Codec<EventEntry> CODEC =
      Codec.of(
          (out, entry) ->
              out.array(4).u64(entry.flags).text(entry.key).u64(entry.codec).bytes(entry.value),
          in -> {
            in.tuple(4);
            return new EventEntry(in.u64(), in.text(), in.u64(), in.bytes());
          });

  public EventEntry {
    value = value.clone();
  }

  @Override
  public byte[] value() {
    return value.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof EventEntry that
        && flags == that.flags
        && key.equals(that.key)
        && codec == that.codec
        && Arrays.equals(value, that.value);
  }

  @Override
  public int hashCode() {
    return 31 * key.hashCode() + Arrays.hashCode(value);
  }
}
