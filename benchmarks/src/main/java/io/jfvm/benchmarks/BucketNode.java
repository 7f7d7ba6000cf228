// SPDX-License-Identifier: Apache-2.0
package io.jfvm.benchmarks;

import io.jfvm.encoding.Codec;
import io.jfvm.encoding.Codecs;
import java.util.List;

/** A HAMT node without links, as both libraries under comparison read and write it. */
@SuppressWarnings("ArrayRecordComponent") // read only
public record BucketNode(byte[] bitmap, List<List<Entry>> buckets) {
  private static final Codec<List<List<Entry>>> BUCKETS = Codecs.listOf(Codecs.listOf(Entry.CODEC));

  static final Codec<BucketNode> CODEC =
      Codec.of(
          (out, node) -> {
            out.array(2).bytes(node.bitmap);
            BUCKETS.encode(out, node.buckets);
          },
          in -> {
            in.tuple(2);
            return new BucketNode(in.bytes(), BUCKETS.decode(in));
          });

  /** A key's bytes and a number. */
  @SuppressWarnings("ArrayRecordComponent") // read only
  public record Entry(byte[] key, long value) {
    static final Codec<Entry> CODEC =
        Codec.of(
            (out, entry) -> out.array(2).bytes(entry.key).u64(entry.value),
            in -> {
              in.tuple(2);
              return new Entry(in.bytes(), in.u64());
            });
  }
}
