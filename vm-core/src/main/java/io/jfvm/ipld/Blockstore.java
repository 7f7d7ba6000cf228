// SPDX-License-Identifier: Apache-2.0
package io.jfvm.ipld;

import io.jfvm.crypto.Hash;
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

  /** Keeps a value as a DAG-CBOR block. As with {@link #load}, it may be remembered. */
  default <T> Cid save(Codec<T> codec, T value) {
    return put(Multicodec.DAG_CBOR, codec.toBytes(value));
  }

  /**
   * Reads a value back. Stores that remember decoded values return one instance again and again, so
   * the value must be immutable and the codec a constant.
   *
   * @throws IpldException if the CID is not of CBOR, the block is missing or it is no such value
   */
  default <T> T load(Codec<T> codec, Cid cid) {
    requireCbor(cid);
    byte[] data = get(cid).orElseThrow(() -> new IpldException("block " + cid + " is missing"));
    return decode(codec, cid, data);
  }

  /**
   * The sha2-256 digest under which a HAMT files a key. The official actors compute it by syscall,
   * so the store of an actor's invocation overrides this to charge for it.
   */
  default byte[] hashKey(byte[] key) {
    return Hash.SHA2_256.digest(key);
  }

  /** Refuses CIDs of anything but CBOR and DAG-CBOR, as {@link #load} does before it reads. */
  static void requireCbor(Cid cid) {
    if (cid.codec() != Multicodec.DAG_CBOR && cid.codec() != Multicodec.CBOR) {
      throw new IpldException(
          "block " + cid + " has codec 0x" + Long.toHexString(cid.codec()) + ", which is not CBOR");
    }
  }

  /**
   * What {@link #load} makes of a block's data.
   *
   * @throws IpldException if it is no such value
   */
  static <T> T decode(Codec<T> codec, Cid cid, byte[] data) {
    try {
      return codec.fromBytes(data);
    } catch (DecodeException e) {
      throw new IpldException("block " + cid + ": " + e.getMessage(), e);
    }
  }
}
