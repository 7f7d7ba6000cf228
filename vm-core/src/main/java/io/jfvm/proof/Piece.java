// SPDX-License-Identifier: Apache-2.0
package io.jfvm.proof;

import io.jfvm.encoding.Codec;
import io.jfvm.encoding.Codecs;
import io.jfvm.types.Cid;
import java.util.List;

/**
 * A piece of data in a sector. Source: ref-fvm {@code shared/src/piece/mod.rs} (PieceInfo).
 *
 * @param paddedSize in bytes, u64
 * @param cid the unsealed commitment of its data
 */
public record Piece(long paddedSize, Cid cid) {
  public static final Codec<Piece> CODEC =
      Codec.of(
          (out, piece) -> {
            out.array(2).u64(piece.paddedSize);
            Cid.CODEC.encode(out, piece.cid);
          },
          in -> {
            in.tuple(2);
            return new Piece(in.u64(), Cid.CODEC.decode(in));
          });

  public static final Codec<List<Piece>> LIST_CODEC = Codecs.listOf(CODEC);
}
