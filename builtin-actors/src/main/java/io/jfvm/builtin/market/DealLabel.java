// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.market;

import io.jfvm.encoding.CborReader;
import io.jfvm.encoding.Codec;
import io.jfvm.encoding.DecodeException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * What a client calls a deal: text or bytes, whichever it chose.
 *
 * <p>Source: builtin-actors {@code actors/market/src/deal.rs} (Label).
 */
public sealed interface DealLabel {
  int MAX_BYTES = 256;

  /** Major types of CBOR, and the low bits of a head without a length. */
  int BYTES_MAJOR = 2;

  int TEXT_MAJOR = 3;
  int INDEFINITE = 0x1f;

  Codec<DealLabel> CODEC =
      Codec.of(
          (out, label) -> {
            switch (label) {
              case Text text -> out.text(text.value);
              case Bytes bytes -> out.bytes(bytes.value);
            }
          },
          DealLabel::read);

  /** Of the encoded text, or the bytes. */
  int length();

  private static DealLabel read(CborReader in) throws DecodeException {
    byte[] raw = in.rawValue();
    CborReader value = new CborReader(raw);
    if ((raw[0] & INDEFINITE) == INDEFINITE) {
      throw new DecodeException("label of indefinite length");
    }
    return switch (value.peekMajor()) {
      case BYTES_MAJOR -> new Bytes(value.bytes());
      case TEXT_MAJOR -> new Text(value.text());
      default -> throw new DecodeException("label is neither text nor bytes");
    };
  }

  /** A label in UTF-8. */
  record Text(String value) implements DealLabel {
    @Override
    public int length() {
      return value.getBytes(StandardCharsets.UTF_8).length;
    }
  }

  /** A label of any bytes. */
  record Bytes(byte[] value) implements DealLabel {
    public Bytes {
      value = value.clone();
    }

    @Override
    public byte[] value() {
      return value.clone();
    }

    @Override
    public int length() {
      return value.length;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Bytes that && Arrays.equals(value, that.value);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(value);
    }

    @Override
    public String toString() {
      return HexFormat.of().formatHex(value);
    }
  }
}
