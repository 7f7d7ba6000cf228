// SPDX-License-Identifier: Apache-2.0
package io.jfvm.ipld;

import io.jfvm.types.Cid;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Keeps blocks in memory and notes every read ({@code G}) and write ({@code P}) with its CID. */
public final class RecordingBlockstore implements Blockstore {
  private final Map<Cid, byte[]> blocks = new HashMap<>();
  private final StringBuilder log = new StringBuilder();
  private int reads;
  private int writes;

  @Override
  public Optional<byte[]> get(Cid cid) {
    reads++;
    note("G " + cid);
    return Optional.ofNullable(blocks.get(cid));
  }

  @Override
  public void put(Cid cid, byte[] data) {
    writes++;
    note("P " + cid);
    blocks.put(cid, data);
  }

  /** Adds a line of one's own. */
  public void note(String line) {
    log.append(line).append('\n');
  }

  public String log() {
    return log.toString();
  }

  public int reads() {
    return reads;
  }

  public int writes() {
    return writes;
  }

  /** A block as it is, without noting it. */
  public byte[] block(Cid cid) {
    return blocks.get(cid);
  }

  public void forget() {
    log.setLength(0);
    reads = 0;
    writes = 0;
  }
}
