// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.miner.deadline;

import static io.jfvm.builtin.miner.deadline.TestSectors.at;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DeadlineWindowTest {
  private static final long START = 12_345;

  @Test
  void windowsAreHalfAnHourEachWithChallengeAndCutoffBefore() {
    DeadlineWindow window = DeadlineWindow.of(at(1000), 3, at(1100));
    assertThat(window.open()).isEqualTo(at(1180));
    assertThat(window.close()).isEqualTo(at(1240));
    assertThat(window.last()).isEqualTo(at(1239));
    assertThat(window.challenge()).isEqualTo(at(1160));
    assertThat(window.faultCutoff()).isEqualTo(at(1110));
    assertThat(window.periodEnd()).isEqualTo(at(3879));
    assertThat(window.faultExpiration()).isEqualTo(at(1239 + 42 * 2880));
    assertThat(window.isOpen()).isFalse();
    assertThat(window.isPeriodStarted()).isTrue();
    assertThat(window.isPeriodElapsed()).isFalse();
    assertThat(window.isFaultCutoffPassed()).isFalse();
  }

  @Test
  void behindTheLastDeadlineTheWindowIsEmpty() {
    DeadlineWindow window = DeadlineWindow.of(at(1000), 48, at(1100));
    assertThat(window.open()).isEqualTo(at(3880));
    assertThat(window.close()).isEqualTo(at(3880));
    assertThat(window.challenge()).isEqualTo(at(3880));
    assertThat(window.faultCutoff()).isEqualTo(at(0));
    assertThat(DeadlineWindow.of(at(1000), -1, at(1100)).open()).isEqualTo(at(3880));
  }

  @Test
  void nextNotElapsedIsTheFirstOfLaterPeriodsThatHasNotClosed() {
    for (int index = 0; index < 48; index += 7) {
      for (long now = START - 1; now < START + 3 * 2880; now += 13) {
        DeadlineWindow expected = DeadlineWindow.of(at(START), index, at(now));
        while (expected.hasElapsed()) {
          expected = DeadlineWindow.of(expected.nextPeriodStart(), index, at(now));
        }
        assertThat(DeadlineWindow.of(at(START), index, at(now)).nextNotElapsed())
            .isEqualTo(expected);
      }
    }
  }

  @Test
  void quantRoundsToTheLastEpochOfWindows() {
    DeadlineWindow window = DeadlineWindow.of(at(2), 10, at(2 + 2880));
    assertThat(window.quant().quantizeUp(at(2 + 2880))).isEqualTo(window.nextNotElapsed().last());
  }

  @Test
  void everyEpochFallsIntoOneWindowWhateverPeriodTheOffsetNames() {
    for (long now : new long[] {4, 2000, 400_000, 5_000_000}) {
      DeadlineWindow window = DeadlineWindow.at(at(1972), at(now));
      assertThat(window.isOpen()).isTrue();
      assertThat(DeadlineWindow.at(at(1972 + 3 * 2880), at(now))).isEqualTo(window);
      assertThat(DeadlineWindow.at(at(1972 + 1_000_000L * 2880), at(now))).isEqualTo(window);
    }
  }

  @Test
  void windowsFollowEachOther() {
    long start = 2880 * 103 + 7;
    assertThat(DeadlineWindow.at(at(7), at(start)).index()).isZero();
    assertThat(DeadlineWindow.at(at(7), at(start + 59)).index()).isZero();
    assertThat(DeadlineWindow.at(at(7), at(start + 60)).index()).isEqualTo(1);
    assertThat(DeadlineWindow.at(at(7), at(start + 2879)).index()).isEqualTo(47);
    DeadlineWindow next = DeadlineWindow.at(at(7), at(start + 2880));
    assertThat(next.index()).isZero();
    assertThat(next.periodStart()).isEqualTo(at(start + 2880));
  }

  @Test
  void mayBeChangedUntilTheWindowBeforeItsOwnOpens() {
    assertThat(DeadlineWindow.isMutable(at(0), 3, at(119))).isTrue();
    assertThat(DeadlineWindow.isMutable(at(0), 3, at(120))).isFalse();
    assertThat(DeadlineWindow.isMutable(at(0), 3, at(239))).isFalse();
    assertThat(DeadlineWindow.isMutable(at(0), 3, at(240))).isTrue();
  }

  @Test
  void mayBeDisputedForTwoFinalitiesAfterItClosed() {
    assertThat(DeadlineWindow.isOpenToDispute(at(0), 3, at(239))).isFalse(); // open
    assertThat(DeadlineWindow.isOpenToDispute(at(0), 3, at(240))).isTrue();
    assertThat(DeadlineWindow.isOpenToDispute(at(0), 3, at(240 + 1799))).isTrue();
    assertThat(DeadlineWindow.isOpenToDispute(at(0), 3, at(240 + 1800))).isFalse();
    assertThat(DeadlineWindow.isOpenToDispute(at(500), 3, at(499))).isFalse();
  }

  @Test
  void mayBeCompactedBetweenDisputesAndTheNextWindow() {
    assertThat(DeadlineWindow.isOpenToCompaction(at(0), 3, at(240 + 1799))).isFalse();
    assertThat(DeadlineWindow.isOpenToCompaction(at(0), 3, at(240 + 1800))).isTrue();
    assertThat(DeadlineWindow.isOpenToCompaction(at(0), 3, at(2880 + 119))).isTrue();
    assertThat(DeadlineWindow.isOpenToCompaction(at(0), 3, at(2880 + 120))).isFalse();
  }
}
