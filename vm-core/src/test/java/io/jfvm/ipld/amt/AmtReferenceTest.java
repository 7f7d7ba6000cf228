// SPDX-License-Identifier: Apache-2.0
package io.jfvm.ipld.amt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jfvm.encoding.Codecs;
import io.jfvm.ipld.IpldException;
import io.jfvm.ipld.MemoryBlockstore;
import io.jfvm.ipld.RecordingBlockstore;
import io.jfvm.ipld.ReferenceScript;
import io.jfvm.types.Cid;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The reference's results: its own tests' CIDs, and logs of seeded scripts. */
class AmtReferenceTest {
  private static final AmtType<byte[]> BYTES = AmtType.of(Codecs.BYTES, 3);

  @ParameterizedTest
  @CsvSource({
    "0, 5, 63619b5d2760080c2199417b09f909ea4179c764f980b36d166ed667a8e4fff0",
    "1, 2, 563689fb17c98ff3992d27425394e953ece68f2b23a042548ea93a849f8860cb",
    "2, 3, 9567e59f0430ca53e7c04348fa7aab7acbb264e4117f3780764bed250d99ab1d",
    "3, 4, e1107b2667ea11bed1fe103b600bc677aaa96eadc2a6e48465d8552b25b79308",
    "4, 6, 7cc1bd039cfa915ccb92d31ab031db0aa7d2d09a634c727edfb78568df203270",
    "5, 1, 1ffa024c4cb261a0b4850576707fc40d47f582f06a393b17fcf0e4e88701b286",
    "6, 8, f0e169a10846c701db55b17382811366e9e19b611bb6ea694d5f91e2aa788167"
  })
  void arraysReadAndWriteWhatTheReferenceDoes(long seed, int bitWidth, String digest) {
    String log = run(seed, AmtType.of(Codecs.U64, bitWidth));
    assertThat(ReferenceScript.digest(log)).as("seed %d", seed).isEqualTo(digest);
  }

  @Test
  void theFirstLayoutReadsAndWritesWhatTheReferenceDoes() {
    assertThat(ReferenceScript.digest(run(0, AmtType.v0(Codecs.U64))))
        .isEqualTo("c8cb7c7cede9e41b2bdc0a75e18c844fa7b21b9710812344857afdffd902a901");
  }

  private static long index(ReferenceScript script) {
    return switch ((int) script.below(6)) {
      case 0 -> script.below(8);
      case 1 -> script.below(70);
      case 2 -> script.below(5000);
      case 3 -> 1L << script.below(64);
      case 4 -> Amt.MAX_INDEX - script.below(20);
      default -> script.below(300);
    };
  }

  private static String run(long seed, AmtType<Long> type) {
    ReferenceScript script = new ReferenceScript(seed);
    RecordingBlockstore store = new RecordingBlockstore();
    Amt<Long> array = Amt.empty(type, store);
    boolean growing = true;
    for (int i = 0; i < ReferenceScript.OPERATIONS; i++) {
      long operation = script.below(100);
      long index = index(script);
      long value = script.below(3);
      String result;
      if (operation < (growing ? 50 : 15)) {
        array.set(index, value);
        result = "set";
      } else if (operation < 60) {
        result = ReferenceScript.text(array.get(index));
      } else if (operation < 90) {
        result = ReferenceScript.text(array.remove(index));
      } else if (operation < 94) {
        Cid root = array.flush();
        if (script.below(2) == 0) {
          array = Amt.load(type, store, root);
        }
        result = root.toString();
      } else if (operation < 95) {
        result = visited(array, Long.MAX_VALUE);
      } else if (operation < 96) {
        result = visited(array, script.below(10));
      } else if (operation < 98) {
        result = updated(array, script.below(30), script.below(4));
      } else {
        growing = !growing;
        result = Long.toUnsignedString(array.count()) + " " + array.height();
      }
      store.note(operation + " " + result);
    }
    Cid root = array.flush();
    store.note("end " + root);
    return store.log();
  }

  private static String visited(Amt<Long> array, long limit) {
    StringBuilder text = new StringBuilder();
    long[] count = {0};
    array.forEachWhile(
        (index, value) -> {
          text.append(Long.toUnsignedString(index)).append('=').append(value).append(';');
          return ++count[0] < limit;
        });
    return text.toString();
  }

  private static String updated(Amt<Long> array, long limit, long residue) {
    StringBuilder text = new StringBuilder();
    long[] count = {0};
    array.updateWhile(
        (index, slot) -> {
          if (Long.remainderUnsigned(index, 4) == residue) {
            slot.replace(slot.value() + 1);
          }
          text.append(Long.toUnsignedString(index)).append('=').append(slot.value()).append(';');
          return ++count[0] < limit;
        });
    return text.toString();
  }

  @ParameterizedTest
  @CsvSource({
    "2, bafy2bzacebpbl7msg6mta4gjy3xmntdo6tt7wiikvctwtrkukkem5kvw5bw2i",
    "3, bafy2bzacedijw74yui7otvo63nfl3hdq2vdzuy7wx2tnptwed6zml4vvz7wee",
    "4, bafy2bzacebtuxloybdfwpzgkvvpdlkmnp4qu52omg3tkj4vqvimurdnfw3jva",
    "5, bafy2bzaceacu3yonapahihxmnhzuvk76yupwjmyeymd2l5n6xfs5st52shm6a",
    "6, bafy2bzaceaa2jny7gkgdwnid4kuldau6bnvgyss5bszo4uy6uikrncvdu5mc2"
  })
  void emptyArrays(int bitWidth, String expected) {
    assertThat(Amt.empty(AmtType.of(Codecs.U64, bitWidth), new MemoryBlockstore()).flush())
        .hasToString(expected);
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static Cid written(AmtType<byte[]> type, String value, long... indices) {
    Amt<byte[]> array = Amt.empty(type, new MemoryBlockstore());
    for (long index : indices) {
      array.set(index, text(value));
    }
    return array.flush();
  }

  @Test
  void oneValue() {
    assertThat(written(BYTES, "foo", 2))
        .hasToString("bafy2bzacedv5uu5za6oqtnozjvju5lhbgaybayzhw4txiojw7hd47ktgbv5wc");
    assertThat(written(AmtType.v0(Codecs.BYTES), "foo", 2))
        .hasToString("bafy2bzaceansvim5z2rzifilsbzsjuoul2adx7iad7x3b4paj3qsexqf6ovxk");
  }

  @Test
  void theLargestIndex() {
    Amt<byte[]> array = Amt.empty(BYTES, new MemoryBlockstore());
    array.set(Amt.MAX_INDEX, text("what is up"));
    assertThat(array.height()).isEqualTo(21);
    assertThatThrownBy(() -> array.set(Amt.MAX_INDEX + 1, text("what is up")))
        .isInstanceOf(IpldException.class)
        .hasMessageContaining("18446744073709551615");
    array.set(Amt.MAX_INDEX - 1, text("what is up"));
    assertThat(array.flush())
        .hasToString("bafy2bzacecl3zuubhdvkojg6uhbu4mebaehx554q6algfjitqiivvnrqprkxo");
  }

  @Test
  void threeLevels() {
    Amt<byte[]> array = Amt.empty(BYTES, new MemoryBlockstore());
    array.set(2, text("foo"));
    array.set(11, text("bar"));
    array.set(79, text("baz"));
    assertThat(array.flush())
        .hasToString("bafy2bzacecughjbclx3lbqwibrwc6pe7nttlc3qewedsrayghsvh5j5lpofiq");
  }

  @Test
  void fiveThousandValues() {
    long[] indices = new long[5000];
    for (int i = 0; i < indices.length; i++) {
      indices[i] = i;
    }
    assertThat(written(BYTES, "foo foo bar", indices))
        .hasToString("bafy2bzacecfquuqzqzlox25aynodzw2qhxijdzfvno6tibyes3kb6nd3f7uxa");
  }

  @Test
  void removalLowersTheRoot() {
    MemoryBlockstore store = new MemoryBlockstore();
    Amt<byte[]> array = Amt.empty(BYTES, store);
    array.set(1, text("thing"));
    Cid small = array.flush();
    assertThat(small).hasToString("bafy2bzacebmkyah6kppbszluix3g332hntzx6wfdcqcr5hjdsaxri5jhgrdmo");
    array.set(37, text("other"));
    Amt<byte[]> loaded = Amt.load(BYTES, store, array.flush());
    assertThat(loaded.height()).isEqualTo(1);
    assertThat(loaded.remove(37)).contains(text("other"));
    assertThat(loaded.height()).isZero();
    assertThat(loaded.flush()).isEqualTo(small);
  }
}
