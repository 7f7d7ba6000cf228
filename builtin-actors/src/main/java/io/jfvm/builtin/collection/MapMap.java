// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.collection;

import io.jfvm.ipld.Blockstore;
import io.jfvm.ipld.hamt.Hamt;
import io.jfvm.ipld.hamt.HamtKey;
import io.jfvm.ipld.hamt.HamtType;
import io.jfvm.types.Cid;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/**
 * A HAMT of HAMTs: values under two keys. Inner maps are loaded once and written by {@link #flush},
 * which drops those that are empty. Used by one thread.
 *
 * <p>Source: builtin-actors {@code runtime/src/util/mapmap.rs}.
 */
public final class MapMap<K1, K2, V> {
  private final Type<K1, K2, V> type;
  private final Blockstore store;
  private final Hamt<K1, Cid> outer;
  private final Map<byte[], Inner<K1, K2, V>> loaded = new TreeMap<>(Arrays::compareUnsigned);

  private MapMap(Type<K1, K2, V> type, Blockstore store, Hamt<K1, Cid> outer) {
    this.type = type;
    this.store = store;
    this.outer = outer;
  }

  /** What the maps of one kind have in common. A constant. */
  public record Type<K1, K2, V>(HamtType<K1, Cid> outer, HamtType<K2, V> inner) {
    /** Both maps of the usual bit width. */
    public static <K1, K2, V> Type<K1, K2, V> of(HamtKey<K1> outer, HamtType<K2, V> inner) {
      return new Type<>(HamtType.of(outer, Cid.CODEC), inner);
    }
  }

  private record Inner<K1, K2, V>(K1 key, Hamt<K2, V> map) {}

  public static <K1, K2, V> MapMap<K1, K2, V> load(
      Type<K1, K2, V> type, Blockstore store, Cid root) {
    return new MapMap<>(type, store, Hamt.load(type.outer, store, root));
  }

  private Hamt<K2, V> inner(K1 key) {
    byte[] bytes = type.outer.key().toBytes(key);
    Inner<K1, K2, V> inner = loaded.get(bytes);
    if (inner == null) {
      Hamt<K2, V> map =
          outer
              .get(key)
              .map(root -> Hamt.load(type.inner, store, root))
              .orElseGet(() -> Hamt.empty(type.inner, store));
      inner = new Inner<>(key, map);
      loaded.put(bytes, inner);
    }
    return inner.map;
  }

  public Optional<V> get(K1 outside, K2 inside) {
    Hamt<K2, V> map = inner(outside);
    return map.isEmpty() ? Optional.empty() : map.get(inside);
  }

  /** Sets a value and returns the one that was there. */
  public Optional<V> put(K1 outside, K2 inside, V value) {
    return inner(outside).put(inside, value);
  }

  /** Sets a value unless there is one, and says whether it did. */
  public boolean putIfAbsent(K1 outside, K2 inside, V value) {
    return inner(outside).putIfAbsent(inside, value);
  }

  /** Removes a value and returns it. */
  public Optional<V> remove(K1 outside, K2 inside) {
    Hamt<K2, V> map = inner(outside);
    return map.isEmpty() ? Optional.empty() : map.remove(inside);
  }

  /** Visits the values under an outer key. The visitor must not change the map. */
  public void forEachIn(K1 outside, BiConsumer<? super K2, ? super V> visitor) {
    Hamt<K2, V> map = inner(outside);
    if (!map.isEmpty()) {
      map.forEach(visitor);
    }
  }

  /** Visits the outer keys and the roots of their maps as last flushed. */
  public void forEach(BiConsumer<? super K1, ? super Cid> visitor) {
    outer.forEach(visitor);
  }

  /** Writes the inner maps by their keys' bytes, then the outer, and returns its root. */
  public Cid flush() {
    for (Inner<K1, K2, V> inner : loaded.values()) {
      if (inner.map.isEmpty()) {
        outer.remove(inner.key);
      } else {
        outer.put(inner.key, inner.map.flush());
      }
    }
    return outer.flush();
  }
}
