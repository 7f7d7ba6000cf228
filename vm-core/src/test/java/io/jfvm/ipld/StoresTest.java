// SPDX-License-Identifier: Apache-2.0
package io.jfvm.ipld;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jfvm.encoding.Codec;
import io.jfvm.encoding.Codecs;
import io.jfvm.types.Cid;
import io.jfvm.types.Multicodec;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StoresTest {
  private static final Codec<List<Long>> LONGS = Codecs.listOf(Codecs.U64);

  @Test
  void valuesComeBackFromDagCbor() {
    MemoryBlockstore store = new MemoryBlockstore();
    Cid cid = store.save(LONGS, List.of());
    assertThat(cid).hasToString("bafy2bzacebc3bt6cedhoyw34drrmjvazhu4oj25er2ebk4u445pzycvq4ta4a");
    assertThat(store.load(LONGS, cid)).isEmpty();
    assertThat(store.size()).isEqualTo(1);
  }

  @Test
  void loadNamesWhatIsWrongWithABlock() {
    MemoryBlockstore store = new MemoryBlockstore();
    Cid missing = Cid.ofDagCbor(new byte[] {1});
    assertThatThrownBy(() -> store.load(LONGS, missing))
        .isInstanceOf(IpldException.class)
        .hasMessage("block " + missing + " is missing");
    Cid number = store.save(Codecs.U64, 1L);
    assertThatThrownBy(() -> store.load(LONGS, number))
        .isInstanceOf(IpldException.class)
        .hasMessageContaining(number.toString());
    Cid raw = store.put(Multicodec.RAW, new byte[] {(byte) 0x80});
    assertThatThrownBy(() -> store.load(LONGS, raw))
        .isInstanceOf(IpldException.class)
        .hasMessageContaining("not CBOR");
    Cid opaque = store.put(Multicodec.CBOR, new byte[] {(byte) 0x80});
    assertThat(store.load(LONGS, opaque)).isEmpty();
  }

  @Test
  void cachedValuesAreOneInstanceAndReadOnce() {
    RecordingBlockstore base = new RecordingBlockstore();
    Blockstore store = new CachingBlockstore(base, new DecodedBlocks(1 << 20));
    Cid cid = base.save(LONGS, List.of(1L, 2L));
    List<Long> first = store.load(LONGS, cid);
    assertThat(store.load(LONGS, cid)).isSameAs(first);
    assertThat(base.reads()).isEqualTo(1);
    List<Long> written = List.of(3L);
    Cid cidOfWritten = store.save(LONGS, written);
    assertThat(store.load(LONGS, cidOfWritten)).isSameAs(written);
    assertThat(base.reads()).isEqualTo(1);
    assertThat(base.load(LONGS, cidOfWritten)).isEqualTo(written);
    Codec<List<Long>> other = Codecs.listOf(Codecs.U64);
    assertThat(store.load(other, cid)).isEqualTo(first).isNotSameAs(first);
    Cid raw = store.put(Multicodec.RAW, new byte[] {(byte) 0x80});
    assertThatThrownBy(() -> store.load(LONGS, raw)).isInstanceOf(IpldException.class);
  }

  @Test
  void theCacheForgetsWhatIsNotUsedAndKeepsWhatIs() {
    RecordingBlockstore base = new RecordingBlockstore();
    DecodedBlocks decoded = new DecodedBlocks(20_000);
    Blockstore store = new CachingBlockstore(base, decoded);
    Cid used = base.save(Codecs.U64, -1L);
    Cid unused = base.save(Codecs.U64, -2L);
    store.load(Codecs.U64, used);
    store.load(Codecs.U64, unused);
    long others = 10_000;
    for (long i = 0; i < others; i++) {
      store.load(Codecs.U64, base.save(Codecs.U64, i));
      store.load(Codecs.U64, used);
    }
    assertThat(base.reads() - others).isBetween(2L, 5L);
    assertThat(decoded.find(Codecs.U64, used)).isEqualTo(-1L);
    assertThat(decoded.find(Codecs.U64, unused)).isNull();
  }

  @Test
  void largeValuesAreKeptUpToTheCapacity() {
    DecodedBlocks decoded = new DecodedBlocks(400_000);
    List<Cid> cids = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      byte[] data = Codecs.BYTES.toBytes(new byte[20_000 + i]);
      cids.add(Cid.ofDagCbor(data));
      decoded.decode(Codecs.BYTES, cids.getLast(), data);
    }
    long kept = cids.stream().filter(cid -> decoded.find(Codecs.BYTES, cid) != null).count();
    assertThat(kept).isBetween(9L, 19L);
    assertThat(decoded.find(Codecs.BYTES, cids.getLast())).hasSize(20_099);
  }

  @Test
  void aReaderThatPaidForTheDataDecodesItOnce() {
    DecodedBlocks decoded = new DecodedBlocks(1 << 20);
    byte[] data = LONGS.toBytes(List.of(7L));
    Cid cid = Cid.ofDagCbor(data);
    List<Long> first = decoded.decode(LONGS, cid, data);
    assertThat(decoded.decode(LONGS, cid, data)).isSameAs(first);
    byte[] wrong = {(byte) 0xf6};
    Cid wrongCid = Cid.ofDagCbor(wrong);
    assertThatThrownBy(() -> decoded.decode(LONGS, wrongCid, wrong))
        .isInstanceOf(IpldException.class)
        .hasMessageContaining(wrongCid.toString());
  }

  @Test
  void layersAreReadInOrderAndTheTopIsWritten() {
    MemoryBlockstore top = new MemoryBlockstore();
    MemoryBlockstore first = new MemoryBlockstore();
    MemoryBlockstore second = new MemoryBlockstore();
    Cid below = second.save(Codecs.U64, 1L);
    Blockstore store = new LayeredBlockstore(top, List.of(first, second));
    assertThat(store.load(Codecs.U64, below)).isEqualTo(1);
    Cid above = store.save(Codecs.U64, 2L);
    assertThat(top.get(above)).isPresent();
    assertThat(first.size()).isZero();
    assertThat(store.get(Cid.ofDagCbor(new byte[] {9}))).isEmpty();
  }

  @Test
  void aStoreThatKeepsNothingGivesCids() {
    DiscardBlockstore store = new DiscardBlockstore();
    Cid cid = store.save(Codecs.U64, 2L);
    assertThat(cid).isEqualTo(Cid.ofDagCbor(new byte[] {2}));
    assertThatThrownBy(() -> store.get(cid)).isInstanceOf(IpldException.class);
  }
}
