// SPDX-License-Identifier: Apache-2.0
package io.jfvm.ipld.hamt;

import io.jfvm.encoding.Codec;
import io.jfvm.ipld.Blockstore;
import io.jfvm.ipld.IpldException;
import io.jfvm.types.Cid;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.function.Predicate;

/**
 * The trie under a {@link Hamt}, with keys as bytes. A child is read when first entered and kept; a
 * changed one is written at flush, after its own children, in the order of the slots. What changes
 * nothing dirties nothing.
 *
 * <p>Source: ref-fvm {@code ipld/hamt/src/}: {@code hamt.rs}, {@code node.rs}, {@code pointer.rs},
 * {@code iter.rs}.
 */
final class Trie<V> {
  private static final Comparator<Pointer.Entry<?>> BY_KEY =
      (a, b) -> Arrays.compareUnsigned(a.key(), b.key());

  private final HamtType<?, V> type;
  private final Blockstore store;
  private final Node<V> root;

  /** The root's CID, or null while it differs from every block. */
  private Cid flushed;

  /** What the running change replaced or removed, or null. */
  private V previous;

  Trie(HamtType<?, V> type, Blockstore store) {
    this.type = type;
    this.store = store;
    this.root = new Node<>();
  }

  Trie(HamtType<?, V> type, Blockstore store, Cid cid) {
    this.type = type;
    this.store = store;
    this.root = new Node<>(store.load(type.nodeCodec(), cid));
    this.flushed = cid;
  }

  boolean isEmpty() {
    return root.pointers.isEmpty();
  }

  /** The value, or null. */
  V get(byte[] key) {
    HashBits path = path(key, 0);
    Node<V> node = root;
    while (true) {
      int slot = path.next(type.bitWidth());
      if (!node.bitmap.has(slot)) {
        return null;
      }
      int at = node.bitmap.rank(slot);
      if (node.pointers.get(at) instanceof Pointer.Bucket<V> bucket) {
        int index = bucket.indexOf(key);
        return index < 0 ? null : bucket.entries().get(index).value();
      }
      node = enter(node, at).node;
    }
  }

  /** Sets a value and returns the one it replaced, or null. */
  V put(byte[] key, V value) {
    previous = null;
    if (insert(root, path(key, 0), new Pointer.Entry<>(key, value), true)) {
      flushed = null;
    }
    return previous;
  }

  /** Sets the value of a new key; returns false and changes nothing if the key has one. */
  boolean putIfAbsent(byte[] key, V value) {
    boolean added = insert(root, path(key, 0), new Pointer.Entry<>(key, value), false);
    if (added) {
      flushed = null;
    }
    return added;
  }

  /** Removes a key and returns its value, or null. */
  V remove(byte[] key) {
    previous = null;
    if (delete(root, path(key, 0), key)) {
      flushed = null;
    }
    return previous;
  }

  Cid flush() {
    if (flushed == null) {
      flushChildren(root);
      flushed = store.save(type.nodeCodec(), root.stored());
    }
    return flushed;
  }

  /** Visits entries slot by slot until the visitor says no. */
  void forEachWhile(Predicate<Pointer.Entry<V>> visitor) {
    Deque<Cursor<V>> open = new ArrayDeque<>();
    open.push(new Cursor<>(root));
    while (!open.isEmpty()) {
      Cursor<V> cursor = open.peek();
      if (cursor.next == cursor.node.pointers.size()) {
        open.pop();
        continue;
      }
      int at = cursor.next++;
      if (cursor.node.pointers.get(at) instanceof Pointer.Bucket<V> bucket) {
        for (Pointer.Entry<V> entry : bucket.entries()) {
          if (!visitor.test(entry)) {
            return;
          }
        }
      } else {
        open.push(new Cursor<>(enter(cursor.node, at).node));
      }
    }
  }

  private static final class Cursor<V> {
    final Node<V> node;
    int next;

    Cursor(Node<V> node) {
      this.node = node;
    }
  }

  private HashBits path(byte[] key, int consumed) {
    return new HashBits(type.digest(store, key), consumed);
  }

  /** The child behind a pointer that is no bucket, read if this is its first use. */
  private Pointer.Child<V> enter(Node<V> node, int at) {
    return switch (node.pointers.get(at)) {
      case Pointer.Child<V> child -> child;
      case Pointer.Link<V> link -> {
        StoredNode<V> stored = store.load(type.nodeCodec(), link.cid());
        if (stored.pointers().isEmpty()) {
          throw new IpldException("HAMT node " + link.cid() + " is empty and not the root");
        }
        Pointer.Child<V> child = new Pointer.Child<>(new Node<>(stored), link.cid());
        node.pointers.set(at, child);
        yield child;
      }
      case Pointer.Bucket<V> bucket -> throw new IllegalStateException("a bucket is no node");
    };
  }

  /** Returns whether anything changed. */
  private boolean insert(Node<V> node, HashBits path, Pointer.Entry<V> entry, boolean overwrite) {
    int slot = path.next(type.bitWidth());
    if (!node.bitmap.has(slot)) {
      node.insert(slot, new Pointer.Bucket<>(List.of(entry)));
      return true;
    }
    int at = node.bitmap.rank(slot);
    if (node.pointers.get(at) instanceof Pointer.Bucket<V> bucket) {
      return insert(node, at, bucket, path, entry, overwrite);
    }
    Pointer.Child<V> child = enter(node, at);
    boolean changed = insert(child.node, path, entry, overwrite);
    if (changed) {
      child.cid = null;
    }
    return changed;
  }

  private boolean insert(
      Node<V> node,
      int at,
      Pointer.Bucket<V> bucket,
      HashBits path,
      Pointer.Entry<V> entry,
      boolean overwrite) {
    List<Pointer.Entry<V>> entries = bucket.entries();
    int index = bucket.indexOf(entry.key());
    if (index >= 0 && !overwrite) {
      return false;
    }
    if (index < 0 && entries.size() == StoredNode.BUCKET_SIZE) {
      node.pointers.set(at, split(bucket, path, entry, overwrite));
      return true;
    }
    List<Pointer.Entry<V>> next = new ArrayList<>(entries);
    if (index >= 0) {
      previous = entries.get(index).value();
      if (same(type.valueCodec(), previous, entry.value())) {
        return false;
      }
      next.set(index, entry);
    } else {
      int place = 0;
      while (place < next.size() && next.get(place).precedes(entry)) {
        place++;
      }
      next.add(place, entry);
    }
    node.pointers.set(at, new Pointer.Bucket<>(next));
    return true;
  }

  /** A child with what a full bucket held and one entry more, which goes first. */
  private Pointer.Child<V> split(
      Pointer.Bucket<V> full, HashBits path, Pointer.Entry<V> entry, boolean overwrite) {
    int consumed = path.consumed();
    Node<V> child = new Node<>();
    insert(child, path, entry, overwrite);
    for (Pointer.Entry<V> moved : full.entries()) {
      insert(child, path(moved.key(), consumed), moved, overwrite);
    }
    return new Pointer.Child<>(child, null);
  }

  private static <V> boolean same(Codec<V> codec, V a, V b) {
    return a.equals(b) || Arrays.equals(codec.toBytes(a), codec.toBytes(b));
  }

  /** Returns whether the key was there. */
  private boolean delete(Node<V> node, HashBits path, byte[] key) {
    int slot = path.next(type.bitWidth());
    if (!node.bitmap.has(slot)) {
      return false;
    }
    int at = node.bitmap.rank(slot);
    if (node.pointers.get(at) instanceof Pointer.Bucket<V> bucket) {
      int index = bucket.indexOf(key);
      if (index < 0) {
        return false;
      }
      previous = bucket.entries().get(index).value();
      if (bucket.entries().size() == 1) {
        node.remove(slot);
      } else {
        List<Pointer.Entry<V>> rest = new ArrayList<>(bucket.entries());
        rest.remove(index);
        node.pointers.set(at, new Pointer.Bucket<>(rest));
      }
      return true;
    }
    Pointer.Child<V> child = enter(node, at);
    if (!delete(child.node, path, key)) {
      return false;
    }
    child.cid = null;
    node.pointers.set(at, collapse(child));
    return true;
  }

  /** What replaces a child from which something was removed: its entries if they fit a bucket. */
  private static <V> Pointer<V> collapse(Pointer.Child<V> child) {
    List<Pointer<V>> pointers = child.node.pointers;
    if (pointers.isEmpty()) {
      throw new IpldException("HAMT node held one entry only and was not the root");
    }
    if (pointers.size() == 1) {
      return pointers.get(0) instanceof Pointer.Bucket<V> bucket ? bucket : child;
    }
    if (pointers.size() > StoredNode.BUCKET_SIZE) {
      return child;
    }
    List<Pointer.Entry<V>> entries = new ArrayList<>();
    for (Pointer<V> pointer : pointers) {
      if (!(pointer instanceof Pointer.Bucket<V> bucket)) {
        return child;
      }
      entries.addAll(bucket.entries());
    }
    if (entries.size() > StoredNode.BUCKET_SIZE) {
      return child;
    }
    entries.sort(BY_KEY);
    return new Pointer.Bucket<>(entries);
  }

  private void flushChildren(Node<V> node) {
    for (Pointer<V> pointer : node.pointers) {
      if (pointer instanceof Pointer.Child<V> child && child.cid == null) {
        flushChildren(child.node);
        child.cid = store.save(type.nodeCodec(), child.node.stored());
      }
    }
  }
}
