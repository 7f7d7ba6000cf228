// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.miner.onboarding;

import io.jfvm.builtin.RawBytes;
import io.jfvm.builtin.math.FilterEstimate;
import io.jfvm.builtin.miner.SectorPreCommit;
import io.jfvm.encoding.Codec;
import io.jfvm.encoding.Codecs;
import io.jfvm.types.ActorId;
import io.jfvm.types.Address;
import io.jfvm.types.ChainEpoch;
import io.jfvm.types.Cid;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

/**
 * What the methods that bring sectors and data in take. Those that prove return a bare {@link
 * io.jfvm.builtin.BatchReturn}. Numbers of sectors, deadlines, partitions, allocations, and sizes
 * are u64; proof types are registered numbers, i64.
 *
 * <p>Source: builtin-actors {@code actors/miner/src/types.rs}.
 */
public final class OnboardingParams {
  private static final Codec<List<SectorPreCommit>> LIST_OF_SECTOR_PRE_COMMIT =
      Codecs.listOf(SectorPreCommit.CODEC);
  private static final Codec<List<SectorActivationManifest>> LIST_OF_SECTOR_ACTIVATION_MANIFEST =
      Codecs.listOf(SectorActivationManifest.CODEC);
  private static final Codec<List<RawBytes>> LIST_OF_RAW_BYTES = Codecs.listOf(RawBytes.CODEC);
  private static final Codec<Optional<Long>> OPTIONAL_INTEGERS = Codecs.optional(Codecs.I64);
  private static final Codec<List<PieceActivationManifest>> LIST_OF_PIECE_ACTIVATION_MANIFEST =
      Codecs.listOf(PieceActivationManifest.CODEC);
  private static final Codec<Optional<VerifiedAllocationKey>> OPTIONAL_VERIFIED_ALLOCATION_KEY =
      Codecs.optional(VerifiedAllocationKey.CODEC);
  private static final Codec<List<DataActivationNotification>>
      LIST_OF_DATA_ACTIVATION_NOTIFICATION = Codecs.listOf(DataActivationNotification.CODEC);
  private static final Codec<List<SectorUpdateManifest>> LIST_OF_SECTOR_UPDATE_MANIFEST =
      Codecs.listOf(SectorUpdateManifest.CODEC);
  private static final Codec<List<SectorNiActivation>> LIST_OF_SECTOR_NI_ACTIVATION =
      Codecs.listOf(SectorNiActivation.CODEC);
  private static final Codec<List<Long>> LIST_OF_NUMBERS = Codecs.listOf(Codecs.U64);

  private OnboardingParams() {}

  /** Sectors to pre-commit. */
  public record PreCommitSectorBatch(List<SectorPreCommit> sectors) {
    public static final Codec<PreCommitSectorBatch> CODEC =
        Codec.of(
            (out, value) -> {
              out.array(1);
              LIST_OF_SECTOR_PRE_COMMIT.encode(out, value.sectors);
            },
            in -> {
              in.tuple(1);
              return new PreCommitSectorBatch(LIST_OF_SECTOR_PRE_COMMIT.decode(in));
            });

    public PreCommitSectorBatch {
      sectors = List.copyOf(sectors);
    }
  }

  /**
   * Pre-committed sectors, their data, and proofs: either one for each, in the order of the
   * activations, or one for all.
   *
   * @param aggregateProof empty if there are sector proofs
   * @param aggregateProofType absent if there are sector proofs
   * @param requireActivationSuccess whether one sector that fails fails all
   * @param requireNotificationSuccess whether one notification that fails fails all
   */
  public record ProveCommitSectors3(
      List<SectorActivationManifest> activations,
      List<RawBytes> sectorProofs,
      RawBytes aggregateProof,
      Optional<Long> aggregateProofType,
      boolean requireActivationSuccess,
      boolean requireNotificationSuccess) {
    public static final Codec<ProveCommitSectors3> CODEC =
        Codec.of(
            (out, value) -> {
              out.array(6);
              LIST_OF_SECTOR_ACTIVATION_MANIFEST.encode(out, value.activations);
              LIST_OF_RAW_BYTES.encode(out, value.sectorProofs);
              RawBytes.CODEC.encode(out, value.aggregateProof);
              OPTIONAL_INTEGERS.encode(out, value.aggregateProofType);
              out.bool(value.requireActivationSuccess).bool(value.requireNotificationSuccess);
            },
            in -> {
              in.tuple(6);
              return new ProveCommitSectors3(
                  LIST_OF_SECTOR_ACTIVATION_MANIFEST.decode(in),
                  LIST_OF_RAW_BYTES.decode(in),
                  RawBytes.CODEC.decode(in),
                  OPTIONAL_INTEGERS.decode(in),
                  in.bool(),
                  in.bool());
            });

    public ProveCommitSectors3 {
      activations = List.copyOf(activations);
      sectorProofs = List.copyOf(sectorProofs);
    }
  }

  /** A sector and its pieces in order; zeros fill the rest. */
  public record SectorActivationManifest(long sectorNumber, List<PieceActivationManifest> pieces) {
    public static final Codec<SectorActivationManifest> CODEC =
        Codec.of(
            (out, value) -> {
              out.array(2).u64(value.sectorNumber);
              LIST_OF_PIECE_ACTIVATION_MANIFEST.encode(out, value.pieces);
            },
            in -> {
              in.tuple(2);
              return new SectorActivationManifest(
                  in.u64(), LIST_OF_PIECE_ACTIVATION_MANIFEST.decode(in));
            });

    public SectorActivationManifest {
      pieces = List.copyOf(pieces);
    }
  }

  /**
   * A piece of a sector.
   *
   * @param cid its commitment
   * @param size padded, in bytes
   * @param verifiedAllocationKey the allocation to claim for it
   * @param notifications whom to tell of it
   */
  public record PieceActivationManifest(
      Cid cid,
      long size,
      Optional<VerifiedAllocationKey> verifiedAllocationKey,
      List<DataActivationNotification> notifications) {
    public static final Codec<PieceActivationManifest> CODEC =
        Codec.of(
            (out, value) -> {
              out.array(4);
              Cid.CODEC.encode(out, value.cid);
              out.u64(value.size);
              OPTIONAL_VERIFIED_ALLOCATION_KEY.encode(out, value.verifiedAllocationKey);
              LIST_OF_DATA_ACTIVATION_NOTIFICATION.encode(out, value.notifications);
            },
            in -> {
              in.tuple(4);
              return new PieceActivationManifest(
                  Cid.CODEC.decode(in),
                  in.u64(),
                  OPTIONAL_VERIFIED_ALLOCATION_KEY.decode(in),
                  LIST_OF_DATA_ACTIVATION_NOTIFICATION.decode(in));
            });

    public PieceActivationManifest {
      notifications = List.copyOf(notifications);
    }
  }

  /** An allocation by its client and number. */
  public record VerifiedAllocationKey(ActorId client, long id) {
    public static final Codec<VerifiedAllocationKey> CODEC =
        Codec.of(
            (out, value) -> {
              out.array(2);
              ActorId.CODEC.encode(out, value.client);
              out.u64(value.id);
            },
            in -> {
              in.tuple(2);
              return new VerifiedAllocationKey(ActorId.CODEC.decode(in), in.u64());
            });
  }

  /** An actor to tell of a piece, and what the piece is to it. */
  public record DataActivationNotification(Address address, RawBytes payload) {
    public static final Codec<DataActivationNotification> CODEC =
        Codec.of(
            (out, value) -> {
              out.array(2);
              Address.CODEC.encode(out, value.address);
              RawBytes.CODEC.encode(out, value.payload);
            },
            in -> {
              in.tuple(2);
              return new DataActivationNotification(
                  Address.CODEC.decode(in), RawBytes.CODEC.decode(in));
            });
  }

  /** Sectors that get data, and proofs as for {@link ProveCommitSectors3}. */
  public record ProveReplicaUpdates3(
      List<SectorUpdateManifest> updates,
      List<RawBytes> sectorProofs,
      RawBytes aggregateProof,
      long updateProofsType,
      Optional<Long> aggregateProofType,
      boolean requireActivationSuccess,
      boolean requireNotificationSuccess) {
    public static final Codec<ProveReplicaUpdates3> CODEC =
        Codec.of(
            (out, value) -> {
              out.array(7);
              LIST_OF_SECTOR_UPDATE_MANIFEST.encode(out, value.updates);
              LIST_OF_RAW_BYTES.encode(out, value.sectorProofs);
              RawBytes.CODEC.encode(out, value.aggregateProof);
              out.i64(value.updateProofsType);
              OPTIONAL_INTEGERS.encode(out, value.aggregateProofType);
              out.bool(value.requireActivationSuccess).bool(value.requireNotificationSuccess);
            },
            in -> {
              in.tuple(7);
              return new ProveReplicaUpdates3(
                  LIST_OF_SECTOR_UPDATE_MANIFEST.decode(in),
                  LIST_OF_RAW_BYTES.decode(in),
                  RawBytes.CODEC.decode(in),
                  in.i64(),
                  OPTIONAL_INTEGERS.decode(in),
                  in.bool(),
                  in.bool());
            });

    public ProveReplicaUpdates3 {
      updates = List.copyOf(updates);
      sectorProofs = List.copyOf(sectorProofs);
    }
  }

  /**
   * A sector that held nothing, where it is, and what it holds from now on.
   *
   * @param newSealedCid CommR
   */
  public record SectorUpdateManifest(
      long sector,
      long deadline,
      long partition,
      Cid newSealedCid,
      List<PieceActivationManifest> pieces) {
    public static final Codec<SectorUpdateManifest> CODEC =
        Codec.of(
            (out, value) -> {
              out.array(5).u64(value.sector).u64(value.deadline).u64(value.partition);
              Cid.CODEC.encode(out, value.newSealedCid);
              LIST_OF_PIECE_ACTIVATION_MANIFEST.encode(out, value.pieces);
            },
            in -> {
              in.tuple(5);
              return new SectorUpdateManifest(
                  in.u64(),
                  in.u64(),
                  in.u64(),
                  Cid.CODEC.decode(in),
                  LIST_OF_PIECE_ACTIVATION_MANIFEST.decode(in));
            });

    public SectorUpdateManifest {
      pieces = List.copyOf(pieces);
    }
  }

  /**
   * Empty sectors sealed without interaction, and one proof for all.
   *
   * @param provingDeadline the index of the deadline that gets them
   */
  public record ProveCommitSectorsNi(
      List<SectorNiActivation> sectors,
      RawBytes aggregateProof,
      long sealProofType,
      long aggregateProofType,
      long provingDeadline,
      boolean requireActivationSuccess) {
    public static final Codec<ProveCommitSectorsNi> CODEC =
        Codec.of(
            (out, value) -> {
              out.array(6);
              LIST_OF_SECTOR_NI_ACTIVATION.encode(out, value.sectors);
              RawBytes.CODEC.encode(out, value.aggregateProof);
              out.i64(value.sealProofType)
                  .i64(value.aggregateProofType)
                  .u64(value.provingDeadline)
                  .bool(value.requireActivationSuccess);
            },
            in -> {
              in.tuple(6);
              return new ProveCommitSectorsNi(
                  LIST_OF_SECTOR_NI_ACTIVATION.decode(in),
                  RawBytes.CODEC.decode(in),
                  in.i64(),
                  in.i64(),
                  in.u64(),
                  in.bool());
            });

    public ProveCommitSectorsNi {
      sectors = List.copyOf(sectors);
    }
  }

  /**
   * A sector sealed without interaction.
   *
   * @param sealingNumber the number it was sealed under
   * @param sealer the miner it was sealed for
   * @param sealedCid CommR
   */
  public record SectorNiActivation(
      long sealingNumber,
      ActorId sealer,
      Cid sealedCid,
      long sectorNumber,
      ChainEpoch sealRandEpoch,
      ChainEpoch expiration) {
    public static final Codec<SectorNiActivation> CODEC =
        Codec.of(
            (out, value) -> {
              out.array(6).u64(value.sealingNumber);
              ActorId.CODEC.encode(out, value.sealer);
              Cid.CODEC.encode(out, value.sealedCid);
              out.u64(value.sectorNumber);
              ChainEpoch.CODEC.encode(out, value.sealRandEpoch);
              ChainEpoch.CODEC.encode(out, value.expiration);
            },
            in -> {
              in.tuple(6);
              return new SectorNiActivation(
                  in.u64(),
                  ActorId.CODEC.decode(in),
                  Cid.CODEC.decode(in),
                  in.u64(),
                  ChainEpoch.CODEC.decode(in),
                  ChainEpoch.CODEC.decode(in));
            });
  }

  /** Pre-committed sectors that count as proven, and the network they are pledged in. */
  public record InternalSectorSetupForPreseal(
      List<Long> sectors,
      FilterEstimate rewardSmoothed,
      BigInteger rewardBaselinePower,
      FilterEstimate qualityAdjPowerSmoothed) {
    public static final Codec<InternalSectorSetupForPreseal> CODEC =
        Codec.of(
            (out, value) -> {
              out.array(4);
              LIST_OF_NUMBERS.encode(out, value.sectors);
              FilterEstimate.CODEC.encode(out, value.rewardSmoothed);
              out.bigInt(value.rewardBaselinePower);
              FilterEstimate.CODEC.encode(out, value.qualityAdjPowerSmoothed);
            },
            in -> {
              in.tuple(4);
              return new InternalSectorSetupForPreseal(
                  LIST_OF_NUMBERS.decode(in),
                  FilterEstimate.CODEC.decode(in),
                  in.bigInt(),
                  FilterEstimate.CODEC.decode(in));
            });

    public InternalSectorSetupForPreseal {
      sectors = List.copyOf(sectors);
    }
  }
}
