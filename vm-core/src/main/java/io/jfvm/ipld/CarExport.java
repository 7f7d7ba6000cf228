// SPDX-License-Identifier: Apache-2.0
package io.jfvm.ipld;

import io.jfvm.encoding.DecodeException;
import io.jfvm.types.Cid;
import io.jfvm.types.Multicodec;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** Writes all that can be reached from some roots as a CAR, each block once, parents first. */
public final class CarExport {
  private final Blockstore store;
  private final Predicate<Cid> leaveOut;
  private final Set<Cid> seen = new HashSet<>();
  private final Deque<Cid> pending = new ArrayDeque<>();

  private CarExport(Blockstore store, Predicate<Cid> leaveOut) {
    this.store = store;
    this.leaveOut = leaveOut;
  }

  /**
   * Writes the blocks below the roots depth first, in the order of links. Links of DAG-CBOR are
   * followed, also inside identity CIDs; piece and sector commitments are not.
   *
   * @param leaveOut links not to follow, such as the code of actors that the store does not hold
   * @throws IpldException naming the CID, if a block is missing or its links cannot be read
   */
  public static void write(
      Blockstore store, List<Cid> roots, Predicate<Cid> leaveOut, OutputStream out)
      throws IOException {
    new CarExport(store, leaveOut).run(roots, new CarWriter(out, roots));
  }

  private void run(List<Cid> roots, CarWriter out) throws IOException {
    roots.reversed().forEach(this::add);
    while (!pending.isEmpty()) {
      Cid cid = pending.pop();
      if (!seen.add(cid)) {
        continue;
      }
      if (cid.hash() == Multicodec.IDENTITY) {
        follow(cid, cid.digest());
      } else {
        byte[] data =
            store.get(cid).orElseThrow(() -> new IpldException("block " + cid + " is missing"));
        out.write(cid, data);
        follow(cid, data);
      }
    }
  }

  private void follow(Cid cid, byte[] data) {
    if (cid.codec() == Multicodec.DAG_CBOR) {
      try {
        Links.of(data).reversed().forEach(this::add);
      } catch (DecodeException e) {
        throw new IpldException("links of block " + cid + ": " + e.getMessage(), e);
      }
    }
  }

  private void add(Cid cid) {
    boolean commitment =
        cid.codec() == Multicodec.COMMITMENT_UNSEALED
            || cid.codec() == Multicodec.COMMITMENT_SEALED;
    if (!commitment && !seen.contains(cid) && !leaveOut.test(cid)) {
      pending.push(cid);
    }
  }
}
