// SPDX-License-Identifier: Apache-2.0
package io.jfvm.ipld.kamt;

import io.jfvm.ipld.Blockstore;
import io.jfvm.ipld.IpldException;
import io.jfvm.types.Cid;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * A view of a map from 256-bit words to 256-bit words in a store, configured as the storage of EVM
 * contracts: 5 bits a level, one entry a slot, entries at any depth. Changes stay in the view until
 * {@link #flush}. Used by one thread.
 *
 * <p>Words come in two forms: 32 bytes, big-endian, or four limbs in an array at an offset, the
 * least significant first. Reading with limbs allocates no more than the key once the nodes on the
 * way are read.
 *
 * <p>Each method throws {@link IpldException} if a block it needs is missing or malformed; the view
 * is not to be used after that.
 *
 * <p>Source: ref-fvm {@code ipld/kamt}; the configuration is that of builtin-actors {@code
 * actors/evm/src/interpreter/system.rs}.
 */
public final class Kamt {
  /** Bits a level takes of a key. */
  static final int BIT_WIDTH = 5;

  private static final int WORD_BYTES = 32;

  private final Blockstore store;
  private final Node root;

  /** The root's CID, or null while it differs from every block. */
  private Cid flushed;

  /** What the running change replaced or removed, or null. */
  private Bits previous;

  private Kamt(Blockstore store, Node root, Cid flushed) {
    this.store = store;
    this.root = root;
    this.flushed = flushed;
  }

  /** A map without entries; nothing is read or written. */
  public static Kamt empty(Blockstore store) {
    return new Kamt(store, new Node(), null);
  }

  /** Reads the root block. */
  public static Kamt load(Blockstore store, Cid root) {
    return new Kamt(store, new Node(store.load(StoredNode.CODEC, root)), root);
  }

  public boolean isEmpty() {
    return root.pointers.isEmpty();
  }

  public Optional<byte[]> get(byte[] key) {
    return bytes(find(word(key)));
  }

  /**
   * Puts the key's value, or zero, at {@code valueAt}, where the key may stand too.
   *
   * @return whether the key has a value
   */
  public boolean get(long[] key, int keyAt, long[] value, int valueAt) {
    Bits found = find(word(key, keyAt));
    Bits result = found == null ? Bits.ZERO : found;
    value[valueAt] = result.b3();
    value[valueAt + 1] = result.b2();
    value[valueAt + 2] = result.b1();
    value[valueAt + 3] = result.b0();
    return found != null;
  }

  public boolean containsKey(byte[] key) {
    return find(word(key)) != null;
  }

  /** Sets a key's value and returns the one it had. An equal value changes nothing. */
  public Optional<byte[]> put(byte[] key, byte[] value) {
    insert(word(key), word(value));
    return bytes(previous);
  }

  /** Sets a key's value and says whether that changed anything. */
  public boolean put(long[] key, int keyAt, long[] value, int valueAt) {
    return insert(word(key, keyAt), word(value, valueAt));
  }

  /** Removes a key and returns its value. */
  public Optional<byte[]> remove(byte[] key) {
    delete(word(key));
    return bytes(previous);
  }

  /** Removes a key and says whether it was there. */
  public boolean remove(long[] key, int keyAt) {
    return delete(word(key, keyAt));
  }

  /** Visits all entries in ascending order of their keys. The visitor must not change it. */
  public void forEach(Visitor visitor) {
    Deque<Cursor> open = new ArrayDeque<>();
    open.push(new Cursor(root));
    while (!open.isEmpty()) {
      Cursor cursor = open.peek();
      if (cursor.next == cursor.node.pointers.size()) {
        open.pop();
        continue;
      }
      int at = cursor.next++;
      if (cursor.node.pointers.get(at) instanceof Pointer.Leaf leaf) {
        visitor.visit(leaf.key().toBytes(WORD_BYTES), leaf.value().toBytes(WORD_BYTES));
      } else {
        open.push(new Cursor(enter(cursor.node, at).node));
      }
    }
  }

  /** Writes what changed, children first, and returns the root. Writes nothing if nothing did. */
  public Cid flush() {
    if (flushed == null) {
      flushChildren(root);
      flushed = store.save(StoredNode.CODEC, root.stored());
    }
    return flushed;
  }

  /** Sees an entry: two words of 32 bytes, big-endian. */
  @FunctionalInterface
  public interface Visitor {
    void visit(byte[] key, byte[] value);
  }

  private static final class Cursor {
    final Node node;
    int next;

    Cursor(Node node) {
      this.node = node;
    }
  }

  private static Bits word(long[] limbs, int at) {
    return new Bits(limbs[at + 3], limbs[at + 2], limbs[at + 1], limbs[at]);
  }

  private static Bits word(byte[] bytes) {
    if (bytes.length != WORD_BYTES) {
      throw new IllegalArgumentException("word of " + bytes.length + " bytes, not " + WORD_BYTES);
    }
    return Bits.ofLeft(bytes);
  }

  private static Optional<byte[]> bytes(Bits word) {
    return word == null ? Optional.empty() : Optional.of(word.toBytes(WORD_BYTES));
  }

  private static int slot(Bits key, int consumed) {
    int width = Math.min(BIT_WIDTH, Bits.LENGTH - consumed);
    if (width <= 0) {
      throw new IpldException("KAMT is deeper than its keys are long");
    }
    return key.number(consumed, width);
  }

  /** The value, or null. */
  private Bits find(Bits key) {
    Node node = root;
    int consumed = 0;
    while (true) {
      int slot = slot(key, consumed);
      consumed += BIT_WIDTH;
      if (!node.has(slot)) {
        return null;
      }
      int at = node.rank(slot);
      if (node.pointers.get(at) instanceof Pointer.Leaf leaf) {
        return leaf.key().equals(key) ? leaf.value() : null;
      }
      Pointer.Child child = enter(node, at);
      if (child.extension.matched(key, consumed) < child.extension.length()) {
        return null;
      }
      consumed += child.extension.length();
      node = child.node;
    }
  }

  /** The child behind a pointer that is no leaf, read if this is its first use. */
  private Pointer.Child enter(Node node, int at) {
    return switch (node.pointers.get(at)) {
      case Pointer.Child child -> child;
      case Pointer.Link link -> {
        StoredNode stored = store.load(StoredNode.CODEC, link.cid());
        if (stored.pointers().isEmpty()) {
          throw new IpldException("KAMT node " + link.cid() + " is empty and not the root");
        }
        Pointer.Child child = new Pointer.Child(new Node(stored), link.extension(), link.cid());
        node.pointers.set(at, child);
        yield child;
      }
      case Pointer.Leaf leaf -> throw new IllegalStateException("a leaf is no node");
    };
  }

  private boolean insert(Bits key, Bits value) {
    previous = null;
    boolean changed = insert(root, 0, new Pointer.Leaf(key, value));
    if (changed) {
      flushed = null;
    }
    return changed;
  }

  private boolean insert(Node node, int above, Pointer.Leaf leaf) {
    int slot = slot(leaf.key(), above);
    int consumed = above + BIT_WIDTH;
    if (!node.has(slot)) {
      node.insert(slot, leaf);
      return true;
    }
    int at = node.rank(slot);
    Pointer pointer = node.pointers.get(at);
    if (pointer instanceof Pointer.Leaf present) {
      return insert(node, at, present, consumed, leaf);
    }
    Extension extension = extension(pointer);
    int matched = extension.matched(leaf.key(), consumed);
    if (matched < extension.length()) {
      node.pointers.set(at, split(pointer, matched, consumed, leaf));
      return true;
    }
    Pointer.Child child = enter(node, at);
    boolean changed = insert(child.node, consumed + matched, leaf);
    if (changed) {
      child.cid = null;
    }
    return changed;
  }

  /** Inserts where an entry stands already. */
  private boolean insert(Node node, int at, Pointer.Leaf present, int consumed, Pointer.Leaf leaf) {
    if (present.key().equals(leaf.key())) {
      previous = present.value();
      if (previous.equals(leaf.value())) {
        return false;
      }
      node.pointers.set(at, leaf);
      return true;
    }
    Extension shared = Extension.common(leaf.key(), present.key(), consumed);
    Node child = new Node();
    insert(child, consumed + shared.length(), leaf);
    insert(child, consumed + shared.length(), present);
    node.pointers.set(at, new Pointer.Child(child, shared, null));
    return true;
  }

  /** A new node where a key leaves the path that an extension skips. */
  private static Pointer.Child split(
      Pointer pointer, int matched, int consumed, Pointer.Leaf leaf) {
    Extension extension = extension(pointer);
    Node midway = new Node();
    midway.insert(extension.slotAfter(matched), behind(pointer, extension.tail(matched)));
    midway.insert(slot(leaf.key(), consumed + matched), leaf);
    return new Pointer.Child(midway, extension.head(matched), null);
  }

  private static Extension extension(Pointer pointer) {
    return switch (pointer) {
      case Pointer.Link link -> link.extension();
      case Pointer.Child child -> child.extension;
      case Pointer.Leaf leaf -> throw new IllegalStateException("a leaf has no extension");
    };
  }

  /** The same node behind other levels. */
  private static Pointer behind(Pointer pointer, Extension extension) {
    return switch (pointer) {
      case Pointer.Link link -> new Pointer.Link(link.cid(), extension);
      case Pointer.Child child -> new Pointer.Child(child.node, extension, child.cid);
      case Pointer.Leaf leaf -> throw new IllegalStateException("a leaf has no extension");
    };
  }

  private boolean delete(Bits key) {
    previous = null;
    boolean removed = delete(root, 0, key);
    if (removed) {
      flushed = null;
    }
    return removed;
  }

  private boolean delete(Node node, int above, Bits key) {
    int slot = slot(key, above);
    int consumed = above + BIT_WIDTH;
    if (!node.has(slot)) {
      return false;
    }
    int at = node.rank(slot);
    Pointer pointer = node.pointers.get(at);
    if (pointer instanceof Pointer.Leaf leaf) {
      if (!leaf.key().equals(key)) {
        return false;
      }
      previous = leaf.value();
      node.remove(slot);
      return true;
    }
    Extension extension = extension(pointer);
    if (extension.matched(key, consumed) < extension.length()) {
      return false;
    }
    Pointer.Child child = enter(node, at);
    if (!delete(child.node, consumed + extension.length(), key)) {
      return false;
    }
    child.cid = null;
    node.pointers.set(at, collapse(child));
    return true;
  }

  /** What replaces a child from which an entry was removed: its only pointer, if it has one. */
  private static Pointer collapse(Pointer.Child child) {
    List<Pointer> pointers = child.node.pointers;
    if (pointers.isEmpty()) {
      throw new IpldException("KAMT node held one entry only and was not the root");
    }
    if (pointers.size() > 1) {
      return child;
    }
    Pointer only = pointers.get(0);
    if (only instanceof Pointer.Leaf) {
      return only;
    }
    int slot = Integer.numberOfTrailingZeros(child.node.bitmap);
    return behind(only, child.extension.join(slot, extension(only)));
  }

  private void flushChildren(Node node) {
    for (Pointer pointer : node.pointers) {
      if (pointer instanceof Pointer.Child child && child.cid == null) {
        flushChildren(child.node);
        child.cid = store.save(StoredNode.CODEC, child.node.stored());
      }
    }
  }
}
