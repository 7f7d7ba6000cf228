// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.miner;

import io.jfvm.builtin.RawBytes;
import io.jfvm.encoding.Codec;
import io.jfvm.encoding.Codecs;
import io.jfvm.types.Address;
import java.util.List;

/**
 * A new storage provider.
 *
 * @param windowPostProofType number of the registered proof, i64
 */
public record MinerConstructorParams(
    Address owner,
    Address worker,
    List<Address> controlAddresses,
    long windowPostProofType,
    RawBytes peerId,
    List<RawBytes> multiaddrs) {

  private static final Codec<List<Address>> ADDRESSES = Codecs.listOf(Address.CODEC);
  private static final Codec<List<RawBytes>> MULTIADDRS = Codecs.listOf(RawBytes.CODEC);

  public static final Codec<MinerConstructorParams> CODEC =
      Codec.of(
          (out, params) -> {
            out.array(6);
            Address.CODEC.encode(out, params.owner);
            Address.CODEC.encode(out, params.worker);
            ADDRESSES.encode(out, params.controlAddresses);
            out.i64(params.windowPostProofType);
            RawBytes.CODEC.encode(out, params.peerId);
            MULTIADDRS.encode(out, params.multiaddrs);
          },
          in -> {
            in.tuple(6);
            return new MinerConstructorParams(
                Address.CODEC.decode(in),
                Address.CODEC.decode(in),
                ADDRESSES.decode(in),
                in.i64(),
                RawBytes.CODEC.decode(in),
                MULTIADDRS.decode(in));
          });

  public MinerConstructorParams {
    controlAddresses = List.copyOf(controlAddresses);
    multiaddrs = List.copyOf(multiaddrs);
  }
}
