// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.market;

import io.jfvm.encoding.Codec;
import io.jfvm.types.ChainEpoch;

/**
 * What became of a deal since a sector holds it. Epochs are -1 if it has not happened.
 *
 * @param sectorNumber of its provider, u64
 * @param sectorStartEpoch when the deal was activated
 * @param lastUpdatedEpoch until when it was paid
 * @param slashEpoch when it was terminated
 */
public record DealState(
    long sectorNumber,
    ChainEpoch sectorStartEpoch,
    ChainEpoch lastUpdatedEpoch,
    ChainEpoch slashEpoch) {
  /** Stands for what has not happened. */
  static final ChainEpoch NEVER = new ChainEpoch(-1);

  public static final Codec<DealState> CODEC =
      Codec.of(
          (out, state) -> {
            out.array(4).u64(state.sectorNumber);
            ChainEpoch.CODEC.encode(out, state.sectorStartEpoch);
            ChainEpoch.CODEC.encode(out, state.lastUpdatedEpoch);
            ChainEpoch.CODEC.encode(out, state.slashEpoch);
          },
          in -> {
            in.tuple(4);
            return new DealState(
                in.u64(),
                ChainEpoch.CODEC.decode(in),
                ChainEpoch.CODEC.decode(in),
                ChainEpoch.CODEC.decode(in));
          });

  /** Of a deal activated now. */
  static DealState activated(long sectorNumber, ChainEpoch epoch) {
    return new DealState(sectorNumber, epoch, NEVER, NEVER);
  }

  DealState updatedAt(ChainEpoch epoch) {
    return new DealState(sectorNumber, sectorStartEpoch, epoch, slashEpoch);
  }

  DealState slashedAt(ChainEpoch epoch) {
    return new DealState(sectorNumber, sectorStartEpoch, lastUpdatedEpoch, epoch);
  }

  boolean isUpdated() {
    return !lastUpdatedEpoch.equals(NEVER);
  }

  boolean isSlashed() {
    return !slashEpoch.equals(NEVER);
  }
}
