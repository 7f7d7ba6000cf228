// SPDX-License-Identifier: Apache-2.0
package io.jfvm.ipld;

import io.jfvm.types.Cid;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Blocks in memory. Several threads may read and write it at once. */
public final class MemoryBlockstore implements Blockstore {
  private final ConcurrentHashMap<Cid, byte[]> blocks = new ConcurrentHashMap<>();

  @Override
  public Optional<byte[]> get(Cid cid) {
    return Optional.ofNullable(blocks.get(cid));
  }

  @Override
  public void put(Cid cid, byte[] data) {
    blocks.put(cid, data);
  }

  /** How many blocks it holds. */
  public int size() {
    return blocks.size();
  }
}
