// SPDX-License-Identifier: Apache-2.0
package io.jfvm.ipld.amt;

import io.jfvm.ipld.IpldException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * Visits the values of an array in ascending order of their indices, which it counts along the way.
 *
 * <p>Source: ref-fvm {@code ipld/amt/src/iter.rs}, {@code node.rs} (for_each_while_mut).
 */
final class Walk<V> {
  private final Nodes<V> nodes;

  Walk(Nodes<V> nodes) {
    this.nodes = nodes;
  }

  /** Visits until the visitor says no. */
  void visit(Node<V> root, int height, Amt.Visitor<? super V> visitor) {
    Deque<Cursor<V>> open = new ArrayDeque<>();
    open.push(new Cursor<>(root));
    long index = 0;
    while (!open.isEmpty() && Long.compareUnsigned(index, Amt.MAX_INDEX) <= 0) {
      Cursor<V> cursor = open.peek();
      switch (cursor.node) {
        case Node.Leaf<V> leaf -> {
          List<V> values = leaf.values();
          for (int i = 0; i < values.size() && index != Amt.MAX_INDEX + 1; i++, index++) {
            V value = values.get(i);
            if (value != null && !visitor.visit(index, value)) {
              return;
            }
          }
          open.pop();
        }
        case Node.Inner<V> inner -> {
          int depth = open.size() - 1;
          if (depth >= height) {
            throw new IpldException("AMT has links at height 0");
          }
          if (cursor.next == inner.links().size()) {
            open.pop();
          } else {
            Node.Link<V> link = inner.links().get(cursor.next++);
            if (link == null) {
              index = saturatedSum(index, nodes.span(height - depth));
            } else {
              open.push(new Cursor<>(nodes.enter(link)));
            }
          }
        }
      }
    }
  }

  /**
   * Visits until the visitor says no, and lets it replace values.
   *
   * @return whether to go on
   */
  boolean edit(Node<V> node, int height, long offset, Editor<V> editor) {
    return switch (node) {
      case Node.Leaf<V> leaf -> editLeaf(leaf, offset, editor);
      case Node.Inner<V> inner -> {
        if (height <= 0) {
          throw new IpldException("AMT has links at height 0");
        }
        for (int i = 0; i < inner.links().size(); i++) {
          Node.Link<V> link = inner.links().get(i);
          if (link != null) {
            boolean before = editor.changed;
            editor.changed = false;
            Node<V> child = nodes.enter(link);
            boolean goOn = edit(child, height - 1, offset + i * nodes.span(height), editor);
            if (editor.changed) {
              link.cid = null;
            }
            editor.changed |= before;
            if (!goOn) {
              yield false;
            }
          }
        }
        yield true;
      }
    };
  }

  private static <V> boolean editLeaf(Node.Leaf<V> leaf, long offset, Editor<V> editor) {
    List<V> values = leaf.values();
    for (int i = 0; i < values.size(); i++) {
      V value = values.get(i);
      if (value != null) {
        Amt.Slot<V> slot = new Amt.Slot<>(value);
        boolean goOn = editor.visitor.visit(offset + i, slot);
        if (slot.isReplaced()) {
          values.set(i, slot.value());
          editor.changed = true;
        }
        if (!goOn) {
          return false;
        }
      }
    }
    return true;
  }

  /** A visitor, and whether it has replaced a value. */
  static final class Editor<V> {
    final Amt.Visitor<? super Amt.Slot<V>> visitor;
    boolean changed;

    Editor(Amt.Visitor<? super Amt.Slot<V>> visitor) {
      this.visitor = visitor;
    }
  }

  private static final class Cursor<V> {
    final Node<V> node;
    int next;

    Cursor(Node<V> node) {
      this.node = node;
    }
  }

  private static long saturatedSum(long a, long b) {
    long sum = a + b;
    return Long.compareUnsigned(sum, a) < 0 ? -1 : sum;
  }
}
