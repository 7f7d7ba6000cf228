// SPDX-License-Identifier: Apache-2.0
package io.jfvm.ipld;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jfvm.crypto.Hash;
import io.jfvm.encoding.Codec;
import io.jfvm.encoding.Codecs;
import io.jfvm.types.Cid;
import io.jfvm.types.Multicodec;
import java.util.List;
import org.junit.jupiter.api.Test;

class BufferedBlockstoreTest {
  private static final Codec<List<Cid>> LINKS = Codecs.listOf(Cid.CODEC);

  private final RecordingBlockstore base = new RecordingBlockstore();
  private final BufferedBlockstore buffer = new BufferedBlockstore(base);

  @Test
  void onlyWhatTheRootReachesMoves() {
    Cid leaf = buffer.put(Multicodec.RAW, new byte[] {1});
    Cid opaque = buffer.put(Multicodec.CBOR, LINKS.toBytes(List.of(leaf)));
    Cid orphan = buffer.save(Codecs.U64, 27L);
    Cid inner = buffer.save(LINKS, List.of(leaf, leaf));
    Cid root = buffer.save(LINKS, List.of(inner, opaque, inner));
    assertThat(base.writes()).isZero();
    buffer.flush(root);
    assertThat(base.block(leaf)).isNotNull();
    assertThat(base.block(root)).isNotNull();
    assertThat(base.block(orphan)).isNull();
    assertThat(base.writes()).isEqualTo(4);
    assertThat(buffer.bufferedBlocks()).isEqualTo(1);
    assertThat(buffer.get(root)).isPresent();
  }

  @Test
  void linksInOpaqueCborAreNotFollowed() {
    Cid leaf = buffer.put(Multicodec.RAW, new byte[] {1});
    Cid opaque = buffer.put(Multicodec.CBOR, LINKS.toBytes(List.of(leaf)));
    buffer.flush(opaque);
    assertThat(base.block(leaf)).isNull();
  }

  @Test
  void commitmentsAreSkippedAndIdentityCidsLookedInto() {
    Cid leaf = buffer.put(Multicodec.RAW, new byte[] {1});
    Cid unsealed =
        Cid.of(Multicodec.COMMITMENT_UNSEALED, Multicodec.SHA2_256_TRUNC254_PADDED, new byte[32]);
    Cid sealed =
        Cid.of(Multicodec.COMMITMENT_SEALED, Multicodec.POSEIDON_BLS12_381_A1_FC1, new byte[32]);
    Cid identity = Cid.of(Multicodec.DAG_CBOR, Multicodec.IDENTITY, LINKS.toBytes(List.of(leaf)));
    Cid root = buffer.save(LINKS, List.of(unsealed, sealed, identity));
    buffer.flush(root);
    assertThat(base.block(leaf)).isNotNull();
    assertThat(base.writes()).isEqualTo(2);
  }

  @Test
  void whatIsNotHeldIsTakenToBeThere() {
    Cid elsewhere = Cid.ofDagCbor(new byte[] {5});
    Cid root = buffer.save(LINKS, List.of(elsewhere));
    buffer.flush(root);
    assertThat(base.reads()).isZero();
    assertThat(base.writes()).isEqualTo(1);
  }

  @Test
  void otherCodecsAndHashesAreRefusedAndNothingMoves() {
    Cid protobuf = Cid.ofBlock(Multicodec.DAG_PB, new byte[] {1});
    assertRefused(protobuf, "codec 0x70");
    Cid sha = Cid.of(Multicodec.RAW, Hash.SHA2_256.code(), Hash.SHA2_256.digest(new byte[] {1}));
    assertRefused(sha, "hash 0x12 of 32 bytes");
    Cid cut = Cid.of(Multicodec.RAW, Hash.BLAKE2B_256.code(), new byte[20]);
    assertRefused(cut, "of 20 bytes");
  }

  private void assertRefused(Cid link, String message) {
    Cid root = buffer.save(LINKS, List.of(link));
    assertThatThrownBy(() -> buffer.flush(root))
        .isInstanceOf(IpldException.class)
        .hasMessageContaining(link.toString())
        .hasMessageContaining(message);
    assertThat(base.writes()).isZero();
    assertThat(buffer.get(root)).isPresent();
  }

  @Test
  void blocksThatAreNoCborAreRefused() {
    Cid root = buffer.put(Multicodec.DAG_CBOR, new byte[] {(byte) 0x82, 0});
    assertThatThrownBy(() -> buffer.flush(root))
        .isInstanceOf(IpldException.class)
        .hasMessageContaining(root.toString());
  }
}
