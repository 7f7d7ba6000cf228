// SPDX-License-Identifier: Apache-2.0
package io.jfvm.ipld;

import io.jfvm.encoding.Cbor;
import io.jfvm.encoding.DecodeException;
import io.jfvm.types.Cid;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Finds the links in DAG-CBOR by its heads alone, without building values.
 *
 * <p>Source: ref-fvm {@code fvm/src/blockstore/buffered.rs} (scan_for_links).
 */
public final class Links {
  private final byte[] data;
  private int position;
  private long argument;

  private Links(byte[] data) {
    this.data = data;
  }

  /**
   * The links of one block in the order they stand. Bytes after the value are not looked at.
   *
   * @throws DecodeException if the heads lead out of the data, a length is indefinite or a link is
   *     malformed
   */
  public static List<Cid> of(byte[] data) throws DecodeException {
    return new Links(data).scan();
  }

  private List<Cid> scan() throws DecodeException {
    List<Cid> links = new ArrayList<>();
    // Counts as the reference does, in 64 bits that wrap.
    for (long remaining = 1; remaining != 0; remaining--) {
      switch (head()) {
        case Cbor.BYTES, Cbor.TEXT -> skipString();
        case Cbor.TAG -> {
          if (argument == Cbor.LINK_TAG) {
            links.add(link());
          } else {
            remaining++;
          }
        }
        case Cbor.ARRAY -> remaining += argument;
        case Cbor.MAP -> remaining += 2 * argument;
        default -> {}
      }
    }
    return links;
  }

  private Cid link() throws DecodeException {
    int at = position;
    if (head() != Cbor.BYTES) {
      throw new DecodeException("link at offset " + at + " is no byte string");
    }
    int start = position;
    skipString();
    if (start == position || data[start] != 0) {
      throw new DecodeException("link at offset " + at + " does not start with a zero byte");
    }
    return Cid.decodePrefix(Arrays.copyOfRange(data, start + 1, position));
  }

  private void skipString() throws DecodeException {
    if (argument < 0 || argument > data.length - position) {
      throw new DecodeException("string before offset " + position + " leaves the data");
    }
    position += (int) argument;
  }

  /** Reads a head, leaves its argument in the field and returns its major type. */
  private int head() throws DecodeException {
    int first = (int) bigEndian(1);
    int low = first & 0x1f;
    argument =
        switch (low) {
          case Cbor.ONE_BYTE -> bigEndian(1);
          case Cbor.TWO_BYTES -> bigEndian(2);
          case Cbor.FOUR_BYTES -> bigEndian(4);
          case Cbor.EIGHT_BYTES -> bigEndian(8);
          default -> {
            if (low > Cbor.EIGHT_BYTES) {
              throw new DecodeException(
                  "head 0x" + Integer.toHexString(first) + " before offset " + position);
            }
            yield low;
          }
        };
    return first >>> 5;
  }

  private long bigEndian(int width) throws DecodeException {
    if (width > data.length - position) {
      throw new DecodeException("the data ends at offset " + data.length + " inside a value");
    }
    long value = 0;
    for (int i = 0; i < width; i++) {
      value = value << 8 | data[position++] & 0xff;
    }
    return value;
  }
}
