// SPDX-License-Identifier: Apache-2.0
package io.jfvm.ipld.amt;

import io.jfvm.ipld.Blockstore;
import io.jfvm.ipld.IpldException;
import io.jfvm.types.Cid;
import java.util.Arrays;
import java.util.Optional;

/**
 * A view of a sparse array in a store. Indices are u64 in a {@code long}, at most {@link
 * #MAX_INDEX}. Changes stay in the view until {@link #flush}. Used by one thread.
 *
 * <p>Each method throws {@link IpldException} if a block it needs is missing or malformed, or an
 * index is out of range; the view is not to be used after that.
 *
 * <p>Source: ref-fvm {@code ipld/amt}.
 */
public final class Amt<V> {
  /** The largest index: 2^64 - 2, unsigned. */
  public static final long MAX_INDEX = -2;

  private final AmtType<V> type;
  private final Blockstore store;
  private final int bitWidth;
  private final Nodes<V> nodes;
  private Node<V> root;
  private int height;
  private long count;

  /** The root's CID, or null while it differs from every block. */
  private Cid flushed;

  private Amt(AmtType<V> type, Blockstore store, int bitWidth, Node<V> root) {
    this.type = type;
    this.store = store;
    this.bitWidth = bitWidth;
    this.nodes = new Nodes<>(type, store, bitWidth);
    this.root = root;
  }

  /** An array without values; nothing is read or written. */
  public static <V> Amt<V> empty(AmtType<V> type, Blockstore store) {
    return new Amt<>(type, store, type.bitWidth(), Node.leaf(type.bitWidth()));
  }

  /** Reads the root block. */
  public static <V> Amt<V> load(AmtType<V> type, Blockstore store, Cid root) {
    StoredRoot<V> stored = store.load(type.rootCodec(), root);
    Amt<V> amt = new Amt<>(type, store, stored.bitWidth(), open(stored, root));
    amt.height = stored.height();
    amt.count = stored.count();
    amt.flushed = root;
    return amt;
  }

  /** Writes an array of these values, from index 0 on, and returns its root. */
  public static <V> Cid write(AmtType<V> type, Blockstore store, Iterable<? extends V> values) {
    Amt<V> amt = empty(type, store);
    amt.setAll(values);
    return amt.flush();
  }

  private static <V> Node<V> open(StoredRoot<V> stored, Cid root) {
    try {
      return stored.node().open(stored.bitWidth());
    } catch (IpldException e) {
      throw new IpldException("AMT root " + root + ": " + e.getMessage(), e);
    }
  }

  /** How many values there are, u64, as the root says. */
  public long count() {
    return count;
  }

  /** Levels below the root. */
  public int height() {
    return height;
  }

  public Optional<V> get(long index) {
    requireRange(index);
    return nodes.covers(height, index)
        ? Optional.ofNullable(nodes.get(root, height, index))
        : Optional.empty();
  }

  /** Sets a value. An equal one makes the path to it change too. */
  public void set(long index, V value) {
    requireRange(index);
    while (!nodes.covers(height, index)) {
      Node.Inner<V> above = Node.inner(bitWidth);
      if (!root.isEmpty()) {
        above.links().set(0, new Node.Link<>(null, root));
      }
      root = above;
      height++;
    }
    if (nodes.set(root, height, index, value) == null) {
      count++;
    }
    flushed = null;
  }

  /** Sets values from index 0 on. */
  public void setAll(Iterable<? extends V> values) {
    long index = 0;
    for (V value : values) {
      set(index++, value);
    }
  }

  /** Removes a value and returns it. */
  public Optional<V> remove(long index) {
    requireRange(index);
    if (!nodes.covers(height, index)) {
      return Optional.empty();
    }
    V removed = nodes.remove(root, height, index);
    if (removed == null) {
      return Optional.empty();
    }
    flushed = null;
    count--;
    if (root.isEmpty()) {
      root = Node.leaf(bitWidth);
      height = 0;
    } else {
      lowerRoot();
    }
    return Optional.of(removed);
  }

  private void lowerRoot() {
    while (height > 0 && root.hasFirstChildOnly() && root instanceof Node.Inner<V> inner) {
      root = nodes.enter(inner.links().get(0));
      height--;
    }
  }

  /**
   * Removes several values, in ascending order of their indices.
   *
   * @param strict whether an index without a value is an error
   * @return whether any was there
   */
  public boolean removeAll(long[] indices, boolean strict) {
    long[] ascending = indices.clone();
    sortUnsigned(ascending);
    boolean changed = false;
    for (long index : ascending) {
      boolean found = remove(index).isPresent();
      if (strict && !found) {
        throw new IpldException("AMT has no value at index " + Long.toUnsignedString(index));
      }
      changed |= found;
    }
    return changed;
  }

  /** Visits values in ascending order of their indices until the visitor says no. */
  public void forEachWhile(Visitor<? super V> visitor) {
    new Walk<>(nodes).visit(root, height, visitor);
  }

  /** Visits all values in ascending order of their indices. */
  public void forEach(Consumer<? super V> visitor) {
    forEachWhile(
        (index, value) -> {
          visitor.accept(index, value);
          return true;
        });
  }

  /**
   * Visits values in ascending order of their indices until the visitor says no; it may replace
   * them.
   */
  public void updateWhile(Visitor<? super Slot<V>> visitor) {
    Walk.Editor<V> editor = new Walk.Editor<>(visitor);
    new Walk<>(nodes).edit(root, height, 0, editor);
    if (editor.changed) {
      flushed = null;
    }
  }

  /** Visits all values in ascending order of their indices; the visitor may replace them. */
  public void updateEach(Consumer<? super Slot<V>> visitor) {
    updateWhile(
        (index, slot) -> {
          visitor.accept(index, slot);
          return true;
        });
  }

  /** Writes what changed, children first, and returns the root. Writes nothing if nothing did. */
  public Cid flush() {
    if (flushed == null) {
      nodes.flush(root);
      flushed =
          store.save(type.rootCodec(), new StoredRoot<>(bitWidth, height, count, root.stored()));
    }
    return flushed;
  }

  private static void requireRange(long index) {
    if (Long.compareUnsigned(index, MAX_INDEX) > 0) {
      throw new IpldException("AMT index " + Long.toUnsignedString(index) + " is out of range");
    }
  }

  private static void sortUnsigned(long[] values) {
    for (int i = 0; i < values.length; i++) {
      values[i] ^= Long.MIN_VALUE;
    }
    Arrays.sort(values);
    for (int i = 0; i < values.length; i++) {
      values[i] ^= Long.MIN_VALUE;
    }
  }

  /** Sees an index and what stands there, and says whether to go on. It must not change the AMT. */
  @FunctionalInterface
  public interface Visitor<T> {
    boolean visit(long index, T item);
  }

  /** Sees an index and what stands there. It must not change the AMT. */
  @FunctionalInterface
  public interface Consumer<T> {
    void accept(long index, T item);
  }

  /** A value that may be replaced. Replacing it counts as a change even by an equal one. */
  public static final class Slot<V> {
    private V value;
    private boolean replaced;

    Slot(V value) {
      this.value = value;
    }

    public V value() {
      return value;
    }

    public void replace(V next) {
      value = next;
      replaced = true;
    }

    boolean isReplaced() {
      return replaced;
    }
  }
}
