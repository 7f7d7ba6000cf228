// SPDX-License-Identifier: Apache-2.0
package io.jfvm.ipld.hamt;

import io.jfvm.types.Cid;
import java.util.Arrays;
import java.util.List;

/** What stands in a slot of a node. */
sealed interface Pointer<V> {

  /** Entries ascending by key bytes, at most {@link StoredNode#BUCKET_SIZE}. Never changed. */
  record Bucket<V>(List<Entry<V>> entries) implements Pointer<V> {
    public Bucket {
      entries = List.copyOf(entries);
    }

    /** Where the key stands, or -1. */
    int indexOf(byte[] key) {
      for (int i = 0; i < entries.size(); i++) {
        if (Arrays.equals(entries.get(i).key, key)) {
          return i;
        }
      }
      return -1;
    }
  }

  /** A node not read yet. */
  record Link<V>(Cid cid) implements Pointer<V> {}

  /** A node that has been read or made; its CID is null while it differs from every block. */
  final class Child<V> implements Pointer<V> {
    final Node<V> node;
    Cid cid;

    Child(Node<V> node, Cid cid) {
      this.node = node;
      this.cid = cid;
    }
  }

  /** A key's bytes and its value. Neither is changed. */
  record Entry<V>(byte[] key, V value) {
    boolean precedes(Entry<V> other) {
      return Arrays.compareUnsigned(key, other.key) < 0;
    }
  }
}
