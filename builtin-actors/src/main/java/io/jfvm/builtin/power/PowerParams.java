// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.power;

import io.jfvm.builtin.RawBytes;
import io.jfvm.builtin.math.FilterEstimate;
import io.jfvm.encoding.Codec;
import io.jfvm.encoding.Codecs;
import io.jfvm.types.Address;
import io.jfvm.types.ChainEpoch;
import io.jfvm.types.TokenAmount;
import java.math.BigInteger;
import java.util.List;

/** What the Power actor's methods take and return. Powers are in bytes. */
public final class PowerParams {
  private PowerParams() {}

  /**
   * The provider to make.
   *
   * @param windowPostProofType number of the registered proof, i64
   */
  public record CreateMiner(
      Address owner,
      Address worker,
      long windowPostProofType,
      RawBytes peer,
      List<RawBytes> multiaddrs) {
    private static final Codec<List<RawBytes>> MULTIADDRS = Codecs.listOf(RawBytes.CODEC);

    public static final Codec<CreateMiner> CODEC =
        Codec.of(
            (out, params) -> {
              out.array(5);
              Address.CODEC.encode(out, params.owner);
              Address.CODEC.encode(out, params.worker);
              out.i64(params.windowPostProofType);
              RawBytes.CODEC.encode(out, params.peer);
              MULTIADDRS.encode(out, params.multiaddrs);
            },
            in -> {
              in.tuple(5);
              return new CreateMiner(
                  Address.CODEC.decode(in),
                  Address.CODEC.decode(in),
                  in.i64(),
                  RawBytes.CODEC.decode(in),
                  MULTIADDRS.decode(in));
            });

    public CreateMiner {
      multiaddrs = List.copyOf(multiaddrs);
    }
  }

  /** How a provider's power changes. */
  public record UpdateClaimedPower(BigInteger rawByteDelta, BigInteger qualityAdjustedDelta) {
    public static final Codec<UpdateClaimedPower> CODEC =
        Codec.of(
            (out, params) ->
                out.array(2).bigInt(params.rawByteDelta).bigInt(params.qualityAdjustedDelta),
            in -> {
              in.tuple(2);
              return new UpdateClaimedPower(in.bigInt(), in.bigInt());
            });
  }

  /** When the caller wants to be called, and with what. */
  public record EnrollCronEvent(ChainEpoch eventEpoch, RawBytes payload) {
    public static final Codec<EnrollCronEvent> CODEC =
        Codec.of(
            (out, params) -> {
              out.array(2);
              ChainEpoch.CODEC.encode(out, params.eventEpoch);
              RawBytes.CODEC.encode(out, params.payload);
            },
            in -> {
              in.tuple(2);
              return new EnrollCronEvent(ChainEpoch.CODEC.decode(in), RawBytes.CODEC.decode(in));
            });
  }

  /** The network as it stood when the epoch began; see {@link PowerState} for the ramp. */
  public record CurrentTotalPower(
      BigInteger rawBytePower,
      BigInteger qualityAdjPower,
      TokenAmount pledgeCollateral,
      FilterEstimate qualityAdjPowerSmoothed,
      ChainEpoch rampStartEpoch,
      long rampDurationEpochs) {
    public static final Codec<CurrentTotalPower> CODEC =
        Codec.of(
            (out, power) -> {
              out.array(6).bigInt(power.rawBytePower).bigInt(power.qualityAdjPower);
              TokenAmount.CODEC.encode(out, power.pledgeCollateral);
              FilterEstimate.CODEC.encode(out, power.qualityAdjPowerSmoothed);
              ChainEpoch.CODEC.encode(out, power.rampStartEpoch);
              out.u64(power.rampDurationEpochs);
            },
            in -> {
              in.tuple(6);
              return new CurrentTotalPower(
                  in.bigInt(),
                  in.bigInt(),
                  TokenAmount.CODEC.decode(in),
                  FilterEstimate.CODEC.decode(in),
                  ChainEpoch.CODEC.decode(in),
                  in.u64());
            });
  }

  /** A provider's power, and whether it counts for consensus. */
  public record MinerRawPower(BigInteger rawBytePower, boolean meetsConsensusMinimum) {
    public static final Codec<MinerRawPower> CODEC =
        Codec.of(
            (out, power) ->
                out.array(2).bigInt(power.rawBytePower).bool(power.meetsConsensusMinimum),
            in -> {
              in.tuple(2);
              return new MinerRawPower(in.bigInt(), in.bool());
            });
  }

  /** A provider's power, as such and adjusted for quality. */
  public record MinerPower(BigInteger rawBytePower, BigInteger qualityAdjPower) {
    public static final Codec<MinerPower> CODEC =
        Codec.of(
            (out, power) -> out.array(2).bigInt(power.rawBytePower).bigInt(power.qualityAdjPower),
            in -> {
              in.tuple(2);
              return new MinerPower(in.bigInt(), in.bigInt());
            });
  }
}
