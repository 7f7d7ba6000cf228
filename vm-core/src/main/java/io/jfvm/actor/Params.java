// SPDX-License-Identifier: Apache-2.0
package io.jfvm.actor;

import io.jfvm.encoding.CborWriter;
import io.jfvm.encoding.Codec;
import io.jfvm.encoding.DecodeException;
import io.jfvm.ipld.IpldBlock;
import io.jfvm.types.Multicodec;
import java.util.Optional;

/**
 * How actors read the blocks they are given. Source: builtin-actors {@code
 * runtime/src/dispatch.rs}, ref-fvm {@code ipld/encoding/src/ipld_block.rs}.
 */
public final class Params {
  private Params() {}

  /** Aborts with ILLEGAL_ARGUMENT if there are parameters. */
  public static void requireNone(Optional<IpldBlock> params) {
    if (params.isPresent()) {
      throw Exits.illegalArgument("method expects no parameters");
    }
  }

  /** The parameters; aborts with ILLEGAL_ARGUMENT if there are none. */
  public static IpldBlock require(Optional<IpldBlock> params) {
    return params.orElseThrow(() -> Exits.illegalArgument("method expects parameters"));
  }

  /** The parameters, which must be of this codec; aborts with ILLEGAL_ARGUMENT otherwise. */
  public static IpldBlock require(Optional<IpldBlock> params, long multicodec) {
    IpldBlock block = require(params);
    if (block.codec() != multicodec) {
      throw Exits.illegalArgument(
          "method expects parameters with codec 0x%x, got 0x%x"
              .formatted(multicodec, block.codec()));
    }
    return block;
  }

  /**
   * Decodes a block: CBOR and DAG-CBOR as such, a raw block as the byte string it would be in CBOR.
   * Aborts with SERIALIZATION if it is of another codec or no such value.
   */
  public static <T> T decode(Codec<T> codec, IpldBlock block) {
    byte[] cbor;
    if (block.codec() == Multicodec.CBOR || block.codec() == Multicodec.DAG_CBOR) {
      cbor = block.data();
    } else if (block.codec() == Multicodec.RAW) {
      cbor = new CborWriter(block.data().length + 9).bytes(block.data()).toByteArray();
    } else {
      throw Exits.serialization("codec 0x" + Long.toHexString(block.codec()) + " is not supported");
    }
    try {
      return codec.fromBytes(cbor);
    } catch (DecodeException e) {
      throw Exits.serialization(e.getMessage());
    }
  }
}
