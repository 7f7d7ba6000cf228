// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.miner;

import io.jfvm.builtin.RawBytes;
import io.jfvm.encoding.Codec;
import io.jfvm.encoding.Codecs;
import io.jfvm.types.ChainEpoch;
import io.jfvm.types.Cid;
import io.jfvm.types.MethodNum;
import java.util.List;

/**
 * How a miner tells other actors that sectors hold data of theirs: a list of sectors goes out; for
 * each of them, and each of its pieces, comes back whether the receiver accepts.
 *
 * <p>Source: builtin-actors {@code actors/miner/src/types.rs}.
 */
public final class SectorContentChanged {
  private static final Codec<List<PieceChange>> LIST_OF_PIECE_CHANGE =
      Codecs.listOf(PieceChange.CODEC);

  /** The receiver's method. */
  public static final MethodNum METHOD = MethodNum.ofName("SectorContentChanged");

  /** The parameters, not wrapped in an array. */
  public static final Codec<List<SectorChanges>> PARAMS = Codecs.listOf(SectorChanges.CODEC);

  /** What the receiver returns: per sector and piece, whether it accepts. */
  public static final Codec<List<List<Boolean>>> RETURNED =
      Codecs.listOf(Codecs.listOf(Codecs.BOOL));

  private SectorContentChanged() {}

  /**
   * Pieces added to a sector.
   *
   * @param sector u64
   * @param minimumCommitmentEpoch until when the sector holds them at least
   */
  public record SectorChanges(
      long sector, ChainEpoch minimumCommitmentEpoch, List<PieceChange> added) {
    public static final Codec<SectorChanges> CODEC =
        Codec.of(
            (out, value) -> {
              out.array(3).u64(value.sector);
              ChainEpoch.CODEC.encode(out, value.minimumCommitmentEpoch);
              LIST_OF_PIECE_CHANGE.encode(out, value.added);
            },
            in -> {
              in.tuple(3);
              return new SectorChanges(
                  in.u64(), ChainEpoch.CODEC.decode(in), LIST_OF_PIECE_CHANGE.decode(in));
            });

    public SectorChanges {
      added = List.copyOf(added);
    }
  }

  /**
   * A piece of data in a sector.
   *
   * @param data its commitment
   * @param size padded, in bytes, u64
   * @param payload what the receiver knows it by
   */
  public record PieceChange(Cid data, long size, RawBytes payload) {
    public static final Codec<PieceChange> CODEC =
        Codec.of(
            (out, value) -> {
              out.array(3);
              Cid.CODEC.encode(out, value.data);
              out.u64(value.size);
              RawBytes.CODEC.encode(out, value.payload);
            },
            in -> {
              in.tuple(3);
              return new PieceChange(Cid.CODEC.decode(in), in.u64(), RawBytes.CODEC.decode(in));
            });
  }
}
