// SPDX-License-Identifier: Apache-2.0
package io.jfvm.ipld;

import io.jfvm.encoding.Codec;
import io.jfvm.types.Cid;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Remembers what blocks decode to, so that a block read often is decoded once. Several threads may
 * share it. What it returns does not depend on what it remembers: values are immutable and filed
 * under the CID of their block and the codec, a constant, that reads them.
 *
 * <p>It keeps two generations. When the younger is full the older is dropped, so what is in use
 * survives and at most {@code capacityBytes} of blocks are remembered.
 */
public final class DecodedBlocks {
  /** What an entry costs beside the block's own bytes, roughly. */
  private static final int ENTRY_BYTES = 128;

  /** Enough for the state one chain of messages touches. Affects speed only. */
  private static final long DEFAULT_BYTES = 64L << 20;

  private final long generationBytes;
  private volatile Generation young = new Generation();
  private volatile Generation old = new Generation();

  public DecodedBlocks() {
    this(DEFAULT_BYTES);
  }

  /** Remembers values of about this many bytes of blocks. */
  public DecodedBlocks(long capacityBytes) {
    this.generationBytes = capacityBytes / 2;
  }

  /**
   * The value of a block whose data the caller holds (and has paid for, where reading costs).
   *
   * @throws IpldException if the data is no such value
   */
  public <T> T decode(Codec<T> codec, Cid cid, byte[] data) {
    T known = find(codec, cid);
    if (known != null) {
      return known;
    }
    T value = Blockstore.decode(codec, cid, data);
    remember(codec, cid, value, data.length);
    return value;
  }

  /** The value if it is remembered, else null. */
  <T> T find(Codec<T> codec, Cid cid) {
    Key key = new Key(codec, cid);
    Entry entry = young.entries.get(key);
    if (entry == null) {
      entry = old.entries.get(key);
      if (entry == null) {
        return null;
      }
      keep(key, entry);
    }
    // The entry was filed under this codec, which makes values of this type only.
    @SuppressWarnings("unchecked")
    T value = (T) entry.value;
    return value;
  }

  <T> void remember(Codec<T> codec, Cid cid, T value, int blockBytes) {
    keep(new Key(codec, cid), new Entry(value, blockBytes + ENTRY_BYTES));
  }

  private void keep(Key key, Entry entry) {
    Generation current = young;
    if (current.entries.putIfAbsent(key, entry) == null
        && current.bytes.addAndGet(entry.bytes) > generationBytes) {
      retire(current);
    }
  }

  private synchronized void retire(Generation full) {
    if (young == full) {
      old = full;
      young = new Generation();
    }
  }

  private record Key(Codec<?> codec, Cid cid) {}

  private record Entry(Object value, int bytes) {}

  private static final class Generation {
    final ConcurrentHashMap<Key, Entry> entries = new ConcurrentHashMap<>();
    final AtomicLong bytes = new AtomicLong();
  }
}
