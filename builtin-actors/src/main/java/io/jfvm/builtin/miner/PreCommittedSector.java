// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.miner;

import io.jfvm.encoding.Codec;
import io.jfvm.types.ChainEpoch;
import io.jfvm.types.TokenAmount;

/**
 * A sector pre-committed and not proven yet.
 *
 * <p>Source: builtin-actors {@code actors/miner/src/types.rs} (SectorPreCommitOnChainInfo).
 *
 * @param deposit burnt if it is not proven in time
 * @param epoch of the pre-commitment
 */
public record PreCommittedSector(SectorPreCommit sector, TokenAmount deposit, ChainEpoch epoch) {
  public static final Codec<PreCommittedSector> CODEC =
      Codec.of(
          (out, value) -> {
            out.array(3);
            SectorPreCommit.CODEC.encode(out, value.sector);
            TokenAmount.CODEC.encode(out, value.deposit);
            ChainEpoch.CODEC.encode(out, value.epoch);
          },
          in -> {
            in.tuple(3);
            return new PreCommittedSector(
                SectorPreCommit.CODEC.decode(in),
                TokenAmount.CODEC.decode(in),
                ChainEpoch.CODEC.decode(in));
          });
}
