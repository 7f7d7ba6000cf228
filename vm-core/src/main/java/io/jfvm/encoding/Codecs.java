// SPDX-License-Identifier: Apache-2.0
package io.jfvm.encoding;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Codecs of plain values, and those made from other codecs. */
public final class Codecs {

  /** u64 in a {@code long}. */
  public static final Codec<Long> U64 = Codec.of(CborWriter::u64, CborReader::u64);

  public static final Codec<Long> I64 = Codec.of(CborWriter::i64, CborReader::i64);

  public static final Codec<Boolean> BOOL = Codec.of(CborWriter::bool, CborReader::bool);

  public static final Codec<byte[]> BYTES = Codec.of(CborWriter::bytes, CborReader::bytes);

  public static final Codec<String> TEXT = Codec.of(CborWriter::text, CborReader::text);

  public static final Codec<BigInteger> BIG_INT = Codec.of(CborWriter::bigInt, CborReader::bigInt);

  /** Capacity trusted from an array head before its elements have been seen. */
  private static final int TRUSTED_CAPACITY = 256;

  private Codecs() {}

  /** An array of any length. */
  public static <T> Codec<List<T>> listOf(Codec<T> element) {
    return Codec.of(
        (out, values) -> {
          out.array(values.size());
          for (T value : values) {
            element.encode(out, value);
          }
        },
        in -> {
          long length = in.array();
          List<T> values = new ArrayList<>((int) Math.min(length, TRUSTED_CAPACITY));
          for (long i = 0; i < length; i++) {
            values.add(element.decode(in));
          }
          return List.copyOf(values);
        });
  }

  /** The value, or CBOR null when absent. */
  public static <T> Codec<Optional<T>> optional(Codec<T> present) {
    return Codec.of(
        (out, value) -> {
          if (value.isPresent()) {
            present.encode(out, value.get());
          } else {
            out.nil();
          }
        },
        in -> in.nil() ? Optional.empty() : Optional.of(present.decode(in)));
  }
}
