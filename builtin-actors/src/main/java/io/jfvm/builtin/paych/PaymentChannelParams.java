// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.paych;

import io.jfvm.builtin.RawBytes;
import io.jfvm.encoding.Codec;
import io.jfvm.types.Address;

/** What the Payment Channel actor's methods take. */
public final class PaymentChannelParams {
  private PaymentChannelParams() {}

  /** Who pays, and who is paid. */
  public record Constructor(Address from, Address to) {
    public static final Codec<Constructor> CODEC =
        Codec.of(
            (out, params) -> {
              out.array(2);
              Address.CODEC.encode(out, params.from);
              Address.CODEC.encode(out, params.to);
            },
            in -> {
              in.tuple(2);
              return new Constructor(Address.CODEC.decode(in), Address.CODEC.decode(in));
            });
  }

  /** A voucher to redeem, and its secret if it asks for one. */
  public record UpdateChannelState(SignedVoucher voucher, RawBytes secret) {
    public static final Codec<UpdateChannelState> CODEC =
        Codec.of(
            (out, params) -> {
              out.array(2);
              SignedVoucher.CODEC.encode(out, params.voucher);
              RawBytes.CODEC.encode(out, params.secret);
            },
            in -> {
              in.tuple(2);
              return new UpdateChannelState(
                  SignedVoucher.CODEC.decode(in), RawBytes.CODEC.decode(in));
            });
  }
}
