// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.miner;

import io.jfvm.actor.Exits;
import io.jfvm.builtin.sector.SealProofs;
import io.jfvm.builtin.sector.SectorSize;
import io.jfvm.crypto.Hash;
import io.jfvm.types.Cid;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * Commitments to the data of sectors (CommD) and to their replicas (CommR). In a state, the
 * commitment to zeros is written as none.
 *
 * <p>Source: builtin-actors {@code actors/miner/src/commd.rs}, {@code policy.rs}.
 */
public final class Commd {
  private static final long UNSEALED = 0xf101;
  private static final long SHA2_256_TRUNC254_PADDED = 0x1012;
  private static final long SEALED = 0xf102;
  private static final long POSEIDON_BLS12_381_A1_FC1 = 0xb401;
  private static final int BYTES = 32;

  /** Of the last byte of a node, whose two highest bits are zero. */
  private static final int LAST_BYTE_MASK = 0x3f;

  private static final Map<SectorSize, Cid> ZEROS = zeros();

  private Commd() {}

  /** The root of a tree of zeros over the nodes of each sector size. */
  private static Map<SectorSize, Cid> zeros() {
    Map<SectorSize, Cid> zeros = new EnumMap<>(SectorSize.class);
    byte[] node = new byte[BYTES];
    long size = BYTES;
    for (SectorSize sector : SectorSize.values()) {
      for (; size < sector.bytes(); size *= 2) {
        byte[] pair = new byte[2 * BYTES];
        System.arraycopy(node, 0, pair, 0, BYTES);
        System.arraycopy(node, 0, pair, BYTES, BYTES);
        node = Hash.SHA2_256.digest(pair);
        node[BYTES - 1] &= LAST_BYTE_MASK;
      }
      zeros.put(sector, Cid.of(UNSEALED, SHA2_256_TRUNC254_PADDED, node));
    }
    return zeros;
  }

  /**
   * The commitment itself.
   *
   * @param compact absent for zeros
   * @throws io.jfvm.actor.ActorException ILLEGAL_ARGUMENT if zeros of an unknown seal proof are
   *     asked for
   */
  public static Cid of(Optional<Cid> compact, long sealProof) {
    return compact.orElseGet(
        () ->
            ZEROS.get(
                SealProofs.sizeOf(sealProof)
                    .orElseThrow(() -> Exits.illegalArgument("unknown seal proof " + sealProof))));
  }

  /** Whether a CID has the form of a CommD. */
  public static boolean isUnsealedSector(Cid cid) {
    return has(cid, UNSEALED, SHA2_256_TRUNC254_PADDED);
  }

  /** Whether a CID has the form of a CommR. */
  public static boolean isSealedSector(Cid cid) {
    return has(cid, SEALED, POSEIDON_BLS12_381_A1_FC1);
  }

  private static boolean has(Cid cid, long codec, long hash) {
    return cid.codec() == codec && cid.hash() == hash && cid.digestLength() == BYTES;
  }
}
