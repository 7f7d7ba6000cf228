// SPDX-License-Identifier: Apache-2.0
package io.jfvm.ipld.amt;

import io.jfvm.types.Cid;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;

/** A node of one view of an array. Each slot holds null if nothing is there. */
sealed interface Node<V> {

  /** Holds values. */
  record Leaf<V>(List<V> values) implements Node<V> {}

  /** Holds further nodes. */
  record Inner<V>(List<Link<V>> links) implements Node<V> {}

  /** A further node: its CID is null while it was changed, the node is null until it is read. */
  final class Link<V> {
    Cid cid;
    Node<V> node;

    Link(Cid cid, Node<V> node) {
      this.cid = cid;
      this.node = node;
    }
  }

  static <V> Leaf<V> leaf(int bitWidth) {
    return new Leaf<>(vacant(bitWidth));
  }

  static <V> Inner<V> inner(int bitWidth) {
    return new Inner<>(vacant(bitWidth));
  }

  private static <T> List<T> vacant(int bitWidth) {
    return new ArrayList<>(Collections.nCopies(1 << bitWidth, null));
  }

  default boolean isEmpty() {
    return switch (this) {
      case Leaf<V> leaf -> leaf.values.stream().allMatch(Objects::isNull);
      case Inner<V> inner -> inner.links.stream().allMatch(Objects::isNull);
    };
  }

  /** Whether its only child is the first, which could stand in its place. */
  default boolean hasFirstChildOnly() {
    return this instanceof Inner<V> inner
        && inner.links.get(0) != null
        && inner.links.stream().skip(1).allMatch(Objects::isNull);
  }

  /** What is stored of it, once all children are. */
  default StoredNode<V> stored() {
    return switch (this) {
      case Leaf<V> leaf ->
          new StoredNode<>(
              bitmap(leaf.values),
              List.of(),
              leaf.values.stream().filter(Objects::nonNull).toList());
      case Inner<V> inner ->
          new StoredNode<>(
              bitmap(inner.links),
              inner.links.stream().filter(Objects::nonNull).map(link -> link.cid).toList(),
              List.of());
    };
  }

  private static byte[] bitmap(List<?> slots) {
    byte[] bitmap = new byte[(slots.size() + 7) / 8];
    for (int i = 0; i < slots.size(); i++) {
      if (slots.get(i) != null) {
        bitmap[i / 8] |= (byte) (1 << i % 8);
      }
    }
    return bitmap;
  }
}
