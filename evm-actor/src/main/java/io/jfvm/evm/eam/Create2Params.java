// SPDX-License-Identifier: Apache-2.0
package io.jfvm.evm.eam;

import io.jfvm.encoding.Codec;
import io.jfvm.evm.system.Words;
import io.jfvm.evm.word.Word;

/** The parameters of Create2. */
@SuppressWarnings("ArrayRecordComponent") // handed over, not shared
public record Create2Params(byte[] initcode, Word salt) {
  /** A pair; the salt has 32 bytes. */
  public static final Codec<Create2Params> CODEC =
      Codec.of(
          (out, params) ->
              Words.HASH_CODEC.encode(out.array(2).bytes(params.initcode), params.salt),
          in -> {
            in.tuple(2);
            return new Create2Params(in.bytes(), Words.HASH_CODEC.decode(in));
          });
}
