// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.account;

import io.jfvm.builtin.RawBytes;
import io.jfvm.encoding.Codec;

/**
 * Asks an account whether it signed a message.
 *
 * @param signature without a type byte; the account's key says which scheme it is
 */
public record AuthenticateMessageParams(RawBytes signature, RawBytes message) {
  public static final Codec<AuthenticateMessageParams> CODEC =
      Codec.of(
          (out, params) -> {
            out.array(2);
            RawBytes.CODEC.encode(out, params.signature);
            RawBytes.CODEC.encode(out, params.message);
          },
          in -> {
            in.tuple(2);
            return new AuthenticateMessageParams(
                RawBytes.CODEC.decode(in), RawBytes.CODEC.decode(in));
          });
}
