// SPDX-License-Identifier: Apache-2.0
package io.jfvm.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.jfvm.encoding.Codec;
import io.jfvm.types.Cid;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProofCodecsTest {
  private static final Cid CID = Cid.ofDagCbor(new byte[] {1});
  private static final String LINK = "d82a5827" + "00" + HexFormat.of().formatHex(CID.toBytes());
  private static final byte[] BYTES = {5, 6};

  @Test
  void recordsStandAsTheReferencesTuples() throws Exception {
    assertStandsAs(Piece.LIST_CODEC, List.of(new Piece(128, CID)), "8182" + "1880" + LINK);
    assertStandsAs(
        SealProof.CODEC,
        new SealProof(8, new SectorId(101, 3), List.of(7L), BYTES, BYTES, BYTES, CID, CID),
        "88" + "08" + "82186503" + "8107" + "420506" + "420506" + "420506" + LINK + LINK);
    assertStandsAs(
        AggregateSealProof.CODEC,
        new AggregateSealProof(
            101, 8, 1, BYTES, List.of(new AggregateSealProof.Seal(3, BYTES, BYTES, CID, CID))),
        "85" + "1865" + "08" + "01" + "420506" + "81" + "85" + "03" + "420506420506" + LINK + LINK);
    assertStandsAs(
        WindowPostProof.CODEC,
        new WindowPostProof(
            BYTES,
            List.of(new WindowPostProof.Proof(13, BYTES)),
            List.of(new WindowPostProof.Sector(8, 3, CID)),
            101),
        "84" + "420506" + "81820d420506" + "81830803" + LINK + "1865");
    assertStandsAs(
        ReplicaUpdateProof.CODEC,
        new ReplicaUpdateProof(-1, CID, CID, CID, new byte[] {5, (byte) 0xff}),
        "85" + "20" + LINK + LINK + LINK + "820518ff");
  }

  private static <T> void assertStandsAs(Codec<T> codec, T value, String hex) throws Exception {
    assertThat(HexFormat.of().formatHex(codec.toBytes(value))).isEqualTo(hex);
    T decoded = codec.fromBytes(HexFormat.of().parseHex(hex));
    assertThat(HexFormat.of().formatHex(codec.toBytes(decoded))).isEqualTo(hex);
  }
}
