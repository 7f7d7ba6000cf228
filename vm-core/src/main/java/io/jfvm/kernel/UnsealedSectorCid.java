// SPDX-License-Identifier: Apache-2.0
package io.jfvm.kernel;

import io.jfvm.crypto.Hash;
import io.jfvm.proof.Piece;
import io.jfvm.types.Cid;
import io.jfvm.types.ErrorNumber;
import io.jfvm.types.Multicodec;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Computes the commitment to a sector's data (CommD) from those to its pieces: the root of the
 * binary tree in which each piece stands at the next multiple of its own size and zeros fill the
 * rest.
 *
 * <p>Source: ref-fvm {@code fvm/src/kernel/filecoin.rs}; the tree: rust-fil-proofs {@code
 * filecoin-proofs/src/pieces.rs}.
 */
final class UnsealedSectorCid {
  private static final int NODE_BYTES = 32;
  private static final int NODE_BITS = 5;
  private static final long MIN_PIECE_BYTES = 128;

  /** Sector sizes in the order proof types repeat them. */
  private static final long[] SECTOR_BYTES = {2L << 10, 8L << 20, 512L << 20, 32L << 30, 64L << 30};

  /** Seal proof types: interactive, the same without padding waste, synthetic, non-interactive. */
  private static final long SEAL_PROOF_TYPES = 20;

  /** Commitments to zeros: at index i of 32 * 2^i bytes. */
  private static final byte[][] ZEROS = zeros();

  private final Deque<Node> stack = new ArrayDeque<>();

  /** A subtree: its size in bytes and its root. */
  private record Node(long size, byte[] commitment) {}

  private UnsealedSectorCid() {}

  /** The size of the sectors of a registered seal proof, if there is such a proof. */
  static Optional<Long> sectorBytes(long sealProofType) {
    return sealProofType < 0 || sealProofType >= SEAL_PROOF_TYPES
        ? Optional.empty()
        : Optional.of(SECTOR_BYTES[(int) (sealProofType % SECTOR_BYTES.length)]);
  }

  /** The commitment, or ILLEGAL_ARGUMENT if the pieces do not make up such a sector. */
  static Cid of(long sectorBytes, List<Piece> pieces) throws SyscallException {
    UnsealedSectorCid tree = new UnsealedSectorCid();
    long filled = 0;
    for (Piece piece : pieces) {
      long size = piece.paddedSize();
      if (size < MIN_PIECE_BYTES || Long.bitCount(size) != 1 || size > sectorBytes) {
        throw illegal("piece of " + Long.toUnsignedString(size) + " bytes");
      }
      filled = tree.pad(filled, size);
      tree.push(new Node(size, commitment(piece.cid())));
      filled += size;
    }
    if (pieces.isEmpty()) {
      tree.push(zeros(sectorBytes));
    } else if (tree.pad(filled, sectorBytes) > sectorBytes) {
      throw illegal("pieces take more than the " + sectorBytes + " bytes of the sector");
    }
    return Cid.of(
        Multicodec.COMMITMENT_UNSEALED,
        Multicodec.SHA2_256_TRUNC254_PADDED,
        tree.stack.pop().commitment);
  }

  /** Adds zeros up to the next multiple of a size, the smallest first. */
  private long pad(long filled, long size) {
    long missing = -filled & (size - 1);
    long at = filled;
    while (missing != 0) {
      long zeros = Long.lowestOneBit(missing);
      push(zeros(zeros));
      at += zeros;
      missing ^= zeros;
    }
    return at;
  }

  private void push(Node added) {
    Node node = added;
    while (!stack.isEmpty() && stack.peek().size == node.size) {
      node = new Node(2 * node.size, join(stack.pop().commitment, node.commitment));
    }
    stack.push(node);
  }

  private static byte[] commitment(Cid cid) throws SyscallException {
    if (cid.codec() != Multicodec.COMMITMENT_UNSEALED
        || cid.hash() != Multicodec.SHA2_256_TRUNC254_PADDED
        || cid.digestLength() != NODE_BYTES) {
      throw illegal(cid + " is no commitment to a piece");
    }
    return cid.digest();
  }

  private static Node zeros(long size) {
    return new Node(size, ZEROS[Long.numberOfTrailingZeros(size) - NODE_BITS]);
  }

  private static byte[][] zeros() {
    long largest = SECTOR_BYTES[SECTOR_BYTES.length - 1];
    byte[][] levels = new byte[Long.numberOfTrailingZeros(largest) - NODE_BITS + 1][];
    levels[0] = new byte[NODE_BYTES];
    for (int i = 1; i < levels.length; i++) {
      levels[i] = join(levels[i - 1], levels[i - 1]);
    }
    return levels;
  }

  /** sha2-256 of both, cut to 254 bits so that it is an element of the field. */
  private static byte[] join(byte[] left, byte[] right) {
    byte[] both = Arrays.copyOf(left, 2 * NODE_BYTES);
    System.arraycopy(right, 0, both, NODE_BYTES, NODE_BYTES);
    byte[] digest = Hash.SHA2_256.digest(both);
    digest[NODE_BYTES - 1] &= 0x3f;
    return digest;
  }

  private static SyscallException illegal(String what) {
    return new SyscallException(ErrorNumber.ILLEGAL_ARGUMENT, "sector data: " + what);
  }
}
