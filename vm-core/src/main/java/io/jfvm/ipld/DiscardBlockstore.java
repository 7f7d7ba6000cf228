// SPDX-License-Identifier: Apache-2.0
package io.jfvm.ipld;

import io.jfvm.types.Cid;
import java.util.Optional;

/** Forgets what it is given: for structures of which only the root's CID matters. */
public final class DiscardBlockstore implements Blockstore {

  /**
   * Fails always.
   *
   * @throws IpldException naming the CID
   */
  @Override
  public Optional<byte[]> get(Cid cid) {
    throw new IpldException("block " + cid + " is read from a store that keeps nothing");
  }

  @Override
  public void put(Cid cid, byte[] data) {}
}
