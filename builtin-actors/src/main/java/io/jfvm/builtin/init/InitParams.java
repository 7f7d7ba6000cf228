// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.init;

import io.jfvm.builtin.RawBytes;
import io.jfvm.encoding.Codec;
import io.jfvm.types.Address;
import io.jfvm.types.Cid;

/** What the Init actor's methods take and return. */
public final class InitParams {
  private InitParams() {}

  /** The name of the network, which is not empty. */
  public record Constructor(String networkName) {
    public static final Codec<Constructor> CODEC =
        Codec.of(
            (out, params) -> out.array(1).text(params.networkName),
            in -> {
              in.tuple(1);
              return new Constructor(in.text());
            });
  }

  /** The code of the actor to make, and what its constructor gets. */
  public record Exec(Cid code, RawBytes constructorParams) {
    public static final Codec<Exec> CODEC =
        Codec.of(
            (out, params) -> {
              out.array(2);
              Cid.CODEC.encode(out, params.code);
              RawBytes.CODEC.encode(out, params.constructorParams);
            },
            in -> {
              in.tuple(2);
              return new Exec(Cid.CODEC.decode(in), RawBytes.CODEC.decode(in));
            });
  }

  /** As {@link Exec}, and the sub-address of the new actor under the caller's namespace. */
  public record Exec4(Cid code, RawBytes constructorParams, RawBytes subaddress) {
    public static final Codec<Exec4> CODEC =
        Codec.of(
            (out, params) -> {
              out.array(3);
              Cid.CODEC.encode(out, params.code);
              RawBytes.CODEC.encode(out, params.constructorParams);
              RawBytes.CODEC.encode(out, params.subaddress);
            },
            in -> {
              in.tuple(3);
              return new Exec4(
                  Cid.CODEC.decode(in), RawBytes.CODEC.decode(in), RawBytes.CODEC.decode(in));
            });
  }

  /** The new actor's f0 address, and its f2 address, which survives reorganizations. */
  public record ExecReturn(Address idAddress, Address robustAddress) {
    public static final Codec<ExecReturn> CODEC =
        Codec.of(
            (out, value) -> {
              out.array(2);
              Address.CODEC.encode(out, value.idAddress);
              Address.CODEC.encode(out, value.robustAddress);
            },
            in -> {
              in.tuple(2);
              return new ExecReturn(Address.CODEC.decode(in), Address.CODEC.decode(in));
            });
  }
}
