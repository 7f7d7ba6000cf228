// SPDX-License-Identifier: Apache-2.0
package io.jfvm.evm.system;

import io.jfvm.encoding.Codecs;
import io.jfvm.encoding.DecodeException;
import io.jfvm.ipld.IpldBlock;
import io.jfvm.types.Multicodec;
import java.util.Optional;

/** What a contract sees of a block that another actor returned. */
public final class ReturnedBytes {
  private static final byte[] NOTHING = {};

  private ReturnedBytes() {}

  /** The byte string in the block; if it holds none, the block's bytes as they are. */
  public static byte[] of(Optional<IpldBlock> block) {
    return block.map(ReturnedBytes::of).orElse(NOTHING);
  }

  private static byte[] of(IpldBlock block) {
    if (block.codec() != Multicodec.CBOR && block.codec() != Multicodec.DAG_CBOR) {
      return block.data();
    }
    try {
      return Codecs.BYTES.fromBytes(block.data());
    } catch (DecodeException notBytes) {
      return block.data();
    }
  }
}
