// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.collection;

import io.jfvm.ipld.Blockstore;
import io.jfvm.ipld.hamt.Hamt;
import io.jfvm.ipld.hamt.HamtKey;
import io.jfvm.ipld.hamt.HamtType;
import io.jfvm.ipld.hamt.Present;
import io.jfvm.types.Cid;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A HAMT of sets. A set that loses its last member stays, empty, until its key is removed. Used by
 * one thread.
 *
 * <p>Source: builtin-actors {@code runtime/src/util/set_multimap.rs}.
 */
public final class SetMultimap<K, V> {
  private final Type<K, V> type;
  private final Blockstore store;
  private final Hamt<K, Cid> outer;

  private SetMultimap(Type<K, V> type, Blockstore store, Hamt<K, Cid> outer) {
    this.type = type;
    this.store = store;
    this.outer = outer;
  }

  /** What the maps of one kind have in common. A constant. */
  public record Type<K, V>(HamtType<K, Cid> outer, HamtType<V, Present> inner) {
    /** Map and sets of the usual bit width. */
    public static <K, V> Type<K, V> of(HamtKey<K> key, HamtKey<V> member) {
      return new Type<>(
          HamtType.of(key, Cid.CODEC), HamtType.ofSet(member, HamtType.DEFAULT_BIT_WIDTH));
    }
  }

  public static <K, V> SetMultimap<K, V> load(Type<K, V> type, Blockstore store, Cid root) {
    return new SetMultimap<>(type, store, Hamt.load(type.outer, store, root));
  }

  private Optional<Hamt<V, Present>> inner(K key) {
    return outer.get(key).map(root -> Hamt.load(type.inner, store, root));
  }

  public void put(K key, V value) {
    putAll(key, List.of(value));
  }

  public void putAll(K key, List<V> values) {
    Hamt<V, Present> set = inner(key).orElseGet(() -> Hamt.empty(type.inner, store));
    for (V value : values) {
      set.put(value, Present.PRESENT);
    }
    outer.put(key, set.flush());
  }

  /** Removes a value from the set of a key; nothing happens if there is no such set. */
  public void remove(K key, V value) {
    Optional<Hamt<V, Present>> set = inner(key);
    if (set.isPresent()) {
      set.get().remove(value);
      outer.put(key, set.get().flush());
    }
  }

  /** Removes the set of a key. */
  public void removeAll(K key) {
    outer.remove(key);
  }

  /** Visits the values of a key, in the order of their set's HAMT. */
  public void forEachIn(K key, Consumer<? super V> visitor) {
    inner(key).ifPresent(set -> set.forEach((value, present) -> visitor.accept(value)));
  }

  /** Visits the keys, in the order of the HAMT. */
  public void forEachKey(Consumer<? super K> visitor) {
    outer.forEach((key, root) -> visitor.accept(key));
  }

  public Cid flush() {
    return outer.flush();
  }
}
