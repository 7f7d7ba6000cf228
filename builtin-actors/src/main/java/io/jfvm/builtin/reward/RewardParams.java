// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.reward;

import io.jfvm.builtin.math.FilterEstimate;
import io.jfvm.encoding.Codec;
import io.jfvm.encoding.Codecs;
import io.jfvm.types.Address;
import io.jfvm.types.TokenAmount;
import java.math.BigInteger;
import java.util.Optional;

/** What the Reward actor's methods take and return. */
public final class RewardParams {
  /** The network's power in bytes, which must be there. Not wrapped in an array. */
  public static final Codec<Optional<BigInteger>> REALIZED_POWER = Codecs.optional(Codecs.BIG_INT);

  private RewardParams() {}

  /**
   * A block's reward.
   *
   * @param penalty of which the provider owes a multiple
   * @param gasReward the tips, sent along
   * @param winCount won elections, i64
   */
  public record AwardBlockReward(
      Address miner, TokenAmount penalty, TokenAmount gasReward, long winCount) {
    public static final Codec<AwardBlockReward> CODEC =
        Codec.of(
            (out, params) -> {
              out.array(4);
              Address.CODEC.encode(out, params.miner);
              TokenAmount.CODEC.encode(out, params.penalty);
              TokenAmount.CODEC.encode(out, params.gasReward);
              out.i64(params.winCount);
            },
            in -> {
              in.tuple(4);
              return new AwardBlockReward(
                  Address.CODEC.decode(in),
                  TokenAmount.CODEC.decode(in),
                  TokenAmount.CODEC.decode(in),
                  in.i64());
            });
  }

  /**
   * What this epoch mints, smoothed.
   *
   * @param baselinePower in bytes
   */
  public record ThisEpochReward(FilterEstimate rewardSmoothed, BigInteger baselinePower) {
    public static final Codec<ThisEpochReward> CODEC =
        Codec.of(
            (out, reward) -> {
              out.array(2);
              FilterEstimate.CODEC.encode(out, reward.rewardSmoothed);
              out.bigInt(reward.baselinePower);
            },
            in -> {
              in.tuple(2);
              return new ThisEpochReward(FilterEstimate.CODEC.decode(in), in.bigInt());
            });
  }
}
