// SPDX-License-Identifier: Apache-2.0
package io.jfvm.ipld.amt;

import io.jfvm.encoding.Codec;

/**
 * What the AMTs of one kind have in common: values, layout, and the width of those we create. An
 * AMT that is loaded has the width its root names. A constant.
 */
public final class AmtType<V> {
  static final int V0_BIT_WIDTH = 3;

  /** The widest we create; actors use 2 to 6. */
  private static final int MAX_BIT_WIDTH = 18;

  private final int bitWidth;
  private final Codec<StoredNode<V>> node;
  private final Codec<StoredRoot<V>> root;

  private AmtType(int bitWidth, Codec<StoredNode<V>> node, Codec<StoredRoot<V>> root) {
    this.bitWidth = bitWidth;
    this.node = node;
    this.root = root;
  }

  /** Values, which must be immutable, in nodes of {@code 2^bitWidth} slots (version 3). */
  public static <V> AmtType<V> of(Codec<V> value, int bitWidth) {
    if (bitWidth < 1 || bitWidth > MAX_BIT_WIDTH) {
      throw new IllegalArgumentException(
          "AMT bit width is " + bitWidth + ", not 1 to " + MAX_BIT_WIDTH);
    }
    Codec<StoredNode<V>> node = StoredNode.codec(value);
    return new AmtType<>(bitWidth, node, StoredRoot.codec(node));
  }

  /** The first layout, of width 3, which block headers use. */
  public static <V> AmtType<V> v0(Codec<V> value) {
    Codec<StoredNode<V>> node = StoredNode.codec(value);
    return new AmtType<>(V0_BIT_WIDTH, node, StoredRoot.codecV0(node));
  }

  int bitWidth() {
    return bitWidth;
  }

  Codec<StoredNode<V>> nodeCodec() {
    return node;
  }

  Codec<StoredRoot<V>> rootCodec() {
    return root;
  }
}
