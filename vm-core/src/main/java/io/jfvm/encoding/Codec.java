// SPDX-License-Identifier: Apache-2.0
package io.jfvm.encoding;

/**
 * How one type stands in DAG-CBOR. Encoding is canonical; decoding is as lenient as the reference.
 *
 * <p>Codecs are stateless constants, composed with {@link Codecs}.
 */
public interface Codec<T> {

  void encode(CborWriter out, T value);

  T decode(CborReader in) throws DecodeException;

  /** The canonical encoding of one value. */
  default byte[] toBytes(T value) {
    CborWriter out = new CborWriter();
    encode(out, value);
    return out.toByteArray();
  }

  /**
   * Decodes exactly one value.
   *
   * @throws DecodeException if the bytes are malformed, of another type, or followed by others
   */
  default T fromBytes(byte[] bytes) throws DecodeException {
    CborReader in = new CborReader(bytes);
    T value = decode(in);
    in.expectEnd();
    return value;
  }

  /** A codec made of its two directions. */
  static <T> Codec<T> of(Encoder<T> encoder, Decoder<T> decoder) {
    return new Codec<>() {
      @Override
      public void encode(CborWriter out, T value) {
        encoder.encode(out, value);
      }

      @Override
      public T decode(CborReader in) throws DecodeException {
        return decoder.decode(in);
      }
    };
  }

  /** The writing half of a codec. */
  @FunctionalInterface
  interface Encoder<T> {
    void encode(CborWriter out, T value);
  }

  /** The reading half of a codec. */
  @FunctionalInterface
  interface Decoder<T> {
    T decode(CborReader in) throws DecodeException;
  }
}
