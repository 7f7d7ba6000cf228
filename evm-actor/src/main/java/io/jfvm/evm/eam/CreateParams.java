// SPDX-License-Identifier: Apache-2.0
package io.jfvm.evm.eam;

import io.jfvm.encoding.Codec;

/**
 * The parameters of Create.
 *
 * @param nonce of the creating contract, u64
 */
@SuppressWarnings("ArrayRecordComponent") // handed over, not shared
public record CreateParams(byte[] initcode, long nonce) {
  /** A pair. */
  public static final Codec<CreateParams> CODEC =
      Codec.of(
          (out, params) -> out.array(2).bytes(params.initcode).u64(params.nonce),
          in -> {
            in.tuple(2);
            return new CreateParams(in.bytes(), in.u64());
          });
}
