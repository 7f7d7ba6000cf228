// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.miner.deadline;

import static io.jfvm.builtin.miner.deadline.TestSectors.at;
import static io.jfvm.builtin.miner.deadline.TestSectors.bits;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jfvm.actor.ActorException;
import io.jfvm.builtin.EmptyCollections;
import io.jfvm.ipld.Blockstore;
import io.jfvm.ipld.MemoryBlockstore;
import io.jfvm.ipld.amt.AmtType;
import io.jfvm.ipld.bitfield.BitField;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class BitFieldQueueTest {
  private static final int BIT_WIDTH = 3;
  private static final AmtType<BitField> TYPE = BitFieldQueue.type(BIT_WIDTH);

  private final Blockstore store = new MemoryBlockstore();
  private final BitFieldQueue queue = queue(QuantSpec.NONE);

  private BitFieldQueue queue(QuantSpec quant) {
    return BitFieldQueue.load(TYPE, store, EmptyCollections.array(store, BIT_WIDTH), quant);
  }

  private static Map<Long, BitField> content(BitFieldQueue queue) {
    Map<Long, BitField> content = new TreeMap<>();
    queue.amt().forEach(content::put);
    return content;
  }

  @Test
  void numbersOfOneEpochAreMerged() {
    queue.add(at(42), bits(1, 2));
    queue.add(at(42), bits(2, 5));
    queue.add(at(93), bits(4));
    assertThat(content(queue)).isEqualTo(Map.of(42L, bits(1, 2, 5), 93L, bits(4)));
  }

  @Test
  void epochsAreRoundedUp() {
    BitFieldQueue rounding = queue(new QuantSpec(5, 3));
    for (long epoch : new long[] {0, 2, 3, 4, 7, 8, 9}) {
      rounding.add(at(epoch), bits(epoch));
    }
    assertThat(content(rounding))
        .isEqualTo(Map.of(3L, bits(0, 2, 3), 8L, bits(4, 7, 8), 13L, bits(9)));
  }

  @Test
  void manyAreAddedByRoundedEpoch() {
    BitFieldQueue rounding = queue(new QuantSpec(5, 3));
    rounding.addAll(new TreeMap<>(Map.of(at(4), bits(1), at(8), bits(3), at(9), bits(2))));
    assertThat(content(rounding)).isEqualTo(Map.of(8L, bits(1, 3), 13L, bits(2)));
  }

  @Test
  void noNumbersMakeNoEntry() {
    queue.add(at(42), BitField.EMPTY);
    queue.addAll(new TreeMap<>());
    assertThat(queue.amt().count()).isZero();
  }

  @Test
  void negativeEpochsFail() {
    assertThatThrownBy(() -> queue.add(at(-1), bits(1))).isInstanceOf(ActorException.class);
  }

  @Test
  void poppingTakesEverythingUpToTheEpoch() {
    queue.add(at(42), bits(1, 2));
    queue.add(at(93), bits(4));
    queue.add(at(94), bits(0));
    var before = queue.flush();
    assertThat(queue.popUntil(at(41))).isEqualTo(new BitFieldQueue.Popped(BitField.EMPTY, false));
    assertThat(queue.flush()).isEqualTo(before);
    assertThat(queue.popUntil(at(93))).isEqualTo(new BitFieldQueue.Popped(bits(1, 2, 4), true));
    assertThat(content(queue)).isEqualTo(Map.of(94L, bits(0)));
  }

  @Test
  void cutClosesGapsAndDropsEmptyEpochs() {
    queue.add(at(42), bits(2, 4));
    queue.add(at(93), bits(0, 1, 2, 3, 4, 6));
    queue.cut(bits(2, 4, 5));
    assertThat(content(queue)).isEqualTo(Map.of(93L, bits(0, 1, 2, 3)));
  }
}
