// SPDX-License-Identifier: Apache-2.0
package io.jfvm.ipld.hamt;

import io.jfvm.encoding.DecodeException;
import io.jfvm.encoding.Varint;
import io.jfvm.types.ActorId;
import io.jfvm.types.Address;
import io.jfvm.types.ChainEpoch;
import io.jfvm.types.Cid;
import java.util.function.Function;

/**
 * How one type of key stands in a HAMT, as bytes. Bytes are decoded only when entries are visited.
 *
 * <p>Source: builtin-actors {@code runtime/src/util/map.rs} (MapKey).
 */
public interface HamtKey<K> {

  byte[] toBytes(K key);

  K fromBytes(byte[] bytes) throws DecodeException;

  /** The bytes themselves. */
  HamtKey<byte[]> BYTES = of(bytes -> bytes, bytes -> bytes);

  HamtKey<Address> ADDRESS = of(Address::toBytes, Address::decode);

  HamtKey<Cid> CID = of(Cid::toBytes, Cid::decodePrefix);

  /** A varint of a u64. */
  HamtKey<Long> U64 = of(Varint::encode, HamtKey::varint);

  /** A varint of a zig-zag encoded i64. */
  HamtKey<Long> I64 = of(value -> Varint.encode(value << 1 ^ value >> 63), HamtKey::zigZagVarint);

  HamtKey<ActorId> ACTOR_ID =
      of(id -> Varint.encode(id.value()), bytes -> new ActorId(varint(bytes)));

  HamtKey<ChainEpoch> EPOCH =
      of(epoch -> I64.toBytes(epoch.value()), bytes -> new ChainEpoch(zigZagVarint(bytes)));

  /** A key made of its two directions. */
  static <K> HamtKey<K> of(Function<K, byte[]> toBytes, Decoder<K> fromBytes) {
    return new HamtKey<>() {
      @Override
      public byte[] toBytes(K key) {
        return toBytes.apply(key);
      }

      @Override
      public K fromBytes(byte[] bytes) throws DecodeException {
        return fromBytes.decode(bytes);
      }
    };
  }

  /** The reading half of a key. */
  @FunctionalInterface
  interface Decoder<K> {
    K decode(byte[] bytes) throws DecodeException;
  }

  private static long zigZagVarint(byte[] bytes) throws DecodeException {
    long value = varint(bytes);
    return value >>> 1 ^ -(value & 1);
  }

  /** Lenient as the reference: it need not be minimal, and bits beyond the 64th are dropped. */
  private static long varint(byte[] bytes) throws DecodeException {
    long value = 0;
    for (int i = 0; i < bytes.length && i < Varint.MAX_BYTES; i++) {
      value |= (bytes[i] & 0x7fL) << 7 * i;
      if (bytes[i] >= 0) {
        if (i + 1 != bytes.length) {
          throw new DecodeException("varint key of " + (i + 1) + " bytes is followed by others");
        }
        return value;
      }
    }
    throw new DecodeException("varint key of " + bytes.length + " bytes does not end");
  }
}
