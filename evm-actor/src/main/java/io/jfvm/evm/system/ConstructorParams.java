// SPDX-License-Identifier: Apache-2.0
package io.jfvm.evm.system;

import io.jfvm.encoding.Codec;
import io.jfvm.types.EthAddress;

/** What a contract is constructed, or resurrected, with: who creates it and the initcode. */
@SuppressWarnings("ArrayRecordComponent") // handed over, not shared
public record ConstructorParams(EthAddress creator, byte[] initcode) {
  /** A pair. */
  public static final Codec<ConstructorParams> CODEC =
      Codec.of(
          (out, params) -> {
            Words.ADDRESS_CODEC.encode(out.array(2), params.creator);
            out.bytes(params.initcode);
          },
          in -> {
            in.tuple(2);
            return new ConstructorParams(Words.ADDRESS_CODEC.decode(in), in.bytes());
          });
}
