// SPDX-License-Identifier: Apache-2.0
package io.jfvm.ipld.hamt;

import static org.assertj.core.api.Assertions.assertThat;

import io.jfvm.encoding.Codecs;
import io.jfvm.ipld.RecordingBlockstore;
import io.jfvm.ipld.ReferenceScript;
import io.jfvm.types.Cid;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The reference's results: its own tests' CIDs, and logs of seeded scripts. */
class HamtReferenceTest {
  private static final String EMPTY =
      "bafy2bzaceamp42wmmgr2g2ymg46euououzfyck7szknvfacqscohrvaikwfay";

  @ParameterizedTest
  @CsvSource({
    "0, 5, 200, 6c0f3071d28ac060e2ee68dd5134ef2fa3044da98c7f303648b580382c2866a6",
    "1, 5, 2000, f619a9d219205291b72a16c760f5b6e5c036570250bdcf976180617fa5c8074e",
    "2, 8, 500, d8ae3ac11974c4a91bff701cfc2b2c722bed30aed5b0bfab861c4c7c530bd1c1",
    "3, 3, 300, 9949c2ceb77fd021ef926e882b7b66c173f4a22954fb94fdeb1ae88d468a8bb0",
    "4, 1, 60, 9dd6f3d3d6185cb04ae47fba9d43488b0380c768a8fa410265ebd1a361ae44d7",
    "5, 6, 5000, 391dc6b03e5fd58203e3a0a2111a510c15a782a747195accee9b38d09fa65be3"
  })
  void hashedMapsReadAndWriteWhatTheReferenceDoes(
      long seed, int bitWidth, long keys, String digest) {
    HamtType<byte[], Long> type = HamtType.of(HamtKey.BYTES, Codecs.U64, bitWidth);
    String log = run(seed, type, keys, HamtReferenceTest::shortKey);
    assertThat(ReferenceScript.digest(log)).as("seed %d", seed).isEqualTo(digest);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 5, d6fe899b54f02b384d8544221e826669c7a2f5ff163fb8e01624f776bd7f539e",
    "1, 8, fe2d18291f40a19baf978f9c5d2ac4ea1f21d8b86a1dfe73c31a87d8cf24a0c1",
    "2, 3, 4231105c72cbf4f2adbb87b2bb34f5f533d4c18315297f33ad8848f36d5a77e0"
  })
  void deepUnhashedMapsReadAndWriteWhatTheReferenceDoes(long seed, int bitWidth, String digest) {
    HamtType<byte[], Long> type = HamtType.unhashed(HamtKey.BYTES, Codecs.U64, bitWidth);
    String log = run(seed, type, 400, HamtReferenceTest::collidingKey);
    assertThat(ReferenceScript.digest(log)).as("seed %d", seed).isEqualTo(digest);
  }

  @FunctionalInterface
  private interface KeyOfNumber {
    byte[] of(long number);
  }

  private static byte[] shortKey(long number) {
    byte[] full = ByteBuffer.allocate(Long.BYTES).putLong(number).array();
    return Arrays.copyOfRange(full, Long.BYTES - (int) (number % 8 + 1), Long.BYTES);
  }

  private static byte[] collidingKey(long number) {
    byte[] key = new byte[32];
    key[0] = (byte) (number & 3);
    key[1] = (byte) (number >> 2 & 7);
    key[31] = (byte) (number >> 5);
    return key;
  }

  private static String run(long seed, HamtType<byte[], Long> type, long keys, KeyOfNumber keyOf) {
    ReferenceScript script = new ReferenceScript(seed);
    RecordingBlockstore store = new RecordingBlockstore();
    Hamt<byte[], Long> map = Hamt.empty(type, store);
    boolean growing = true;
    for (int i = 0; i < ReferenceScript.OPERATIONS; i++) {
      long operation = script.below(100);
      byte[] key = keyOf.of(script.below(keys));
      long value = script.below(4);
      String result;
      if (operation < (growing ? 60 : 20)) {
        store.note("put");
        result = ReferenceScript.text(map.put(key, value));
      } else if (operation < 65) {
        result = String.valueOf(map.putIfAbsent(key, value));
      } else if (operation < 75) {
        result = ReferenceScript.text(map.get(key));
      } else if (operation < 95) {
        result = ReferenceScript.text(map.remove(key));
      } else if (operation < 97) {
        Cid root = map.flush();
        if (script.below(2) == 0) {
          map = Hamt.load(type, store, root);
        }
        result = root.toString();
      } else if (operation < 98) {
        StringBuilder entries = new StringBuilder();
        map.forEach(
            (k, v) ->
                entries.append(HexFormat.of().formatHex(k)).append('=').append(v).append(';'));
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

  private static HamtType<byte[], byte[]> bytesType(int bitWidth) {
    return HamtType.of(HamtKey.BYTES, Codecs.BYTES, bitWidth);
  }

  private static byte[] text(Object value) {
    return value.toString().getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void theEmptyMapIsTheSameAtAnyWidth() {
    RecordingBlockstore store = new RecordingBlockstore();
    for (int bitWidth = 1; bitWidth <= 8; bitWidth++) {
      assertThat(Hamt.empty(bytesType(bitWidth), store).flush()).hasToString(EMPTY);
    }
  }

  @Test
  void manyInsertsAndRemovals() {
    RecordingBlockstore store = new RecordingBlockstore();
    Hamt<byte[], byte[]> map = Hamt.empty(bytesType(5), store);
    fill(map, 0, 200);
    assertThat(map.flush())
        .hasToString("bafy2bzaceczhz54xmmz3xqnbmvxfbaty3qprr6dq7xh5vzwqbirlsnbd36z7a");
    fill(map, 200, 400);
    assertThat(map.flush())
        .hasToString("bafy2bzacecxcp736xkl2mcyjlors3tug6vdlbispbzxvb75xlrhthiw2xwxvw");
    for (int i = 200; i < 400; i++) {
      assertThat(map.remove(text(i))).isPresent();
    }
    assertThat(map.flush())
        .hasToString("bafy2bzaceczhz54xmmz3xqnbmvxfbaty3qprr6dq7xh5vzwqbirlsnbd36z7a");
    for (int i = 0; i < 200; i++) {
      assertThat(map.remove(text(i))).isPresent();
    }
    assertThat(map.flush()).hasToString(EMPTY);
    assertThat(store.reads()).isZero();
    assertThat(store.writes()).isEqualTo(94);
  }

  private static void fill(Hamt<byte[], byte[]> map, int from, int to) {
    for (int i = from; i < to; i++) {
      map.put(text(i), text(i));
    }
  }

  @Test
  void anEqualValueWritesNothing() {
    RecordingBlockstore store = new RecordingBlockstore();
    Hamt<byte[], byte[]> map = Hamt.empty(bytesType(1), store);
    for (int i = 0; i < 30; i++) {
      map.put(text(i), text("filler"));
    }
    assertThat(map.flush())
        .hasToString("bafy2bzacebjilcrsqa4uyxuh36gllup4rlgnvwgeywdm5yqq2ks4jrsj756qq");
    map.put(text("favorite-animal"), text("bright green bear"));
    Cid root = map.flush();
    assertThat(root).hasToString("bafy2bzacea7biyabzk7v7le2rrlec5tesjbdnymh5sk4lfprxibg4rtudwtku");
    assertThat(store.writes()).isEqualTo(18);
    map.put(text("favorite-animal"), text("bright green bear"));
    assertThat(map.flush()).isEqualTo(root);
    assertThat(store.writes()).isEqualTo(18);
  }

  @Test
  void removalFromALoadedMap() {
    RecordingBlockstore store = new RecordingBlockstore();
    Hamt<byte[], byte[]> map = Hamt.empty(bytesType(8), store);
    map.put(text("foo"), text("cat dog bear"));
    map.put(text("bar"), text("cat dog"));
    map.put(text("baz"), text("cat"));
    Cid root = map.flush();
    assertThat(root).hasToString("bafy2bzacebql36crv4odvxzstx2ubaczmawy2tlljxezvorcsoqeyyojxkrom");
    Hamt<byte[], byte[]> loaded = Hamt.load(bytesType(8), store, root);
    assertThat(loaded.remove(text("foo"))).contains(text("cat dog bear"));
    assertThat(loaded.remove(text("nonexistent"))).isEmpty();
    assertThat(loaded.flush())
        .hasToString("bafy2bzaced7up7wkm7cirieh5bs4iyula5inrprihmjzozmku3ywvekzzmlyi");
    assertThat(store.reads()).isEqualTo(1);
    assertThat(store.writes()).isEqualTo(2);
  }

  @Test
  void putIfAbsentKeepsWhatIsThere() {
    RecordingBlockstore store = new RecordingBlockstore();
    Hamt<byte[], byte[]> map = Hamt.empty(bytesType(8), store);
    assertThat(map.putIfAbsent(text("favorite-animal"), text("owl bear"))).isTrue();
    assertThat(map.putIfAbsent(text("favorite-animal"), text("bright green bear"))).isFalse();
    assertThat(map.flush())
        .hasToString("bafy2bzaced2tgnlsq4n2ioe6ldy75fw3vlrrkyfv4bq6didbwoob2552zvpuk");
  }

  @ParameterizedTest
  @CsvSource({
    "8, bafy2bzaceaqdaj5aqkwugr7wx4to3fahynoqlxuo5j6xznly3khazgyxihkbo",
    "5, bafy2bzacedbiipe7l7gbtjandyyl6rqlkuqr2im2nl7d4bljidv5mta22rjqk",
    "6, bafy2bzaceb3c76qlbsiv3baogpao3zah56eqonsowpkof33o5hmncfow4seso",
    "7, bafy2bzacebhkyrwfexokaoygsx2crydq3fosiyfoa5bthphntmicsco2xf442"
  })
  void addingAndRemovingAKeyRestoresTheStructure(int bitWidth, String expected) {
    RecordingBlockstore store = new RecordingBlockstore();
    HamtType<byte[], byte[]> type = HamtType.unhashed(HamtKey.BYTES, Codecs.BYTES, bitWidth);
    Hamt<byte[], byte[]> map = Hamt.empty(type, store);
    int number = 0;
    for (String key : new String[] {"K0", "K1", "KAA1", "KAA2", "KAA3"}) {
      map.put(text(key), text(number++));
    }
    assertThat(map.flush()).hasToString(expected);
    map.put(text("KAA4"), text(0));
    map.remove(text("KAA4"));
    assertThat(map.flush()).hasToString(expected);
  }
}
