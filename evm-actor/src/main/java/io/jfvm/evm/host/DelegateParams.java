// SPDX-License-Identifier: Apache-2.0
package io.jfvm.evm.host;

import io.jfvm.encoding.Codec;
import io.jfvm.evm.system.Words;
import io.jfvm.types.Cid;
import io.jfvm.types.EthAddress;
import io.jfvm.types.TokenAmount;

/**
 * The parameters of InvokeContractDelegate, by which a contract runs foreign code as its own.
 *
 * @param caller and
 * @param value of the invocation that delegates
 */
@SuppressWarnings("ArrayRecordComponent") // handed over, not shared
public record DelegateParams(Cid code, byte[] input, EthAddress caller, TokenAmount value) {
  /** A tuple of four, in a DAG-CBOR block so that the code stays reachable. */
  public static final Codec<DelegateParams> CODEC =
      Codec.of(
          (out, params) -> {
            Cid.CODEC.encode(out.array(4), params.code);
            Words.ADDRESS_CODEC.encode(out.bytes(params.input), params.caller);
            TokenAmount.CODEC.encode(out, params.value);
          },
          in -> {
            in.tuple(4);
            return new DelegateParams(
                Cid.CODEC.decode(in),
                in.bytes(),
                Words.ADDRESS_CODEC.decode(in),
                TokenAmount.CODEC.decode(in));
          });
}
