// SPDX-License-Identifier: Apache-2.0
package io.jfvm.examples.datadao;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jfvm.crypto.Hash;
import io.jfvm.types.Cid;
import io.jfvm.types.Multicodec;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class PieceCommitmentTest {

  @Test
  void zerosHaveTheWellKnownCommitment() {
    assertThat(PieceCommitment.of(new byte[0], 2048))
        .hasToString("baga6ea4seaqpy7usqklokfx2vxuynmupslkeutzexe2uqurdg5vhtebhxqmpqmy");
  }

  @Test
  void twoBitsOfEachNodeStayZero() {
    byte[] ones = new byte[PieceCommitment.DATA_BYTES];
    Arrays.fill(ones, (byte) 0xff);
    byte[] node = new byte[32];
    Arrays.fill(node, (byte) 0xff);
    node[31] = 0x3f;

    byte[] pair = parent(node, node);

    assertThat(PieceCommitment.of(ones, PieceCommitment.PADDED_BYTES))
        .isEqualTo(
            Cid.of(
                Multicodec.COMMITMENT_UNSEALED,
                Multicodec.SHA2_256_TRUNC254_PADDED,
                parent(pair, pair)));
  }

  @Test
  void bitsAreTakenFromTheLowestOn() {
    byte[] data = new byte[PieceCommitment.DATA_BYTES];
    data[31] = (byte) 0x40; // bit 254, the first of the second node
    byte[] zeros = new byte[32];
    byte[] one = new byte[32];
    one[0] = 1;

    assertThat(PieceCommitment.of(data, PieceCommitment.PADDED_BYTES))
        .isEqualTo(
            Cid.of(
                Multicodec.COMMITMENT_UNSEALED,
                Multicodec.SHA2_256_TRUNC254_PADDED,
                parent(parent(zeros, one), parent(zeros, zeros))));
  }

  @Test
  void tooMuchDataIsRefused() {
    assertThatThrownBy(() -> PieceCommitment.of(new byte[128], 128))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("128 bytes in a piece that holds 127");
  }

  private static byte[] parent(byte[] left, byte[] right) {
    byte[] both = Arrays.copyOf(left, 64);
    System.arraycopy(right, 0, both, 32, 32);
    byte[] hash = Hash.SHA2_256.digest(both);
    hash[31] &= 0x3f;
    return hash;
  }
}
