// SPDX-License-Identifier: Apache-2.0
package io.jfvm.ipld;

import io.jfvm.encoding.Codec;
import io.jfvm.encoding.DecodeException;
import io.jfvm.types.Cid;
import io.jfvm.types.Multicodec;
import java.util.Optional;

/**
 * Blocks by their CID. Data handed in or out is shared, not copied: neither side changes it.
 *
 * <p>An implementation whose medium fails throws {@link io.jfvm.types.HostException}.
 */
public interface Blockstore {

  Optional<byte[]> get(Cid cid);

  /** Keeps a block under a CID the caller has computed. */
  void put(Cid cid, byte[] data);

  /** Keeps a block under its blake2b-256 CID, which is returned. */
  default Cid put(long codec, byte[] data) {
    Cid cid = Cid.ofBlock(codec, data);
    put(cid, data);
    return cid;
  }

  /** Keeps a value as a DAG-CBOR block. */
  default <T> Cid save(Codec<T> codec, T value) {
    return put(Multicodec.DAG_CBOR, codec.toBytes(value));
  }

  /**
   * Reads a value back. Stores that remember decoded values return one instance again and again, so
   * the value must be immutable and the codec a constant.
   *
   * @throws IpldException if the block is missing or is no such value
   */
  default <T> T load(Codec<T> codec, Cid cid) {
    byte[] data = get(cid).orElseThrow(() -> new IpldException("block " + cid + " is missing"));
    try {
      return codec.fromBytes(data);
    } catch (DecodeException e) {
      throw new IpldException("block " + cid + ": " + e.getMessage(), e);
    }
  }
}
