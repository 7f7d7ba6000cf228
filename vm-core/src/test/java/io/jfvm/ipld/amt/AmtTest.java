// SPDX-License-Identifier: Apache-2.0
package io.jfvm.ipld.amt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jfvm.encoding.Codecs;
import io.jfvm.ipld.IpldException;
import io.jfvm.ipld.MemoryBlockstore;
import io.jfvm.ipld.RecordingBlockstore;
import io.jfvm.types.Cid;
import io.jfvm.types.Multicodec;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AmtTest {
  private static final AmtType<String> TYPE = AmtType.of(Codecs.TEXT, 3);

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void behavesAsASparseArrayWhateverTheOrder(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    MemoryBlockstore store = new MemoryBlockstore();
    Amt<String> array = Amt.empty(TYPE, store);
    TreeMap<Long, String> model = new TreeMap<>(Long::compareUnsigned);
    for (int i = 0; i < 3000; i++) {
      long index =
          random.nextInt(20) == 0
              ? Math.min(-2, random.nextLong() | Long.MIN_VALUE) >>> random.nextInt(60)
              : random.nextLong(i < 1500 ? 800 : 80);
      if (random.nextInt(3) < (i < 2000 ? 2 : 1)) {
        array.set(index, "v" + i);
        model.put(index, "v" + i);
      } else {
        assertThat(array.remove(index))
            .as("seed %d, remove %d", seed, i)
            .isEqualTo(Optional.ofNullable(model.remove(index)));
      }
      assertThat(array.count()).isEqualTo(model.size());
      if (random.nextInt(200) == 0) {
        array = Amt.load(TYPE, store, array.flush());
      }
    }
    List<Map.Entry<Long, String>> visited = new ArrayList<>();
    array.forEach((index, value) -> visited.add(Map.entry(index, value)));
    assertThat(visited).as("seed %d", seed).isEqualTo(List.copyOf(model.entrySet()));

    List<Long> indices = new ArrayList<>(model.keySet());
    Collections.shuffle(indices, new Random(seed));
    Amt<String> rebuilt = Amt.empty(TYPE, store);
    indices.forEach(index -> rebuilt.set(index, model.get(index)));
    assertThat(rebuilt.flush()).as("seed %d", seed).isEqualTo(array.flush());
  }

  @Test
  void readsAreLazyAndHappenOnce() {
    RecordingBlockstore store = new RecordingBlockstore();
    Cid root = hundred(store);
    store.forget();
    Amt<String> array = Amt.load(TYPE, store, root);
    assertThat(store.reads()).isEqualTo(1);
    assertThat(array.get(99)).contains("99");
    assertThat(store.reads()).isEqualTo(3);
    array.get(98);
    array.get(1L << 40);
    assertThat(store.reads()).isEqualTo(3);
    assertThat(array.flush()).isEqualTo(root);
    assertThat(store.writes()).isZero();
  }

  @Test
  void settingAnEqualValueWritesThePathAgain() {
    RecordingBlockstore store = new RecordingBlockstore();
    Cid root = hundred(store);
    store.forget();
    Amt<String> array = Amt.load(TYPE, store, root);
    array.set(99, "99");
    assertThat(array.flush()).isEqualTo(root);
    assertThat(store.writes()).isEqualTo(3);
  }

  @Test
  void removingNothingWritesNothing() {
    RecordingBlockstore store = new RecordingBlockstore();
    Cid root = hundred(store);
    store.forget();
    Amt<String> array = Amt.load(TYPE, store, root);
    assertThat(array.remove(100)).isEmpty();
    assertThat(array.remove(1000)).isEmpty();
    assertThat(array.flush()).isEqualTo(root);
    assertThat(store.writes()).isZero();
  }

  private static Cid hundred(RecordingBlockstore store) {
    List<String> values = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      values.add(Integer.toString(i));
    }
    return Amt.write(TYPE, store, values);
  }

  @Test
  void severalAreRemovedInAscendingOrder() {
    RecordingBlockstore store = new RecordingBlockstore();
    Cid root = hundred(store);
    Amt<String> array = Amt.load(TYPE, store, root);
    assertThat(array.removeAll(new long[] {50, 3, -2}, false)).isTrue();
    assertThat(array.removeAll(new long[] {50}, false)).isFalse();
    assertThat(array.count()).isEqualTo(98);
    assertThatThrownBy(() -> array.removeAll(new long[] {4, 50}, true))
        .isInstanceOf(IpldException.class)
        .hasMessageContaining("50");
  }

  @Test
  void replacingCountsAsAChangeAndKeepingDoesNot() {
    RecordingBlockstore store = new RecordingBlockstore();
    Cid root = hundred(store);
    Amt<String> array = Amt.load(TYPE, store, root);
    store.forget();
    array.updateEach((index, slot) -> {});
    assertThat(array.flush()).isEqualTo(root);
    assertThat(store.writes()).isZero();
    array.updateWhile(
        (index, slot) -> {
          slot.replace(slot.value());
          return index < 3;
        });
    assertThat(array.flush()).isEqualTo(root);
    assertThat(store.writes()).isEqualTo(3);
  }

  @ParameterizedTest
  @CsvSource({
    "80, array of 0 elements",
    "8403000083410080, the data ends",
    "84034000834100808000, CBOR",
    "84150000834100808000, bit width is 21",
    "84030000834100808000, 1 bytes after the value",
    "8418190000834100 8080, bit width is 25",
    "84031841 00834100 8080, height is 65",
    "84030000 83420000 8080, bitmap is of 2 bytes",
    "84040000 83410080 80, bitmap is of 1 bytes",
    "84030001 83410380 816161, more bits are set",
    "84030002 83410180 8261616162, fewer bits are set",
    "84030001 83410181"
        + " d82a5827000171a0e402200000000000000000000000000000000000000000000000000000000000000000"
        + " 816161, both links and values"
  })
  void malformedRootsAreRefused(String hex, String message) {
    MemoryBlockstore store = new MemoryBlockstore();
    Cid root = store.put(Multicodec.DAG_CBOR, HexFormat.of().parseHex(hex.replace(" ", "")));
    assertThatThrownBy(() -> Amt.load(TYPE, store, root))
        .isInstanceOf(IpldException.class)
        .hasMessageContaining(root.toString())
        .hasMessageContaining(message);
  }

  @Test
  void linksAtTheBottomAreRefused() {
    MemoryBlockstore store = new MemoryBlockstore();
    String link =
        "d82a5827000171a0e402200000000000000000000000000000000000000000000000000000000000000000";
    Cid root =
        store.put(
            Multicodec.DAG_CBOR, HexFormat.of().parseHex("84030001" + "83410181" + link + "80"));
    Amt<String> array = Amt.load(TYPE, store, root);
    assertThatThrownBy(() -> array.get(0)).isInstanceOf(IpldException.class);
    assertThatThrownBy(() -> array.set(0, "")).isInstanceOf(IpldException.class);
    assertThatThrownBy(() -> array.remove(0)).isInstanceOf(IpldException.class);
    assertThatThrownBy(() -> array.forEach((index, value) -> {})).isInstanceOf(IpldException.class);
    assertThatThrownBy(() -> array.updateEach((index, slot) -> {}))
        .isInstanceOf(IpldException.class);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void damagedNodesGiveIpldExceptionOnly(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    RecordingBlockstore good = new RecordingBlockstore();
    byte[] deep = good.block(hundred(good));
    byte[] flat = good.block(Amt.write(TYPE, good, List.of("a", "b", "c")));
    int refused = 0;
    for (int i = 0; i < 3000; i++) {
      byte[] damaged = (random.nextBoolean() ? deep : flat).clone();
      for (int k = random.nextInt(3); k >= 0; k--) {
        damaged[random.nextInt(Math.min(damaged.length, 30))] = (byte) random.nextInt();
      }
      MemoryBlockstore store = new MemoryBlockstore();
      Cid root = store.put(Multicodec.DAG_CBOR, damaged);
      try {
        Amt<String> array = Amt.load(TYPE, store, root);
        array.get(random.nextLong(1000));
        array.remove(random.nextLong(10));
        array.set(random.nextLong(1000), "");
        array.forEach((index, value) -> {});
        array.updateEach((index, slot) -> {});
      } catch (IpldException e) {
        refused++;
        assertThat(e).as("seed %d, case %d", seed, i).hasMessageMatching("(?s).+");
      }
    }
    assertThat(refused).as("seed %d", seed).isGreaterThan(1000);
  }
}
