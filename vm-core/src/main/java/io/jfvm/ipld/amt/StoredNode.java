// SPDX-License-Identifier: Apache-2.0
package io.jfvm.ipld.amt;

import io.jfvm.encoding.Codec;
import io.jfvm.encoding.Codecs;
import io.jfvm.ipld.IpldException;
import io.jfvm.types.Cid;
import java.util.Iterator;
import java.util.List;

/**
 * A node as a block holds it: {@code [bitmap, [link…], [value…]]}, one of the arrays empty. The
 * bitmap has a bit for each slot, least significant first. Immutable.
 *
 * <p>Source: ref-fvm {@code ipld/amt/src/node.rs} (CollapsedNode).
 */
record StoredNode<V>(byte[] bitmap, List<Cid> links, List<V> values) {

  static <V> Codec<StoredNode<V>> codec(Codec<V> value) {
    Codec<List<Cid>> links = Codecs.listOf(Cid.CODEC);
    Codec<List<V>> values = Codecs.listOf(value);
    return Codec.of(
        (out, node) -> {
          out.array(3).bytes(node.bitmap);
          links.encode(out, node.links);
          values.encode(out, node.values);
        },
        in -> {
          in.tuple(3);
          return new StoredNode<>(in.bytes(), links.decode(in), values.decode(in));
        });
  }

  /**
   * A node to work with.
   *
   * @throws IpldException if the bitmap does not fit the width or what the node holds
   */
  Node<V> open(int bitWidth) {
    if (!links.isEmpty() && !values.isEmpty()) {
      throw new IpldException("AMT node with both links and values");
    }
    int bitmapBytes = Math.max(1, (1 << bitWidth) / 8);
    if (bitmap.length != bitmapBytes) {
      throw new IpldException(
          "AMT node's bitmap is of " + bitmap.length + " bytes, not " + bitmapBytes);
    }
    if (links.isEmpty()) {
      Node.Leaf<V> leaf = Node.leaf(bitWidth);
      place(values, leaf.values());
      return leaf;
    }
    Node.Inner<V> inner = Node.inner(bitWidth);
    place(links.stream().map(cid -> new Node.Link<V>(cid, null)).toList(), inner.links());
    return inner;
  }

  private <T> void place(List<T> items, List<T> slots) {
    Iterator<T> next = items.iterator();
    for (int i = 0; i < slots.size(); i++) {
      if ((bitmap[i / 8] >>> i % 8 & 1) != 0) {
        if (!next.hasNext()) {
          throw new IpldException("AMT node holds " + items.size() + " items, more bits are set");
        }
        slots.set(i, next.next());
      }
    }
    if (next.hasNext()) {
      throw new IpldException("AMT node holds " + items.size() + " items, fewer bits are set");
    }
  }
}
