// SPDX-License-Identifier: Apache-2.0
package io.jfvm.ipld;

import io.jfvm.crypto.Hash;
import io.jfvm.encoding.DecodeException;
import io.jfvm.types.Cid;
import io.jfvm.types.Multicodec;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Holds writes back from another store until those that matter are known. Used by one thread.
 *
 * <p>Source: ref-fvm {@code fvm/src/blockstore/buffered.rs}.
 */
public final class BufferedBlockstore implements Blockstore {
  private static final int BLAKE2B_256_BYTES = 32;

  private final Blockstore base;
  private final Map<Cid, byte[]> written = new HashMap<>();

  public BufferedBlockstore(Blockstore base) {
    this.base = base;
  }

  @Override
  public Optional<byte[]> get(Cid cid) {
    byte[] data = written.get(cid);
    return data == null ? base.get(cid) : Optional.of(data);
  }

  @Override
  public void put(Cid cid, byte[] data) {
    written.put(cid, data);
  }

  /** How many written blocks are held back. */
  public int bufferedBlocks() {
    return written.size();
  }

  /**
   * Moves the held blocks that can be reached from a root to the base store. A block that is not
   * held is taken to be there already, with all it links to. Piece and sector commitments are no
   * blocks; identity CIDs hold theirs.
   *
   * @throws IpldException on a CID of another codec or hash than state may have, or a block whose
   *     links cannot be read; nothing has moved then
   */
  public void flush(Cid root) {
    Map<Cid, byte[]> reachable = new LinkedHashMap<>();
    Deque<Cid> pending = new ArrayDeque<>();
    pending.push(root);
    while (!pending.isEmpty()) {
      Cid cid = pending.pop();
      if (isCommitment(cid)) {
        continue;
      }
      requireState(cid);
      if (cid.hash() == Multicodec.IDENTITY) {
        follow(cid, cid.digest(), pending);
        continue;
      }
      byte[] data = written.get(cid);
      if (data != null && reachable.putIfAbsent(cid, data) == null) {
        follow(cid, data, pending);
      }
    }
    reachable.forEach(base::put);
    written.keySet().removeAll(reachable.keySet());
  }

  private static boolean isCommitment(Cid cid) {
    return cid.codec() == Multicodec.COMMITMENT_UNSEALED
        || cid.codec() == Multicodec.COMMITMENT_SEALED;
  }

  private static void requireState(Cid cid) {
    long codec = cid.codec();
    if (codec != Multicodec.RAW && codec != Multicodec.DAG_CBOR && codec != Multicodec.CBOR) {
      throw new IpldException("CID " + cid + " has codec 0x" + Long.toHexString(codec));
    }
    boolean blake2b =
        cid.hash() == Hash.BLAKE2B_256.code() && cid.digestLength() == BLAKE2B_256_BYTES;
    if (!blake2b && cid.hash() != Multicodec.IDENTITY) {
      throw new IpldException(
          "CID %s has hash 0x%x of %d bytes".formatted(cid, cid.hash(), cid.digestLength()));
    }
  }

  private static void follow(Cid cid, byte[] data, Deque<Cid> pending) {
    if (cid.codec() == Multicodec.DAG_CBOR) {
      try {
        Links.of(data).forEach(pending::push);
      } catch (DecodeException e) {
        throw new IpldException("links of block " + cid + ": " + e.getMessage(), e);
      }
    }
  }
}
