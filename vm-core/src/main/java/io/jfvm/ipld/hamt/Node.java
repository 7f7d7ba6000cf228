// SPDX-License-Identifier: Apache-2.0
package io.jfvm.ipld.hamt;

import io.jfvm.types.Cid;
import java.util.ArrayList;
import java.util.List;

/** A node of one view of a trie: it remembers the children read and takes changes. */
final class Node<V> {
  Bitmap bitmap;
  final List<Pointer<V>> pointers;

  Node() {
    bitmap = Bitmap.EMPTY;
    pointers = new ArrayList<>();
  }

  Node(StoredNode<V> stored) {
    bitmap = stored.bitmap();
    pointers = new ArrayList<>(stored.pointers());
  }

  void insert(int slot, Pointer<V> pointer) {
    pointers.add(bitmap.rank(slot), pointer);
    bitmap = bitmap.flip(slot);
  }

  void remove(int slot) {
    pointers.remove(bitmap.rank(slot));
    bitmap = bitmap.flip(slot);
  }

  /** What is stored of it, once all children are. */
  StoredNode<V> stored() {
    List<Pointer<V>> links = new ArrayList<>(pointers.size());
    for (Pointer<V> pointer : pointers) {
      links.add(
          switch (pointer) {
            case Pointer.Child<V> child -> new Pointer.Link<>(storedCid(child));
            case Pointer.Bucket<V> bucket -> bucket;
            case Pointer.Link<V> link -> link;
          });
    }
    return new StoredNode<>(bitmap, links);
  }

  private static <V> Cid storedCid(Pointer.Child<V> child) {
    if (child.cid == null) {
      throw new IllegalStateException("a changed child must be stored before its parent");
    }
    return child.cid;
  }
}
