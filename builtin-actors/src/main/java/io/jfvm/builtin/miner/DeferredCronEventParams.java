// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.miner;

import io.jfvm.builtin.RawBytes;
import io.jfvm.builtin.math.FilterEstimate;
import io.jfvm.encoding.Codec;
import io.jfvm.types.MethodNum;

/** An event that a provider enrolled with the Power actor has come. */
public record DeferredCronEventParams(
    RawBytes payload, FilterEstimate rewardSmoothed, FilterEstimate qaPowerSmoothed) {
  public static final MethodNum METHOD = new MethodNum(12);

  public static final Codec<DeferredCronEventParams> CODEC =
      Codec.of(
          (out, params) -> {
            out.array(3);
            RawBytes.CODEC.encode(out, params.payload);
            FilterEstimate.CODEC.encode(out, params.rewardSmoothed);
            FilterEstimate.CODEC.encode(out, params.qaPowerSmoothed);
          },
          in -> {
            in.tuple(3);
            return new DeferredCronEventParams(
                RawBytes.CODEC.decode(in),
                FilterEstimate.CODEC.decode(in),
                FilterEstimate.CODEC.decode(in));
          });
}
