// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.miner.proving;

import io.jfvm.builtin.RawBytes;
import io.jfvm.builtin.miner.deadline.DeadlineSectorMap;
import io.jfvm.builtin.miner.deadline.PostPartition;
import io.jfvm.builtin.miner.deadline.ProvingPeriod;
import io.jfvm.encoding.Codec;
import io.jfvm.encoding.Codecs;
import io.jfvm.ipld.bitfield.BitField;
import io.jfvm.proof.WindowPostProof;
import io.jfvm.types.ChainEpoch;
import java.util.List;

/**
 * What the methods that keep, declare, extend and end sectors take and return. Numbers of sectors,
 * deadlines, partitions and claims are u64.
 *
 * <p>Source: builtin-actors {@code actors/miner/src/types.rs}.
 */
public final class ProvingParams {
  private static final Codec<List<PostPartition>> LIST_OF_POST_PARTITION =
      Codecs.listOf(PostPartition.CODEC);
  private static final Codec<List<WindowPostProof.Proof>> LIST_OF_PROOF =
      Codecs.listOf(WindowPostProof.Proof.CODEC);
  private static final Codec<List<SectorDeclaration>> LIST_OF_SECTOR_DECLARATION =
      Codecs.listOf(SectorDeclaration.CODEC);
  private static final Codec<List<ExpirationExtension>> LIST_OF_EXPIRATION_EXTENSION =
      Codecs.listOf(ExpirationExtension.CODEC);
  private static final Codec<List<SectorClaims>> LIST_OF_SECTOR_CLAIMS =
      Codecs.listOf(SectorClaims.CODEC);
  private static final Codec<List<Long>> LIST_OF_NUMBERS = Codecs.listOf(Codecs.U64);

  private ProvingParams() {}

  /**
   * A window PoSt.
   *
   * @param chainCommitEpoch an epoch of the chain the proof is for
   * @param chainCommitRand the randomness of its tickets there
   */
  public record SubmitWindowedPost(
      long deadline,
      List<PostPartition> partitions,
      List<WindowPostProof.Proof> proofs,
      ChainEpoch chainCommitEpoch,
      RawBytes chainCommitRand) {
    public static final Codec<SubmitWindowedPost> CODEC =
        Codec.of(
            (out, value) -> {
              out.array(5).u64(value.deadline);
              LIST_OF_POST_PARTITION.encode(out, value.partitions);
              LIST_OF_PROOF.encode(out, value.proofs);
              ChainEpoch.CODEC.encode(out, value.chainCommitEpoch);
              RawBytes.CODEC.encode(out, value.chainCommitRand);
            },
            in -> {
              in.tuple(5);
              return new SubmitWindowedPost(
                  in.u64(),
                  LIST_OF_POST_PARTITION.decode(in),
                  LIST_OF_PROOF.decode(in),
                  ChainEpoch.CODEC.decode(in),
                  RawBytes.CODEC.decode(in));
            });

    public SubmitWindowedPost {
      partitions = List.copyOf(partitions);
      proofs = List.copyOf(proofs);
    }
  }

  /** A window PoSt said to be invalid. */
  public record DisputeWindowedPost(long deadline, long postIndex) {
    public static final Codec<DisputeWindowedPost> CODEC =
        Codec.of(
            (out, value) -> out.array(2).u64(value.deadline).u64(value.postIndex),
            in -> {
              in.tuple(2);
              return new DisputeWindowedPost(in.u64(), in.u64());
            });
  }

  /** Sectors declared faulty, recovered, or to be terminated. */
  public record SectorDeclarations(List<SectorDeclaration> declarations) {
    public static final Codec<SectorDeclarations> CODEC =
        Codec.of(
            (out, value) -> {
              out.array(1);
              LIST_OF_SECTOR_DECLARATION.encode(out, value.declarations);
            },
            in -> {
              in.tuple(1);
              return new SectorDeclarations(LIST_OF_SECTOR_DECLARATION.decode(in));
            });

    public SectorDeclarations {
      declarations = List.copyOf(declarations);
    }

    /**
     * The sectors by deadline and partition.
     *
     * @throws io.jfvm.actor.ActorException ILLEGAL_ARGUMENT if a deadline is none, or there are too
     *     many partitions or sectors
     */
    DeadlineSectorMap checked() {
      DeadlineSectorMap map = new DeadlineSectorMap();
      for (SectorDeclaration one : declarations) {
        map.add(one.deadline, one.partition, one.sectors);
      }
      map.check(ProvingPeriod.MAX_ADDRESSED_PARTITIONS, ProvingPeriod.MAX_ADDRESSED_SECTORS);
      return map;
    }
  }

  /** Sectors of a partition. */
  public record SectorDeclaration(long deadline, long partition, BitField sectors) {
    public static final Codec<SectorDeclaration> CODEC =
        Codec.of(
            (out, value) -> {
              out.array(3).u64(value.deadline).u64(value.partition);
              BitField.CODEC.encode(out, value.sectors);
            },
            in -> {
              in.tuple(3);
              return new SectorDeclaration(in.u64(), in.u64(), BitField.CODEC.decode(in));
            });
  }

  /** Whether no terminated sector is left to be settled. */
  public record TerminationProgress(boolean done) {
    public static final Codec<TerminationProgress> CODEC =
        Codec.of(
            (out, value) -> out.array(1).bool(value.done),
            in -> {
              in.tuple(1);
              return new TerminationProgress(in.bool());
            });
  }

  /** Sectors to live longer. */
  public record ExtendSectorExpiration2(List<ExpirationExtension> extensions) {
    public static final Codec<ExtendSectorExpiration2> CODEC =
        Codec.of(
            (out, value) -> {
              out.array(1);
              LIST_OF_EXPIRATION_EXTENSION.encode(out, value.extensions);
            },
            in -> {
              in.tuple(1);
              return new ExtendSectorExpiration2(LIST_OF_EXPIRATION_EXTENSION.decode(in));
            });

    public ExtendSectorExpiration2 {
      extensions = List.copyOf(extensions);
    }
  }

  /**
   * Sectors of a partition, and when they expire from now on.
   *
   * @param sectors those without claims
   */
  public record ExpirationExtension(
      long deadline,
      long partition,
      BitField sectors,
      List<SectorClaims> sectorsWithClaims,
      ChainEpoch newExpiration) {
    public static final Codec<ExpirationExtension> CODEC =
        Codec.of(
            (out, value) -> {
              out.array(5).u64(value.deadline).u64(value.partition);
              BitField.CODEC.encode(out, value.sectors);
              LIST_OF_SECTOR_CLAIMS.encode(out, value.sectorsWithClaims);
              ChainEpoch.CODEC.encode(out, value.newExpiration);
            },
            in -> {
              in.tuple(5);
              return new ExpirationExtension(
                  in.u64(),
                  in.u64(),
                  BitField.CODEC.decode(in),
                  LIST_OF_SECTOR_CLAIMS.decode(in),
                  ChainEpoch.CODEC.decode(in));
            });

    public ExpirationExtension {
      sectorsWithClaims = List.copyOf(sectorsWithClaims);
    }
  }

  /** A sector, and which claims on it to keep and to give up. */
  public record SectorClaims(long sectorNumber, List<Long> maintainClaims, List<Long> dropClaims) {
    public static final Codec<SectorClaims> CODEC =
        Codec.of(
            (out, value) -> {
              out.array(3).u64(value.sectorNumber);
              LIST_OF_NUMBERS.encode(out, value.maintainClaims);
              LIST_OF_NUMBERS.encode(out, value.dropClaims);
            },
            in -> {
              in.tuple(3);
              return new SectorClaims(
                  in.u64(), LIST_OF_NUMBERS.decode(in), LIST_OF_NUMBERS.decode(in));
            });

    public SectorClaims {
      maintainClaims = List.copyOf(maintainClaims);
      dropClaims = List.copyOf(dropClaims);
    }
  }

  /** Partitions of a deadline to rid of terminated sectors. */
  public record CompactPartitions(long deadline, BitField partitions) {
    public static final Codec<CompactPartitions> CODEC =
        Codec.of(
            (out, value) -> {
              out.array(2).u64(value.deadline);
              BitField.CODEC.encode(out, value.partitions);
            },
            in -> {
              in.tuple(2);
              return new CompactPartitions(in.u64(), BitField.CODEC.decode(in));
            });
  }
}
