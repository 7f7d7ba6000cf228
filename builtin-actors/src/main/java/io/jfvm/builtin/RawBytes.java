// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin;

import io.jfvm.encoding.Codec;
import io.jfvm.ipld.IpldBlock;
import io.jfvm.types.Multicodec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/** Encoded parameters or an encoded return value, carried inside other values as a byte string. */
public record RawBytes(byte[] bytes) {
  public static final Codec<RawBytes> CODEC =
      Codec.of((out, raw) -> out.bytes(raw.bytes), in -> new RawBytes(in.bytes()));

  public static final RawBytes EMPTY = new RawBytes(new byte[0]);

  public RawBytes {
    bytes = bytes.clone();
  }

  /** A value's CBOR. */
  public static <T> RawBytes of(Codec<T> codec, T value) {
    return new RawBytes(codec.toBytes(value));
  }

  /** A block's data, whatever its codec; nothing becomes no bytes. */
  public static RawBytes ofBlock(Optional<IpldBlock> block) {
    return block.map(present -> new RawBytes(present.data())).orElse(EMPTY);
  }

  @Override
  public byte[] bytes() {
    return bytes.clone();
  }

  public boolean isEmpty() {
    return bytes.length == 0;
  }

  /** As parameters of a send: no block if empty, else CBOR. */
  public Optional<IpldBlock> toBlock() {
    return isEmpty() ? Optional.empty() : Optional.of(new IpldBlock(Multicodec.CBOR, bytes()));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RawBytes that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return HexFormat.of().formatHex(bytes);
  }
}
