// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.collection;

import io.jfvm.ipld.Blockstore;
import io.jfvm.ipld.amt.Amt;
import io.jfvm.ipld.amt.AmtType;
import io.jfvm.ipld.hamt.Hamt;
import io.jfvm.ipld.hamt.HamtType;
import io.jfvm.types.Cid;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * A HAMT of arrays: several values under a key, in the order in which they were added. Used by one
 * thread.
 *
 * <p>Source: builtin-actors {@code runtime/src/util/multimap.rs}.
 */
public final class Multimap<K, V> {
  private final Type<K, V> type;
  private final Blockstore store;
  private final Hamt<K, Cid> outer;

  private Multimap(Type<K, V> type, Blockstore store, Hamt<K, Cid> outer) {
    this.type = type;
    this.store = store;
    this.outer = outer;
  }

  /** What the maps of one kind have in common. A constant. */
  public record Type<K, V>(HamtType<K, Cid> outer, AmtType<V> inner) {}

  public static <K, V> Multimap<K, V> load(Type<K, V> type, Blockstore store, Cid root) {
    return new Multimap<>(type, store, Hamt.load(type.outer, store, root));
  }

  private Optional<Amt<V>> inner(K key) {
    return outer.get(key).map(root -> Amt.load(type.inner, store, root));
  }

  /** Adds a value behind those of its key. */
  public void add(K key, V value) {
    Amt<V> values = inner(key).orElseGet(() -> Amt.empty(type.inner, store));
    values.set(values.count(), value);
    outer.put(key, values.flush());
  }

  /** The values of a key, in order; nothing if it has none. */
  public Optional<List<V>> get(K key) {
    return inner(key)
        .map(
            values -> {
              List<V> list = new ArrayList<>();
              values.forEach((index, value) -> list.add(value));
              return list;
            });
  }

  /** Removes all values of a key, and says whether there were any. */
  public boolean removeAll(K key) {
    return outer.remove(key).isPresent();
  }

  /** Visits the keys and their values, in the order of the HAMT. */
  public void forEach(BiConsumer<? super K, ? super List<V>> visitor) {
    outer.forEach((key, root) -> visitor.accept(key, get(key).orElseThrow()));
  }

  public Cid flush() {
    return outer.flush();
  }
}
