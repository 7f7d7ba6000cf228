// SPDX-License-Identifier: Apache-2.0
package io.jfvm.ipld;

import io.jfvm.encoding.Codec;
import io.jfvm.types.Cid;
import io.jfvm.types.Multicodec;
import java.util.Optional;

/**
 * A store that decodes each block at most once and does not read it again for the same codec.
 * Stores that share what they decoded should hold the same blocks: a value is found although the
 * block under it is missing here.
 */
public final class CachingBlockstore implements Blockstore {
  private final Blockstore base;
  private final DecodedBlocks decoded;

  public CachingBlockstore(Blockstore base, DecodedBlocks decoded) {
    this.base = base;
    this.decoded = decoded;
  }

  @Override
  public Optional<byte[]> get(Cid cid) {
    return base.get(cid);
  }

  @Override
  public void put(Cid cid, byte[] data) {
    base.put(cid, data);
  }

  @Override
  public Cid put(long codec, byte[] data) {
    return base.put(codec, data);
  }

  @Override
  public byte[] hashKey(byte[] key) {
    return base.hashKey(key);
  }

  /** What was written need not be decoded to be read. */
  @Override
  public <T> Cid save(Codec<T> codec, T value) {
    byte[] data = codec.toBytes(value);
    Cid cid = base.put(Multicodec.DAG_CBOR, data);
    decoded.remember(codec, cid, value, data.length);
    return cid;
  }

  @Override
  public <T> T load(Codec<T> codec, Cid cid) {
    Blockstore.requireCbor(cid);
    T known = decoded.find(codec, cid);
    if (known != null) {
      return known;
    }
    byte[] data =
        base.get(cid).orElseThrow(() -> new IpldException("block " + cid + " is missing"));
    return decoded.decode(codec, cid, data);
  }
}
