// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.account;

import io.jfvm.encoding.Codec;
import io.jfvm.types.Address;

/**
 * An account's state.
 *
 * @param address the f1 or f3 address of its key; the burnt funds account's own f0 address
 */
public record AccountState(Address address) {
  public static final Codec<AccountState> CODEC =
      Codec.of(
          (out, state) -> {
            out.array(1);
            Address.CODEC.encode(out, state.address);
          },
          in -> {
            in.tuple(1);
            return new AccountState(Address.CODEC.decode(in));
          });
}
