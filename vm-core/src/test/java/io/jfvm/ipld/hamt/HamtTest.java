// SPDX-License-Identifier: Apache-2.0
package io.jfvm.ipld.hamt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jfvm.encoding.Codecs;
import io.jfvm.encoding.DecodeException;
import io.jfvm.ipld.Blockstore;
import io.jfvm.ipld.CachingBlockstore;
import io.jfvm.ipld.DecodedBlocks;
import io.jfvm.ipld.IpldException;
import io.jfvm.ipld.MemoryBlockstore;
import io.jfvm.ipld.RecordingBlockstore;
import io.jfvm.types.ActorId;
import io.jfvm.types.ChainEpoch;
import io.jfvm.types.Cid;
import io.jfvm.types.Multicodec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HamtTest {
  private static final HamtType<Long, String> TYPE = HamtType.of(HamtKey.U64, Codecs.TEXT);

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void behavesAsAMapWhateverTheOrder(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Blockstore store = new CachingBlockstore(new MemoryBlockstore(), new DecodedBlocks(1 << 16));
    Hamt<Long, String> map = Hamt.empty(TYPE, store);
    Map<Long, String> model = new LinkedHashMap<>();
    for (int i = 0; i < 4000; i++) {
      long key = random.nextLong(i < 2000 ? 1500 : 150);
      if (random.nextInt(3) < (i < 2500 ? 2 : 1)) {
        String value = "v" + random.nextInt(5);
        assertThat(map.put(key, value))
            .as("seed %d, put %d", seed, i)
            .isEqualTo(Optional.ofNullable(model.put(key, value)));
      } else {
        assertThat(map.remove(key))
            .as("seed %d, remove %d", seed, i)
            .isEqualTo(Optional.ofNullable(model.remove(key)));
      }
      if (random.nextInt(200) == 0) {
        map = Hamt.load(TYPE, store, map.flush());
      }
    }
    Map<Long, String> visited = new LinkedHashMap<>();
    map.forEach(visited::put);
    assertThat(visited).as("seed %d", seed).isEqualTo(model);

    List<Long> keys = new ArrayList<>(model.keySet());
    Collections.shuffle(keys, new Random(seed));
    Hamt<Long, String> rebuilt = Hamt.empty(TYPE, store);
    keys.forEach(key -> rebuilt.put(key, model.get(key)));
    List<Long> order = new ArrayList<>();
    rebuilt.forEach((key, value) -> order.add(key));
    assertThat(order).as("seed %d", seed).containsExactlyElementsOf(visited.keySet());
    assertThat(rebuilt.flush()).as("seed %d", seed).isEqualTo(map.flush());
  }

  @Test
  void aChildIsReadWhenFirstEnteredAndOnlyThen() {
    RecordingBlockstore store = new RecordingBlockstore();
    Cid root = thousand(store);
    store.forget();
    Hamt<Long, String> map = Hamt.load(TYPE, store, root);
    assertThat(store.reads()).isEqualTo(1);
    assertThat(map.get(7L)).contains("7");
    int reads = store.reads();
    assertThat(reads).isGreaterThan(1);
    map.get(7L);
    map.put(7L, "other");
    map.put(7L, "7");
    assertThat(store.reads()).isEqualTo(reads);
    assertThat(store.writes()).isZero();
  }

  @Test
  void onlyThePathThatChangedIsWrittenChildrenFirst() {
    RecordingBlockstore store = new RecordingBlockstore();
    Cid root = thousand(store);
    Hamt<Long, String> map = Hamt.load(TYPE, store, root);
    store.forget();
    assertThat(map.flush()).isEqualTo(root);
    map.put(7L, "other");
    int depth = store.reads() + 1;
    Cid changed = map.flush();
    assertThat(store.writes()).isEqualTo(depth);
    assertThat(store.log()).endsWith("P " + changed + "\n");
  }

  private static Cid thousand(Blockstore store) {
    Hamt<Long, String> map = Hamt.empty(TYPE, store);
    for (long key = 0; key < 1000; key++) {
      map.put(key, Long.toString(key));
    }
    return map.flush();
  }

  @Test
  void hashesGoThroughTheStoreInTheReferencesOrder() {
    List<String> hashed = new ArrayList<>();
    MemoryBlockstore memory = new MemoryBlockstore();
    Blockstore store =
        new Blockstore() {
          @Override
          public Optional<byte[]> get(Cid cid) {
            return memory.get(cid);
          }

          @Override
          public void put(Cid cid, byte[] data) {
            memory.put(cid, data);
          }

          @Override
          public byte[] hashKey(byte[] key) {
            hashed.add(HexFormat.of().formatHex(key));
            // All in one slot of the root, apart below it.
            byte[] digest = new byte[32];
            digest[0] = (byte) (key[0] & 7);
            return digest;
          }
        };
    Hamt<Long, String> map = Hamt.empty(TYPE, store);
    for (long key = 1; key <= 4; key++) {
      map.put(key, "");
    }
    assertThat(hashed).containsExactly("01", "02", "03", "04", "01", "02", "03");
  }

  @Test
  void setsHoldNulls() {
    MemoryBlockstore store = new MemoryBlockstore();
    Hamt<ActorId, Present> set = Hamt.empty(HamtType.ofSet(HamtKey.ACTOR_ID, 5), store);
    set.put(new ActorId(100), Present.PRESENT);
    assertThat(HexFormat.of().formatHex(store.get(set.flush()).orElseThrow()))
        .endsWith("8181824164f6");
    assertThat(set.containsKey(new ActorId(100))).isTrue();
    assertThat(set.containsKey(new ActorId(101))).isFalse();
  }

  @Test
  void keysOfEpochsAreZigZagVarints() throws DecodeException {
    assertThat(HamtKey.EPOCH.toBytes(new ChainEpoch(-1))).containsExactly(1);
    assertThat(HamtKey.EPOCH.toBytes(new ChainEpoch(64))).containsExactly(0x80, 1);
    for (long value : new long[] {0, 1, -1, 63, -64, Long.MAX_VALUE, Long.MIN_VALUE}) {
      assertThat(HamtKey.I64.fromBytes(HamtKey.I64.toBytes(value))).isEqualTo(value);
      assertThat(HamtKey.U64.fromBytes(HamtKey.U64.toBytes(value))).isEqualTo(value);
    }
    assertThatThrownBy(() -> HamtKey.U64.fromBytes(new byte[] {1, 1}))
        .isInstanceOf(DecodeException.class);
    assertThatThrownBy(() -> HamtKey.U64.fromBytes(new byte[] {}))
        .isInstanceOf(DecodeException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "80, array of 0 elements",
    "8240, more than the data holds",
    "82408001, after the value",
    "82410180, 0 pointers with 1 bits set",
    "8241018180, bucket of 0 entries",
    "824101818482416100824162008241630082416400, bucket of 4 entries",
    "82410181828241620082416100, do not ascend",
    "82410181828241610082416100, do not ascend",
    "8241018181826161f6, no byte string",
    "824101818100, no array",
    "824101810a, neither an array nor a link",
    "8258210000000000000000000000000000000000000000000000000000000000000000000080, of 33 bytes"
  })
  void malformedNodesAreRefused(String hex, String message) {
    MemoryBlockstore store = new MemoryBlockstore();
    HamtType<byte[], Long> type = HamtType.of(HamtKey.BYTES, Codecs.U64);
    Cid root = store.put(Multicodec.DAG_CBOR, HexFormat.of().parseHex(hex));
    assertThatThrownBy(() -> Hamt.load(type, store, root))
        .isInstanceOf(IpldException.class)
        .hasMessageContaining(root.toString())
        .hasMessageContaining(message);
  }

  @Test
  void aWidthOfTwoBitsHasNoFivePointers() {
    MemoryBlockstore store = new MemoryBlockstore();
    byte[] five = HexFormat.of().parseHex("82411f85" + "8182414100".repeat(5));
    Cid root = store.put(Multicodec.DAG_CBOR, five);
    assertThatThrownBy(() -> Hamt.load(HamtType.of(HamtKey.BYTES, Codecs.U64, 2), store, root))
        .isInstanceOf(IpldException.class)
        .hasMessageContaining("5 pointers, at most 4");
  }

  @Test
  void linksMustBeToDagCbor() {
    MemoryBlockstore store = new MemoryBlockstore();
    Cid raw = store.put(Multicodec.RAW, new byte[] {1});
    Cid root = parent(store, raw);
    assertThatThrownBy(() -> Hamt.load(TYPE, store, root))
        .isInstanceOf(IpldException.class)
        .hasMessageContaining("not DAG-CBOR");
  }

  @Test
  void onlyTheRootMayBeEmpty() {
    MemoryBlockstore store = new MemoryBlockstore();
    Cid empty = Hamt.empty(TYPE, store).flush();
    Hamt<Long, String> map = Hamt.load(TYPE, store, parent(store, empty));
    assertThatThrownBy(() -> map.forEach((key, value) -> {}))
        .isInstanceOf(IpldException.class)
        .hasMessageContaining(empty + " is empty");
  }

  @Test
  void aMissingChildIsNamed() {
    MemoryBlockstore store = new MemoryBlockstore();
    Cid missing = Cid.ofDagCbor(new byte[] {1, 2, 3});
    Hamt<Long, String> map = Hamt.load(TYPE, store, parent(store, missing));
    assertThatThrownBy(() -> map.forEach((key, value) -> {}))
        .isInstanceOf(IpldException.class)
        .hasMessageContaining(missing + " is missing");
  }

  @Test
  void rootsMustBeCbor() {
    MemoryBlockstore store = new MemoryBlockstore();
    Cid raw = store.put(Multicodec.RAW, new byte[] {(byte) 0x82, 0x40, (byte) 0x80});
    assertThatThrownBy(() -> Hamt.load(TYPE, store, raw))
        .isInstanceOf(IpldException.class)
        .hasMessageContaining("0x55");
  }

  @Test
  void aNodeThatShouldHaveBeenABucketCannotBeEmptied() {
    MemoryBlockstore store = new MemoryBlockstore();
    HamtType<byte[], Long> type = HamtType.unhashed(HamtKey.BYTES, Codecs.U64, 5);
    // Slot 0 of the root, slot 0 below: the key of zeros alone in a node of its own.
    Cid child = store.put(Multicodec.DAG_CBOR, HexFormat.of().parseHex("8241018181824100" + "01"));
    Hamt<byte[], Long> map = Hamt.load(type, store, parent(store, child));
    assertThat(map.get(new byte[1])).contains(1L);
    assertThatThrownBy(() -> map.remove(new byte[1])).isInstanceOf(IpldException.class);
  }

  @Test
  void keysWithOneDigestFitOnlyThreeTimes() {
    HamtType<byte[], Long> type = HamtType.unhashed(HamtKey.BYTES, Codecs.U64, 5);
    Hamt<byte[], Long> map = Hamt.empty(type, new MemoryBlockstore());
    for (int i = 0; i < 3; i++) {
      byte[] key = new byte[33];
      key[32] = (byte) i;
      map.put(key, 0L);
    }
    byte[] fourth = new byte[34];
    assertThatThrownBy(() -> map.put(fourth, 0L))
        .isInstanceOf(IpldException.class)
        .hasMessageContaining("deeper");
  }

  private static Cid parent(Blockstore store, Cid child) {
    byte[] link = Cid.CODEC.toBytes(child);
    byte[] node = Arrays.copyOf(HexFormat.of().parseHex("82410181"), 4 + link.length);
    System.arraycopy(link, 0, node, 4, link.length);
    return store.put(Multicodec.DAG_CBOR, node);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void damagedNodesGiveIpldExceptionOnly(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    RecordingBlockstore good = new RecordingBlockstore();
    byte[] node = good.block(thousand(good));
    int refused = 0;
    for (int i = 0; i < 3000; i++) {
      byte[] damaged = random.nextBoolean() ? node.clone() : small().clone();
      for (int k = random.nextInt(3); k >= 0; k--) {
        damaged[random.nextInt(Math.min(damaged.length, 60))] = (byte) random.nextInt();
      }
      MemoryBlockstore store = new MemoryBlockstore();
      Cid root = store.put(Multicodec.DAG_CBOR, damaged);
      try {
        Hamt<Long, String> map = Hamt.load(TYPE, store, root);
        map.get(random.nextLong(1000));
        map.remove(random.nextLong(10));
        map.put(5L, "");
        map.forEach((key, value) -> {});
      } catch (IpldException e) {
        refused++;
        assertThat(e).as("seed %d, case %d", seed, i).hasMessageMatching("(?s).+");
      }
    }
    assertThat(refused).as("seed %d", seed).isGreaterThan(1000);
  }

  private static byte[] small() {
    RecordingBlockstore store = new RecordingBlockstore();
    Hamt<Long, String> map = Hamt.empty(TYPE, store);
    for (long key = 0; key < 8; key++) {
      map.put(key, "x");
    }
    return store.block(map.flush());
  }
}
