// SPDX-License-Identifier: Apache-2.0
package io.jfvm.evm.eam;

import io.jfvm.encoding.Codec;
import io.jfvm.types.Address;
import io.jfvm.types.Cid;
import io.jfvm.types.MethodNum;

/** Init's Exec4, which makes an actor under an f4 address of the caller's namespace. */
final class Exec4 {
  static final MethodNum METHOD = new MethodNum(3);

  private Exec4() {}

  @SuppressWarnings("ArrayRecordComponent") // handed over, not shared
  record Params(Cid code, byte[] constructorParams, byte[] subaddress) {
    /** A tuple of three. */
    static final Codec<Params> CODEC =
        Codec.of(
            (out, params) -> {
              Cid.CODEC.encode(out.array(3), params.code);
              out.bytes(params.constructorParams).bytes(params.subaddress);
            },
            in -> {
              in.tuple(3);
              return new Params(Cid.CODEC.decode(in), in.bytes(), in.bytes());
            });
  }

  record Return(Address idAddress, Address robustAddress) {
    /** A pair. */
    static final Codec<Return> CODEC =
        Codec.of(
            (out, created) -> {
              Address.CODEC.encode(out.array(2), created.idAddress);
              Address.CODEC.encode(out, created.robustAddress);
            },
            in -> {
              in.tuple(2);
              return new Return(Address.CODEC.decode(in), Address.CODEC.decode(in));
            });
  }
}
