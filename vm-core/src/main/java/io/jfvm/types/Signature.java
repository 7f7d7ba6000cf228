// SPDX-License-Identifier: Apache-2.0
package io.jfvm.types;

import io.jfvm.encoding.Codec;
import io.jfvm.encoding.DecodeException;
import java.util.Arrays;

/**
 * A signature over a message or an actor's data. In CBOR one byte string: type byte, then the data.
 */
public record Signature(Type type, byte[] data) {
  public static final Codec<Signature> CODEC =
      Codec.of((out, signature) -> out.bytes(signature.toBytes()), in -> ofBytes(in.bytes()));

  /** The schemes that actors know, under their type bytes. Ethereum's, type 3, is none. */
  public enum Type {
    SECP256K1(1),
    BLS(2);

    private final int code;

    Type(int code) {
      this.code = code;
    }

    public int code() {
      return code;
    }
  }

  public Signature {
    data = data.clone();
  }

  @Override
  public byte[] data() {
    return data.clone();
  }

  public byte[] toBytes() {
    byte[] bytes = new byte[1 + data.length];
    bytes[0] = (byte) type.code;
    System.arraycopy(data, 0, bytes, 1, data.length);
    return bytes;
  }

  public static Signature ofBytes(byte[] bytes) throws DecodeException {
    if (bytes.length == 0) {
      throw new DecodeException("signature without a type byte");
    }
    for (Type type : Type.values()) {
      if (type.code == bytes[0]) {
        return new Signature(type, Arrays.copyOfRange(bytes, 1, bytes.length));
      }
    }
    throw new DecodeException("signature type " + (bytes[0] & 0xff) + " is unknown");
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Signature that && type == that.type && Arrays.equals(data, that.data);
  }

  @Override
  public int hashCode() {
    return 31 * type.hashCode() + Arrays.hashCode(data);
  }
}
