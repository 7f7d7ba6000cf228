// SPDX-License-Identifier: Apache-2.0
package io.jfvm.examples.datadao;

import io.jfvm.crypto.Hash;
import io.jfvm.types.Cid;
import io.jfvm.types.Multicodec;
import java.util.Arrays;

/**
 * Names data as storage deals do (CommP): the root of a binary tree of hashes over the data, which
 * is first spread so that each 32 bytes are a number below 2^254.
 */
final class PieceCommitment {
  /** So many bytes become {@link #PADDED_BYTES}. */
  static final int DATA_BYTES = 127;

  static final int PADDED_BYTES = 128;

  private static final int NODE_BYTES = 32;
  private static final int NODE_BITS = 254;
  private static final int LAST_BYTE_MASK = 0x3f;

  private PieceCommitment() {}

  /**
   * The CID of a piece.
   *
   * @param data zeros fill it up
   * @param pieceSize padded, in bytes: a power of two from 128
   * @throws IllegalArgumentException if it is too small for the data
   */
  static Cid of(byte[] data, int pieceSize) {
    int room = pieceSize / PADDED_BYTES * DATA_BYTES;
    if (data.length > room) {
      throw new IllegalArgumentException(data.length + " bytes in a piece that holds " + room);
    }
    byte[] nodes = spread(Arrays.copyOf(data, room), pieceSize);
    while (nodes.length > NODE_BYTES) {
      byte[] parents = new byte[nodes.length / 2];
      for (int at = 0; at < parents.length; at += NODE_BYTES) {
        byte[] hash = Hash.SHA2_256.digest(Arrays.copyOfRange(nodes, 2 * at, 2 * at + 64));
        hash[NODE_BYTES - 1] &= LAST_BYTE_MASK;
        System.arraycopy(hash, 0, parents, at, NODE_BYTES);
      }
      nodes = parents;
    }
    return Cid.of(Multicodec.COMMITMENT_UNSEALED, Multicodec.SHA2_256_TRUNC254_PADDED, nodes);
  }

  /** Two zero bits behind each 254, the lowest bit of a byte being the first. */
  private static byte[] spread(byte[] data, int pieceSize) {
    byte[] padded = new byte[pieceSize];
    for (int bit = 0; bit < data.length * Byte.SIZE; bit++) {
      if ((data[bit / Byte.SIZE] >> bit % Byte.SIZE & 1) == 1) {
        int target = bit + bit / NODE_BITS * 2;
        padded[target / Byte.SIZE] |= (byte) (1 << target % Byte.SIZE);
      }
    }
    return padded;
  }
}
