// SPDX-License-Identifier: Apache-2.0
package io.jfvm.ipld.hamt;

import io.jfvm.encoding.DecodeException;
import io.jfvm.ipld.Blockstore;
import io.jfvm.ipld.IpldException;
import io.jfvm.types.Cid;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.BiPredicate;

/**
 * A view of a map in a store. Changes stay in the view until {@link #flush}. Used by one thread.
 *
 * <p>Each method throws {@link IpldException} if a block it needs is missing or malformed; the view
 * is not to be used after that.
 *
 * <p>Source: ref-fvm {@code ipld/hamt} (version 3).
 */
public final class Hamt<K, V> {
  private final HamtType<K, V> type;
  private final Trie<V> trie;

  private Hamt(HamtType<K, V> type, Trie<V> trie) {
    this.type = type;
    this.trie = trie;
  }

  /** A map without entries; nothing is read or written. */
  public static <K, V> Hamt<K, V> empty(HamtType<K, V> type, Blockstore store) {
    return new Hamt<>(type, new Trie<>(type, store));
  }

  /** Reads the root block. */
  public static <K, V> Hamt<K, V> load(HamtType<K, V> type, Blockstore store, Cid root) {
    return new Hamt<>(type, new Trie<>(type, store, root));
  }

  public boolean isEmpty() {
    return trie.isEmpty();
  }

  public Optional<V> get(K key) {
    return Optional.ofNullable(trie.get(type.key().toBytes(key)));
  }

  public boolean containsKey(K key) {
    return trie.get(type.key().toBytes(key)) != null;
  }

  /** Sets a key's value and returns the one it had. An equal value changes nothing. */
  public Optional<V> put(K key, V value) {
    return Optional.ofNullable(trie.put(type.key().toBytes(key), value));
  }

  /** Sets a key's value unless it has one, and says whether it did. */
  public boolean putIfAbsent(K key, V value) {
    return trie.putIfAbsent(type.key().toBytes(key), value);
  }

  /** Removes a key and returns its value. */
  public Optional<V> remove(K key) {
    return Optional.ofNullable(trie.remove(type.key().toBytes(key)));
  }

  /**
   * Visits all entries: slots by the digests of keys, entries of one bucket by their keys' bytes.
   * The visitor must not change the map.
   */
  public void forEach(BiConsumer<? super K, ? super V> visitor) {
    forEachWhile(
        (key, value) -> {
          visitor.accept(key, value);
          return true;
        });
  }

  /** Visits entries in that order until the visitor says no. */
  public void forEachWhile(BiPredicate<? super K, ? super V> visitor) {
    trie.forEachWhile(entry -> visitor.test(key(entry.key()), entry.value()));
  }

  /** Writes what changed, children first, and returns the root. Writes nothing if nothing did. */
  public Cid flush() {
    return trie.flush();
  }

  private K key(byte[] bytes) {
    try {
      return type.key().fromBytes(bytes);
    } catch (DecodeException e) {
      throw new IpldException("key of a HAMT: " + e.getMessage(), e);
    }
  }
}
