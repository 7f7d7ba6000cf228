// SPDX-License-Identifier: Apache-2.0
package io.jfvm.ipld.amt;

import io.jfvm.ipld.Blockstore;
import io.jfvm.ipld.IpldException;
import java.util.List;

/**
 * What is done to nodes of one array. A child is read when first entered and kept; the changed ones
 * are written at flush, each after its own children, in the order of the slots.
 *
 * <p>Source: ref-fvm {@code ipld/amt/src/node.rs}.
 */
final class Nodes<V> {
  private final AmtType<V> type;
  private final Blockstore store;
  private final int bitWidth;

  Nodes(AmtType<V> type, Blockstore store, int bitWidth) {
    this.type = type;
    this.store = store;
    this.bitWidth = bitWidth;
  }

  /**
   * The binary logarithm of how many indices one slot covers at a height; from 64 on it is all of
   * them.
   */
  private int shift(int height) {
    return bitWidth * height;
  }

  /** How many indices one slot covers at a height, u64. */
  long span(int height) {
    return shift(height) >= Long.SIZE ? -1 : 1L << shift(height);
  }

  /** Whether an array of this height has the index. */
  boolean covers(int height, long index) {
    return Long.compareUnsigned(index, span(height + 1)) < 0;
  }

  private int slot(List<?> slots, int height, long index) {
    long slot = shift(height) >= Long.SIZE ? 0 : index >>> shift(height);
    return slot >= 0 && slot < slots.size() ? (int) slot : -1;
  }

  private long below(int height, long index) {
    return shift(height) >= Long.SIZE ? index : index & (1L << shift(height)) - 1;
  }

  /** The node behind a link, read if this is its first use. */
  Node<V> enter(Node.Link<V> link) {
    if (link.node == null) {
      try {
        link.node = store.load(type.nodeCodec(), link.cid).open(bitWidth);
      } catch (IpldException e) {
        throw new IpldException("AMT node " + link.cid + ": " + e.getMessage(), e);
      }
    }
    return link.node;
  }

  /** The value, or null. */
  V get(Node<V> root, int rootHeight, long rootIndex) {
    Node<V> node = root;
    int height = rootHeight;
    long index = rootIndex;
    while (node instanceof Node.Inner<V> inner) {
      requireHeight(height);
      int slot = slot(inner.links(), height, index);
      Node.Link<V> link = slot < 0 ? null : inner.links().get(slot);
      if (link == null) {
        return null;
      }
      node = enter(link);
      index = below(height, index);
      height--;
    }
    List<V> values = ((Node.Leaf<V>) node).values();
    return Long.compareUnsigned(index, values.size()) < 0 ? values.get((int) index) : null;
  }

  /** Sets a value and returns the one it replaced, or null. */
  V set(Node<V> node, int height, long index, V value) {
    return switch (node) {
      case Node.Leaf<V> leaf -> {
        if (height != 0 || Long.compareUnsigned(index, leaf.values().size()) >= 0) {
          throw new IpldException("AMT has values at height " + height);
        }
        yield leaf.values().set((int) index, value);
      }
      case Node.Inner<V> inner -> {
        requireHeight(height);
        int slot = requireSlot(inner, height, index);
        Node.Link<V> link = inner.links().get(slot);
        if (link == null) {
          link = new Node.Link<>(null, height == 1 ? Node.leaf(bitWidth) : Node.inner(bitWidth));
          inner.links().set(slot, link);
        }
        Node<V> child = enter(link);
        link.cid = null;
        yield set(child, height - 1, below(height, index), value);
      }
    };
  }

  /** Removes a value and returns it, or null. */
  V remove(Node<V> node, int height, long index) {
    return switch (node) {
      case Node.Leaf<V> leaf ->
          Long.compareUnsigned(index, leaf.values().size()) < 0
              ? leaf.values().set((int) index, null)
              : null;
      case Node.Inner<V> inner -> {
        requireHeight(height);
        int slot = requireSlot(inner, height, index);
        Node.Link<V> link = inner.links().get(slot);
        if (link == null) {
          yield null;
        }
        Node<V> child = enter(link);
        V removed = remove(child, height - 1, below(height, index));
        if (removed != null) {
          link.cid = null;
          if (child.isEmpty()) {
            inner.links().set(slot, null);
          }
        }
        yield removed;
      }
    };
  }

  void flush(Node<V> node) {
    if (node instanceof Node.Inner<V> inner) {
      for (Node.Link<V> link : inner.links()) {
        if (link != null && link.cid == null) {
          flush(link.node);
          link.cid = store.save(type.nodeCodec(), link.node.stored());
        }
      }
    }
  }

  private int requireSlot(Node.Inner<V> inner, int height, long index) {
    int slot = slot(inner.links(), height, index);
    if (slot < 0) {
      throw new IpldException("AMT node of height " + height + " is too small for its place");
    }
    return slot;
  }

  private static void requireHeight(int height) {
    if (height <= 0) {
      throw new IpldException("AMT has links at height 0");
    }
  }
}
