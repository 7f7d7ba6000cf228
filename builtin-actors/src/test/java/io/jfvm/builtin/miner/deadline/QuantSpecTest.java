// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.miner.deadline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jfvm.actor.ActorException;
import io.jfvm.types.ChainEpoch;
import org.junit.jupiter.api.Test;

class QuantSpecTest {

  private static long up(long unit, long offset, long epoch) {
    return new QuantSpec(unit, offset).quantizeUp(new ChainEpoch(epoch)).value();
  }

  private static long down(long unit, long offset, long epoch) {
    return new QuantSpec(unit, offset).quantizeDown(new ChainEpoch(epoch)).value();
  }

  @Test
  void roundsUpToMultiplesOfTheUnitThatTheOffsetShifts() {
    assertThat(up(10, 0, 0)).isEqualTo(0);
    assertThat(up(10, 0, 1)).isEqualTo(10);
    assertThat(up(10, 0, 10)).isEqualTo(10);
    assertThat(up(10, 3, 3)).isEqualTo(3);
    assertThat(up(10, 3, 4)).isEqualTo(13);
    assertThat(up(10, 3, 13)).isEqualTo(13);
  }

  @Test
  void onlyTheOffsetsRemainderMatters() {
    assertThat(up(10, 1_000_003, 4)).isEqualTo(13);
    assertThat(up(10, -7, 4)).isEqualTo(13);
  }

  @Test
  void isTheLeastEpochOfTheKindNotBelow() {
    for (long unit = 1; unit < 7; unit++) {
      for (long offset = -8; offset <= 8; offset++) {
        for (long epoch = -20; epoch <= 20; epoch++) {
          long rounded = up(unit, offset, epoch);
          assertThat(rounded).isBetween(epoch, epoch + unit - 1);
          assertThat(Math.floorMod(rounded - offset, unit)).isZero();
        }
      }
    }
  }

  @Test
  void roundsDownToTheGreatestOfTheKindNotAbove() {
    assertThat(down(10, 3, 13)).isEqualTo(13);
    assertThat(down(10, 3, 12)).isEqualTo(3);
    assertThat(down(10, 3, 2)).isEqualTo(-7);
    assertThat(down(2880, 1972, 4)).isEqualTo(1972 - 2880);
  }

  @Test
  void epochsOutOfRangeAbort() {
    assertThatThrownBy(() -> up(10, 0, Long.MAX_VALUE)).isInstanceOf(ActorException.class);
    assertThatThrownBy(() -> up(10, 3, Long.MIN_VALUE)).isInstanceOf(ActorException.class);
  }

  @Test
  void noneRoundsNothing() {
    assertThat(QuantSpec.NONE.quantizeUp(new ChainEpoch(-5)).value()).isEqualTo(-5);
    assertThat(QuantSpec.NONE.quantizeUp(new ChainEpoch(17)).value()).isEqualTo(17);
  }
}
