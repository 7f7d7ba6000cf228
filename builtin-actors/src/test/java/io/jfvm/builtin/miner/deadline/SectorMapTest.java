// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.miner.deadline;

import static io.jfvm.builtin.miner.deadline.TestSectors.bits;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jfvm.actor.ActorException;
import io.jfvm.ipld.bitfield.BitField;
import io.jfvm.types.ExitCode;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class SectorMapTest {
  private final DeadlineSectorMap map = new DeadlineSectorMap();

  private static void assertIllegalArgument(ThrowingCallable code) {
    assertThatThrownBy(code)
        .isInstanceOfSatisfying(
            ActorException.class,
            e -> assertThat(e.exitCode()).isEqualTo(ExitCode.USR_ILLEGAL_ARGUMENT));
  }

  @Test
  void sectorsOfOnePartitionAreMergedAndCountedOnce() {
    map.add(10, 0, bits(1, 2));
    map.add(10, 0, bits(2, 3));
    map.add(10, 1, bits(7));
    map.add(3, 0, bits(7));
    assertThat(map.partitionCount()).isEqualTo(3);
    assertThat(map.sectorCount()).isEqualTo(5);
    assertThat(map.partitions().get(10L).sectors().get(0L)).isEqualTo(bits(1, 2, 3));
  }

  @Test
  void deadlinesAndPartitionsComeInOrder() {
    for (long i = 47; i >= 0; i -= 5) {
      map.add(i, 9, bits(1));
      map.add(i, -1, bits(1)); // the largest u64
      map.add(i, 0, bits(1));
    }
    assertThat(map.partitions().keySet())
        .containsExactly(2L, 7L, 12L, 17L, 22L, 27L, 32L, 37L, 42L, 47L);
    assertThat(map.partitions().get(2L).sectors().keySet()).containsExactly(0L, 9L, -1L);
  }

  @Test
  void thereAreFortyEightDeadlines() {
    map.add(47, 0, bits(1));
    assertIllegalArgument(() -> map.add(48, 0, bits(1)));
    assertIllegalArgument(() -> map.add(-1, 0, bits(1)));
  }

  @Test
  void checkLimitsPartitionsAndSectors() {
    map.add(0, 1, bits(1, 2, 3));
    map.add(1, 1, bits(1, 2));
    assertThatCode(() -> map.check(2, 5)).doesNotThrowAnyException();
    assertIllegalArgument(() -> map.check(1, 5));
    assertIllegalArgument(() -> map.check(2, 4));
  }

  @Test
  void moreSectorsThanCanBeCountedAreRefused() {
    BitField huge = BitField.ofRange(0, -1);
    map.add(0, 1, huge);
    assertIllegalArgument(() -> map.check(10, 10));
    map.add(0, 2, huge);
    assertIllegalArgument(() -> map.check(10, -1));
    map.add(0, 2, huge);
    assertIllegalArgument(map::sectorCount);
  }

  @Test
  void anEmptyMapHasNothing() {
    assertThat(map.partitions()).isEmpty();
    assertThat(map.sectorCount()).isZero();
    assertThatCode(() -> map.check(0, 0)).doesNotThrowAnyException();
    assertThat(new PartitionSectorMap().isEmpty()).isTrue();
  }
}
