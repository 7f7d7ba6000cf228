// SPDX-License-Identifier: Apache-2.0
package io.jfvm.ipld.amt;

import io.jfvm.encoding.Codec;
import io.jfvm.encoding.DecodeException;

/**
 * A root as a block holds it: {@code [bitWidth, height, count, node]}, or without the width, which
 * is 3 then, in version 0. Immutable.
 *
 * <p>Source: ref-fvm {@code ipld/amt/src/root.rs}.
 *
 * @param count how many values there are, u64
 */
record StoredRoot<V>(int bitWidth, int height, long count, StoredNode<V> node) {
  static final int MAX_HEIGHT = 64;

  /** No one creates wider ones; a node's bitmap would be of 128 KiB. */
  private static final int MAX_BIT_WIDTH = 20;

  static <V> Codec<StoredRoot<V>> codec(Codec<StoredNode<V>> node) {
    return Codec.of(
        (out, root) -> {
          out.array(4).u64(root.bitWidth).u64(root.height).u64(root.count);
          node.encode(out, root.node);
        },
        in -> {
          in.tuple(4);
          return checked(in.u32(), in.u32(), in.u64(), node.decode(in));
        });
  }

  static <V> Codec<StoredRoot<V>> codecV0(Codec<StoredNode<V>> node) {
    return Codec.of(
        (out, root) -> {
          out.array(3).u64(root.height).u64(root.count);
          node.encode(out, root.node);
        },
        in -> {
          in.tuple(3);
          return checked(AmtType.V0_BIT_WIDTH, in.u32(), in.u64(), node.decode(in));
        });
  }

  private static <V> StoredRoot<V> checked(
      long bitWidth, long height, long count, StoredNode<V> node) throws DecodeException {
    if (bitWidth > MAX_BIT_WIDTH) {
      throw new DecodeException("AMT bit width is " + bitWidth + ", at most " + MAX_BIT_WIDTH);
    }
    if (height > MAX_HEIGHT) {
      throw new DecodeException("AMT height is " + height + ", at most " + MAX_HEIGHT);
    }
    return new StoredRoot<>((int) bitWidth, (int) height, count, node);
  }
}
