// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.multisig;

import io.jfvm.encoding.Codec;
import io.jfvm.ipld.hamt.HamtKey;

/** The number of a proposed transaction within its wallet. */
public record TxnId(long value) implements Comparable<TxnId> {
  public static final Codec<TxnId> CODEC =
      Codec.of((out, id) -> out.i64(id.value), in -> new TxnId(in.i64()));

  static final HamtKey<TxnId> KEY =
      HamtKey.of(
          id -> HamtKey.I64.toBytes(id.value), bytes -> new TxnId(HamtKey.I64.fromBytes(bytes)));

  static final TxnId FIRST = new TxnId(0);

  TxnId next() {
    return new TxnId(value + 1);
  }

  @Override
  public int compareTo(TxnId other) {
    return Long.compare(value, other.value);
  }

  @Override
  public String toString() {
    return Long.toString(value);
  }
}
