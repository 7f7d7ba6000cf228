// SPDX-License-Identifier: Apache-2.0
package io.jfvm.actor;

import io.jfvm.ipld.Blockstore;
import io.jfvm.types.Cid;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Blocks in a map. */
final class MapBlockstore implements Blockstore {
  private final Map<Cid, byte[]> blocks = new HashMap<>();

  @Override
  public Optional<byte[]> get(Cid cid) {
    return Optional.ofNullable(blocks.get(cid));
  }

  @Override
  public void put(Cid cid, byte[] data) {
    blocks.put(cid, data);
  }
}
