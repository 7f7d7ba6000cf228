// SPDX-License-Identifier: Apache-2.0
package io.jfvm.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jfvm.crypto.Hash;
import io.jfvm.proof.Piece;
import io.jfvm.types.Cid;
import io.jfvm.types.ErrorNumber;
import io.jfvm.types.Multicodec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnsealedSectorCidTest {
  private static final long SECTOR = 2048;

  @ParameterizedTest
  @CsvSource({
    "0, 2048",
    "5, 2048",
    "10, 2048",
    "15, 2048",
    "1, 8388608",
    "17, 536870912",
    "8, 34359738368",
    "18, 34359738368",
    "19, 68719476736"
  })
  void proofTypesRepeatTheSectorSizes(long proofType, long bytes) {
    assertThat(UnsealedSectorCid.sectorBytes(proofType)).contains(bytes);
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, 20, Long.MIN_VALUE, Long.MAX_VALUE})
  void otherProofTypesHaveNone(long proofType) {
    assertThat(UnsealedSectorCid.sectorBytes(proofType)).isEmpty();
  }

  @Test
  void sectorOf32GibWithoutDataHasItsWellKnownCid() throws Exception {
    assertThat(UnsealedSectorCid.of(32L << 30, List.of()))
        .isEqualTo(Cid.parse("baga6ea4seaqao7s73y24kcutaosvacpdjgfe5pw76ooefnyqw4ynr3d2y6x2mpq"));
  }

  @Test
  void pieceThatFillsTheSectorIsItsCommitment() throws SyscallException {
    assertThat(UnsealedSectorCid.of(SECTOR, List.of(piece(2048, 7)))).isEqualTo(commitment(7));
  }

  @Test
  void zeroPiecesAreWhatFillsAnyway() throws SyscallException {
    Cid zeros128 = unsealed(zeros(128));
    assertThat(UnsealedSectorCid.of(SECTOR, List.of(new Piece(128, zeros128))))
        .isEqualTo(UnsealedSectorCid.of(SECTOR, List.of()));
  }

  @Test
  void piecesStandAtMultiplesOfTheirSize() throws SyscallException {
    // 128 at 0, zeros, 512 at 512, 1024 at 1024.
    byte[] first = join(join(node(1), zeros(128)), zeros(256));
    byte[] expected = join(join(first, node(2)), node(3));
    assertThat(UnsealedSectorCid.of(SECTOR, List.of(piece(128, 1), piece(512, 2), piece(1024, 3))))
        .isEqualTo(unsealed(expected));
  }

  @Test
  void restOfTheSectorIsZeros() throws SyscallException {
    byte[] expected = join(join(join(node(1), node(2)), zeros(512)), zeros(1024));
    assertThat(UnsealedSectorCid.of(SECTOR, List.of(piece(256, 1), piece(256, 2))))
        .isEqualTo(unsealed(expected));
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 64, 127, 129, 384, 4096, Long.MIN_VALUE, -1})
  void sizesThatAreNoPiecesAreRefused(long size) {
    assertIllegal(List.of(piece(size, 1)));
  }

  @Test
  void moreThanTheSectorIsRefused() {
    assertIllegal(List.of(piece(2048, 1), piece(128, 2)));
    assertIllegal(List.of(piece(1024, 1), piece(1024, 2), piece(1024, 3)));
    assertIllegal(List.of(piece(2048, 1), piece(2048, 2), piece(2048, 3)));
    // The second does not fit behind the first at a multiple of its size.
    assertIllegal(List.of(piece(128, 1), piece(2048, 2)));
    List<Piece> many = new ArrayList<>();
    for (int i = 0; i < 17; i++) {
      many.add(piece(128, i));
    }
    assertIllegal(many);
  }

  @Test
  void cidsThatAreNoPieceCommitmentsAreRefused() {
    assertIllegal(List.of(new Piece(128, Cid.ofDagCbor(new byte[1]))));
    assertIllegal(
        List.of(
            new Piece(
                128,
                Cid.of(
                    Multicodec.COMMITMENT_SEALED,
                    Multicodec.POSEIDON_BLS12_381_A1_FC1,
                    new byte[32]))));
    assertIllegal(
        List.of(
            new Piece(
                128,
                Cid.of(
                    Multicodec.COMMITMENT_UNSEALED,
                    Multicodec.SHA2_256_TRUNC254_PADDED,
                    new byte[31]))));
  }

  private static void assertIllegal(List<Piece> pieces) {
    assertThatThrownBy(() -> UnsealedSectorCid.of(SECTOR, pieces))
        .isInstanceOfSatisfying(
            SyscallException.class,
            e -> assertThat(e.error()).isEqualTo(ErrorNumber.ILLEGAL_ARGUMENT));
  }

  private static Piece piece(long size, int filler) {
    return new Piece(size, commitment(filler));
  }

  private static Cid commitment(int filler) {
    return unsealed(node(filler));
  }

  private static Cid unsealed(byte[] node) {
    return Cid.of(Multicodec.COMMITMENT_UNSEALED, Multicodec.SHA2_256_TRUNC254_PADDED, node);
  }

  private static byte[] node(int filler) {
    byte[] node = new byte[32];
    Arrays.fill(node, (byte) filler);
    return node;
  }

  private static byte[] zeros(int size) {
    return size == 32 ? new byte[32] : join(zeros(size / 2), zeros(size / 2));
  }

  private static byte[] join(byte[] left, byte[] right) {
    byte[] both = Arrays.copyOf(left, 64);
    System.arraycopy(right, 0, both, 32, 32);
    byte[] digest = Hash.SHA2_256.digest(both);
    digest[31] &= 0x3f;
    return digest;
  }
}
