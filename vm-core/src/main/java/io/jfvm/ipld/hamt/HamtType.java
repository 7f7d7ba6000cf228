// SPDX-License-Identifier: Apache-2.0
package io.jfvm.ipld.hamt;

import io.jfvm.encoding.Codec;
import io.jfvm.ipld.Blockstore;
import java.util.Arrays;

/**
 * What the HAMTs of one kind have in common: keys, values, and how many bits of a digest each level
 * takes. A constant; buckets hold three entries and may stand at any depth.
 */
public final class HamtType<K, V> {
  /** The width of state trees and of nearly all actors' maps. */
  public static final int DEFAULT_BIT_WIDTH = 5;

  private static final int MAX_BIT_WIDTH = 8;

  private final HamtKey<K> key;
  private final Codec<V> value;
  private final int bitWidth;
  private final boolean hashed;
  private final Codec<StoredNode<V>> node;

  private HamtType(HamtKey<K> key, Codec<V> value, int bitWidth, boolean hashed) {
    if (bitWidth < 1 || bitWidth > MAX_BIT_WIDTH) {
      throw new IllegalArgumentException("HAMT bit width is " + bitWidth + ", not 1 to 8");
    }
    this.key = key;
    this.value = value;
    this.bitWidth = bitWidth;
    this.hashed = hashed;
    this.node = StoredNode.codec(value, bitWidth);
  }

  /** Keys filed under their sha2-256 digest. Values must be immutable and not null. */
  public static <K, V> HamtType<K, V> of(HamtKey<K> key, Codec<V> value, int bitWidth) {
    return new HamtType<>(key, value, bitWidth, true);
  }

  /** Keys and values at the usual width of 5. */
  public static <K, V> HamtType<K, V> of(HamtKey<K> key, Codec<V> value) {
    return of(key, value, DEFAULT_BIT_WIDTH);
  }

  /** Keys filed under their own first 32 bytes, filled up with zeros. */
  public static <K, V> HamtType<K, V> unhashed(HamtKey<K> key, Codec<V> value, int bitWidth) {
    return new HamtType<>(key, value, bitWidth, false);
  }

  /** A set: a map in which every key has the same value, CBOR null. */
  public static <K> HamtType<K, Present> ofSet(HamtKey<K> key, int bitWidth) {
    return of(key, Present.CODEC, bitWidth);
  }

  /** How keys stand in the map. */
  public HamtKey<K> key() {
    return key;
  }

  Codec<V> valueCodec() {
    return value;
  }

  int bitWidth() {
    return bitWidth;
  }

  Codec<StoredNode<V>> nodeCodec() {
    return node;
  }

  byte[] digest(Blockstore store, byte[] keyBytes) {
    return hashed ? store.hashKey(keyBytes) : Arrays.copyOf(keyBytes, HashBits.DIGEST_BYTES);
  }
}
