// SPDX-License-Identifier: Apache-2.0
package io.jfvm.state;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;

/**
 * A map that remembers what its changes replaced and can go back. Values are compared by {@code
 * equals}; setting an equal one is no change.
 *
 * <p>Source: ref-fvm {@code fvm/src/history_map.rs}.
 */
public final class HistoryMap<K, V> {
  private final Map<K, V> map = new HashMap<>();
  private final List<Change<K, V>> history = new ArrayList<>();

  /** A key and the value it had, null for none. */
  private record Change<K, V>(K key, V before) {}

  /** The value, or null. */
  public V get(K key) {
    return map.get(key);
  }

  public void put(K key, V value) {
    V before = map.get(key);
    if (!value.equals(before)) {
      map.put(key, value);
      history.add(new Change<>(key, before));
    }
  }

  /** A point to which {@link #rollback} can go back. */
  public int height() {
    return history.size();
  }

  public void rollback(int height) {
    for (int i = history.size() - 1; i >= height; i--) {
      Change<K, V> change = history.remove(i);
      if (change.before == null) {
        map.remove(change.key);
      } else {
        map.put(change.key, change.before);
      }
    }
  }

  /** Keeps everything as it is for good. */
  public void discardHistory() {
    history.clear();
  }

  /** Visits all entries, in no order. */
  public void forEach(BiConsumer<K, V> visitor) {
    map.forEach(visitor);
  }

  /** Replaces all values beside the history. */
  void replaceAll(UnaryOperator<V> change) {
    map.replaceAll((key, value) -> change.apply(value));
  }
}
