// SPDX-License-Identifier: Apache-2.0
package io.jfvm.ipld.kamt;

import io.jfvm.types.Cid;

/** What stands in a slot of a node. */
sealed interface Pointer {

  /** A key and its value: a bucket, which holds one entry in this trie. Never changed. */
  record Leaf(Bits key, Bits value) implements Pointer {}

  /** A node not read yet, behind the levels its extension skips. */
  record Link(Cid cid, Extension extension) implements Pointer {}

  /** A node that has been read or made; its CID is null while it differs from every block. */
  final class Child implements Pointer {
    final Node node;
    final Extension extension;
    Cid cid;

    Child(Node node, Extension extension, Cid cid) {
      this.node = node;
      this.extension = extension;
      this.cid = cid;
    }
  }
}
