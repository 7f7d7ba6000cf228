// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.miner;

import io.jfvm.encoding.Codec;
import io.jfvm.types.Address;
import io.jfvm.types.ChainEpoch;

/**
 * A worker that takes over at an epoch.
 *
 * <p>Source: builtin-actors {@code actors/miner/src/types.rs}.
 *
 * @param newWorker as f0 address
 */
public record WorkerKeyChange(Address newWorker, ChainEpoch effectiveAt) {
  public static final Codec<WorkerKeyChange> CODEC =
      Codec.of(
          (out, value) -> {
            out.array(2);
            Address.CODEC.encode(out, value.newWorker);
            ChainEpoch.CODEC.encode(out, value.effectiveAt);
          },
          in -> {
            in.tuple(2);
            return new WorkerKeyChange(Address.CODEC.decode(in), ChainEpoch.CODEC.decode(in));
          });
}
