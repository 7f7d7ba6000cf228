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
 * <p>Small values first stand in a table in which newer ones replace them. Of what is replaced a
 * second time it may be worth while to keep more: that goes into two generations. When the younger
 * is full the older is dropped, so what is in use survives and at most {@code capacityBytes} of
 * blocks are kept there.
 */
public final class DecodedBlocks {
  /** What an entry costs beside the block's own bytes, roughly. */
  private static final int ENTRY_BYTES = 128;

  /** Enough for the state one chain of messages touches. Affects speed only. */
  private static final long DEFAULT_BYTES = 64L << 20;

  /** A table's slots; a power of two. */
  private static final int RECENT = 1024;

  private static final int REPLACED_ONCE = 16 * RECENT;

  /** The largest block whose value may stand in the table, which is then 16 MiB at most. */
  private static final int MAX_RECENT_BYTES = 16 << 10;

  private final Entry[] recent = new Entry[RECENT];

  /** Hashes of what was replaced in the table, in slots like it. */
  private final int[] replacedOnce = new int[REPLACED_ONCE];

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
    int hash = hash(codec, cid);
    Entry entry = recent[hash & (RECENT - 1)];
    if (entry == null || !entry.is(hash, codec, cid)) {
      entry = findKept(new Key(codec, cid));
      if (entry == null) {
        return null;
      }
    }
    // The entry was filed under this codec, which makes values of this type only.
    @SuppressWarnings("unchecked")
    T value = (T) entry.value;
    return value;
  }

  private Entry findKept(Key key) {
    Entry entry = young.entries.get(key);
    if (entry == null) {
      entry = old.entries.get(key);
      if (entry != null) {
        keep(entry);
      }
    }
    return entry;
  }

  <T> void remember(Codec<T> codec, Cid cid, T value, int blockBytes) {
    int hash = hash(codec, cid);
    Entry entry = new Entry(hash, new Key(codec, cid), value, blockBytes + ENTRY_BYTES);
    if (blockBytes > MAX_RECENT_BYTES) {
      keep(entry);
      return;
    }
    int slot = hash & (RECENT - 1);
    Entry replaced = recent[slot];
    recent[slot] = entry;
    if (replaced != null && isSecondTime(replaced.hash)) {
      keep(replaced);
    }
  }

  private boolean isSecondTime(int hash) {
    int slot = hash & (REPLACED_ONCE - 1);
    boolean second = replacedOnce[slot] == hash;
    replacedOnce[slot] = hash;
    return second;
  }

  private static int hash(Codec<?> codec, Cid cid) {
    return 31 * cid.hashCode() + codec.hashCode();
  }

  private void keep(Entry entry) {
    Generation current = young;
    if (current.entries.putIfAbsent(entry.key, entry) == null
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

  private record Entry(int hash, Key key, Object value, int bytes) {
    boolean is(int otherHash, Codec<?> codec, Cid cid) {
      return hash == otherHash && key.codec == codec && key.cid.equals(cid);
    }
  }

  private static final class Generation {
    final ConcurrentHashMap<Key, Entry> entries = new ConcurrentHashMap<>();
    final AtomicLong bytes = new AtomicLong();
  }
}
