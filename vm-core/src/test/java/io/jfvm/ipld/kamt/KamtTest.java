// SPDX-License-Identifier: Apache-2.0
package io.jfvm.ipld.kamt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jfvm.ipld.IpldException;
import io.jfvm.ipld.MemoryBlockstore;
import io.jfvm.ipld.RecordingBlockstore;
import io.jfvm.ipld.ReferenceScript;
import io.jfvm.types.Cid;
import io.jfvm.types.Multicodec;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
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

class KamtTest {
  private static final HexFormat HEX = HexFormat.of();

  @Test
  void emptyIsTheEmptyHamt() {
    assertThat(Kamt.empty(new MemoryBlockstore()).flush())
        .hasToString("bafy2bzaceamp42wmmgr2g2ymg46euououzfyck7szknvfacqscohrvaikwfay");
  }

  @ParameterizedTest
  @CsvSource({
    "0, 4d36a8e7ed77dad531717a5e373059a739f04593af660a188ee8cdc0be534bd1",
    "1, 8b7b45379c56d78f51300e68ca31618d9e992e062bba1b4dd1038865761a993e",
    "2, 730753250735da858944651d35e314cca8ca183634567443e5818b068810f13a",
    "3, 35c9a3a957cfb674121eb6c71f9bfd69beb6b96a5b8c3d19120685851abcd091"
  })
  void readsAndWritesWhatTheReferenceDoes(long seed, String digest) {
    assertThat(ReferenceScript.digest(run(seed))).as("seed %d", seed).isEqualTo(digest);
  }

  private static String run(long seed) {
    ReferenceScript script = new ReferenceScript(seed);
    RecordingBlockstore store = new RecordingBlockstore();
    Kamt map = Kamt.empty(store);
    List<byte[]> known = new ArrayList<>();
    boolean growing = true;
    for (int i = 0; i < ReferenceScript.OPERATIONS; i++) {
      long operation = script.below(100);
      byte[] key = scriptKey(script);
      boolean reuse = script.below(2) == 0;
      long pick = script.next() >>> 1;
      if (reuse && !known.isEmpty()) {
        key = known.get((int) (pick % known.size()));
      } else {
        known.add(key);
      }
      byte[] value = new byte[32];
      value[31] = (byte) script.below(3);
      value[3] = (byte) script.below(2);
      String result;
      if (operation < (growing ? 55 : 15)) {
        result = quoted(map.put(key, value));
      } else if (operation < 65) {
        result = quoted(map.get(key));
      } else if (operation < 93) {
        result = quoted(map.remove(key));
      } else if (operation < 96) {
        Cid root = map.flush();
        if (script.below(2) == 0) {
          map = Kamt.load(store, root);
        }
        result = root.toString();
      } else if (operation < 98) {
        StringBuilder entries = new StringBuilder();
        map.forEach(
            (k, v) ->
                entries.append(HEX.formatHex(k)).append('=').append(HEX.formatHex(v)).append(';'));
        result = entries.toString();
      } else {
        growing = !growing;
        result = String.valueOf(map.isEmpty());
      }
      store.note(operation + " " + result);
    }
    Cid root = map.flush();
    store.note("end " + root);
    return store.log();
  }

  private static byte[] scriptKey(ReferenceScript script) {
    byte[] key = new byte[32];
    switch ((int) script.below(5)) {
      case 0 -> key[31] = (byte) script.below(64);
      case 1 -> {
        key[30] = (byte) script.below(16);
        key[31] = (byte) script.below(256);
      }
      case 2 -> {
        for (int i = 0; i < 4; i++) {
          ByteBuffer.wrap(key).putLong(8 * i, script.next());
        }
      }
      case 3 -> {
        int at = (int) script.below(32);
        key[at] = (byte) (1 << script.below(8));
      }
      default -> {
        Arrays.fill(key, (byte) 0xab);
        int at = (int) script.below(32);
        key[at] = (byte) script.below(4);
      }
    }
    return key;
  }

  private static String quoted(Optional<byte[]> word) {
    return ReferenceScript.text(word.map(bytes -> '"' + HEX.formatHex(bytes) + '"'));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void behavesAsAMapInBothFormsWhateverTheOrder(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    MemoryBlockstore store = new MemoryBlockstore();
    Kamt map = Kamt.empty(store);
    TreeMap<String, String> model = new TreeMap<>();
    for (int i = 0; i < 3000; i++) {
      long[] words = new long[12];
      words[1 + random.nextInt(4)] = random.nextLong(40);
      words[1 + random.nextInt(4)] |= random.nextInt(3) == 0 ? 1L << random.nextInt(64) : 0;
      words[5 + random.nextInt(4)] = random.nextInt(3);
      String key = hex(words, 1);
      String value = hex(words, 5);
      if (random.nextInt(5) < (i < 1500 ? 3 : 1)) {
        boolean changes = !value.equals(model.put(key, value));
        assertThat(map.put(words, 1, words, 5)).as("seed %d, %d", seed, i).isEqualTo(changes);
      } else if (random.nextBoolean()) {
        assertThat(map.remove(words, 1))
            .as("seed %d, %d", seed, i)
            .isEqualTo(model.remove(key) != null);
      } else {
        String expected = model.get(key);
        assertThat(map.get(HEX.parseHex(key)).map(HEX::formatHex))
            .isEqualTo(Optional.ofNullable(expected));
        assertThat(map.get(words, 1, words, 5)).isEqualTo(expected != null);
        assertThat(hex(words, 5)).isEqualTo(expected == null ? "0".repeat(64) : expected);
      }
      if (random.nextInt(200) == 0) {
        map = Kamt.load(store, map.flush());
      }
    }
    List<Map.Entry<String, String>> visited = new ArrayList<>();
    map.forEach((key, value) -> visited.add(Map.entry(HEX.formatHex(key), HEX.formatHex(value))));
    assertThat(visited).as("seed %d", seed).isEqualTo(List.copyOf(model.entrySet()));

    List<String> keys = new ArrayList<>(model.keySet());
    Collections.shuffle(keys, new Random(seed));
    Kamt rebuilt = Kamt.empty(store);
    keys.forEach(key -> rebuilt.put(HEX.parseHex(key), HEX.parseHex(model.get(key))));
    assertThat(rebuilt.flush()).as("seed %d", seed).isEqualTo(map.flush());
  }

  private static String hex(long[] limbs, int at) {
    ByteBuffer bytes = ByteBuffer.allocate(32);
    for (int i = 3; i >= 0; i--) {
      bytes.putLong(limbs[at + i]);
    }
    return HEX.formatHex(bytes.array());
  }

  private static byte[] word(long value) {
    return ByteBuffer.allocate(32).putLong(24, value).array();
  }

  @Test
  void aGetReadsTheNodeBehindAnExtensionThatDoesNotFitAndAPutDoesNot() {
    RecordingBlockstore store = new RecordingBlockstore();
    Kamt map = Kamt.empty(store);
    map.put(word(1), word(1));
    map.put(word(2), word(2));
    Cid root = map.flush();
    byte[] other = word(0);
    other[10] = 1;

    Kamt putting = Kamt.load(store, root);
    store.forget();
    putting.put(other, word(3));
    assertThat(putting.remove(other)).contains(word(3));
    assertThat(store.reads()).isZero();
    assertThat(putting.flush()).isEqualTo(root);
    assertThat(store.writes()).isEqualTo(1);

    Kamt getting = Kamt.load(store, root);
    store.forget();
    assertThat(getting.get(other)).isEmpty();
    assertThat(store.reads()).isEqualTo(1);
  }

  @Test
  void wordsOfOtherLengthsAreRefused() {
    Kamt map = Kamt.empty(new MemoryBlockstore());
    assertThatThrownBy(() -> map.get(new byte[31])).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "8240818180, 1 pointers with 0 bits",
    "82450100000000 81a161768182414101, beyond the 32 slots",
    "824101 81a16176 80, bucket of 0 entries",
    "824101 81a16176 82 82414101 82414201, bucket of 2 entries",
    "824101 81a16178 81 82414101, neither v nor l",
    "824101 81a0, no map of one entry",
    "824101 81a16176 81 82 5821 000000000000000000000000000000000000000000000000000000000000000000"
        + " 4101, word of 33",
    "824101 81a1616c 83 d82a45000155000000 40, CBOR"
  })
  void malformedNodesAreRefused(String hex, String message) {
    MemoryBlockstore store = new MemoryBlockstore();
    Cid root = store.put(Multicodec.DAG_CBOR, HEX.parseHex(hex.replace(" ", "")));
    assertThatThrownBy(() -> Kamt.load(store, root))
        .isInstanceOf(IpldException.class)
        .hasMessageContaining(root.toString())
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource({
    "71, 03, 4100, extension of 3 bits",
    "71, 1900ff, 4100, extension of 255 bits",
    "71, 0a, 4100, path of 1 bytes",
    "55, 00, 40, not DAG-CBOR"
  })
  void malformedLinksAreRefused(String codec, String length, String path, String message) {
    MemoryBlockstore store = new MemoryBlockstore();
    String link = "d82a58270001" + codec + "a0e40220" + "00".repeat(32);
    Cid root =
        store.put(Multicodec.DAG_CBOR, HEX.parseHex("82410181a1616c83" + link + length + path));
    assertThatThrownBy(() -> Kamt.load(store, root))
        .isInstanceOf(IpldException.class)
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void damagedNodesGiveIpldExceptionOnly(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    RecordingBlockstore good = new RecordingBlockstore();
    Kamt map = Kamt.empty(good);
    for (int i = 0; i < 50; i++) {
      byte[] key = word(i);
      key[i % 7] = (byte) i;
      map.put(key, word(i));
    }
    byte[] node = good.block(map.flush());
    int refused = 0;
    for (int i = 0; i < 3000; i++) {
      byte[] damaged = node.clone();
      for (int k = random.nextInt(3); k >= 0; k--) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
      }
      MemoryBlockstore store = new MemoryBlockstore();
      try {
        Kamt loaded = Kamt.load(store, store.put(Multicodec.DAG_CBOR, damaged));
        loaded.put(word(random.nextInt(300)), word(1));
        loaded.remove(word(random.nextInt(50)));
        loaded.forEach((key, value) -> {});
      } catch (IpldException e) {
        refused++;
        assertThat(e).as("seed %d, case %d", seed, i).hasMessageMatching("(?s).+");
      }
    }
    assertThat(refused).as("seed %d", seed).isGreaterThan(1000);
  }
}
