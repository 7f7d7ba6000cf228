// SPDX-License-Identifier: Apache-2.0
package io.jfvm.ipld;

import io.jfvm.types.Cid;
import java.util.List;
import java.util.Optional;

/**
 * A writable store above others that are only read, such as CAR files: reads ask the top first,
 * then each layer in order; writes go to the top.
 */
public final class LayeredBlockstore implements Blockstore {
  private final Blockstore top;
  private final List<Blockstore> below;

  public LayeredBlockstore(Blockstore top, List<? extends Blockstore> below) {
    this.top = top;
    this.below = List.copyOf(below);
  }

  @Override
  public Optional<byte[]> get(Cid cid) {
    Optional<byte[]> data = top.get(cid);
    for (int i = 0; data.isEmpty() && i < below.size(); i++) {
      data = below.get(i).get(cid);
    }
    return data;
  }

  @Override
  public void put(Cid cid, byte[] data) {
    top.put(cid, data);
  }
}
