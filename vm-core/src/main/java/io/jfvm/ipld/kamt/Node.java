// SPDX-License-Identifier: Apache-2.0
package io.jfvm.ipld.kamt;

import java.util.ArrayList;
import java.util.List;

/** A node of one view of a trie: it remembers the children read and takes changes. */
final class Node {
  /** Bit {@code i} says whether slot {@code i} is taken. */
  int bitmap;

  final List<Pointer> pointers;

  Node() {
    pointers = new ArrayList<>(2);
  }

  Node(StoredNode stored) {
    bitmap = stored.bitmap();
    pointers = new ArrayList<>(stored.pointers());
  }

  boolean has(int slot) {
    return (bitmap >>> slot & 1) != 0;
  }

  /** Where the pointer of a slot stands. */
  int rank(int slot) {
    return Integer.bitCount(bitmap & (1 << slot) - 1);
  }

  void insert(int slot, Pointer pointer) {
    pointers.add(rank(slot), pointer);
    bitmap |= 1 << slot;
  }

  void remove(int slot) {
    pointers.remove(rank(slot));
    bitmap &= ~(1 << slot);
  }

  /** What is stored of it, once all children are. */
  StoredNode stored() {
    List<Pointer> stored = new ArrayList<>(pointers.size());
    for (Pointer pointer : pointers) {
      stored.add(
          switch (pointer) {
            case Pointer.Child child -> {
              if (child.cid == null) {
                throw new IllegalStateException("a changed child is stored before its parent");
              }
              yield new Pointer.Link(child.cid, child.extension);
            }
            case Pointer.Leaf leaf -> leaf;
            case Pointer.Link link -> link;
          });
    }
    return new StoredNode(bitmap, stored);
  }
}
