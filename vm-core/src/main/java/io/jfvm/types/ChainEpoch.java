// SPDX-License-Identifier: Apache-2.0
package io.jfvm.types;

import io.jfvm.encoding.Codec;

/**
 * A height of the chain, 30 seconds apart on the public networks. Negative values are undefined
 * epochs.
 */
public record ChainEpoch(long value) implements Comparable<ChainEpoch> {
  public static final Codec<ChainEpoch> CODEC =
      Codec.of((out, epoch) -> out.i64(epoch.value), in -> new ChainEpoch(in.i64()));

  @Override
  public int compareTo(ChainEpoch other) {
    return Long.compare(value, other.value);
  }

  @Override
  public String toString() {
    return Long.toString(value);
  }
}
