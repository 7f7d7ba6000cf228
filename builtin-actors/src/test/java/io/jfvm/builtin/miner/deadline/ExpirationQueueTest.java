// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.miner.deadline;

import static io.jfvm.builtin.miner.deadline.TestSectors.at;
import static io.jfvm.builtin.miner.deadline.TestSectors.bits;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jfvm.actor.ActorException;
import io.jfvm.builtin.EmptyCollections;
import io.jfvm.builtin.sector.SectorSize;
import io.jfvm.ipld.Blockstore;
import io.jfvm.ipld.MemoryBlockstore;
import io.jfvm.ipld.bitfield.BitField;
import io.jfvm.types.ExitCode;
import io.jfvm.types.TokenAmount;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class ExpirationQueueTest {
  private static final SectorSize SIZE = SectorSize.SIZE_32_GIB;

  /** Sectors 1 to 6, two for each of the epochs 5, 9 and 13. */
  private static final List<Sector> SECTORS =
      List.of(
          TestSectors.sector(1, 2, 60, 1000, 3000),
          TestSectors.sector(2, 3, 61, 1001, 4000),
          TestSectors.sector(3, 7, 62, 1002, 5000),
          TestSectors.sector(4, 8, 63, 1003, 6000),
          TestSectors.sector(5, 11, 64, 1004, 7000),
          TestSectors.sector(6, 13, 65, 1005, 8000));

  private final Blockstore store = new MemoryBlockstore();
  private final ExpirationQueue queue = queue(new QuantSpec(4, 1));

  private ExpirationQueue queue(QuantSpec quant) {
    return ExpirationQueue.load(
        store, EmptyCollections.array(store, ExpirationQueue.BIT_WIDTH), quant);
  }

  private static PowerPair power(int from, int to) {
    return SectorPower.of(SIZE, SECTORS.subList(from, to));
  }

  private static void assertIllegalState(ThrowingCallable code) {
    assertThatThrownBy(code)
        .isInstanceOfSatisfying(
            ActorException.class,
            e -> assertThat(e.exitCode()).isEqualTo(ExitCode.USR_ILLEGAL_STATE));
  }

  /** Removes the next entry, which must be that of the epoch. */
  private ExpirationSet pop(long epoch) {
    assertThat(queue.popUntil(at(epoch - 1))).isEqualTo(ExpirationSet.EMPTY);
    return queue.popUntil(at(epoch));
  }

  private static ExpirationSet set(
      BitField onTime, BitField early, long pledge, PowerPair active, PowerPair faulty, long fee) {
    return new ExpirationSet(
        onTime, early, TokenAmount.ofAtto(pledge), active, faulty, TokenAmount.ofAtto(fee));
  }

  @Test
  void addedSectorsExpireTogetherAtTheRoundedEpoch() {
    SectorTotals added = queue.addActive(SECTORS, SIZE);
    assertThat(added)
        .isEqualTo(
            new SectorTotals(
                bits(1, 2, 3, 4, 5, 6),
                power(0, 6),
                TokenAmount.ofAtto(6015),
                TokenAmount.ofAtto(33_000)));
    assertThat(queue.amt().count()).isEqualTo(3);
    assertThat(pop(5))
        .isEqualTo(set(bits(1, 2), BitField.EMPTY, 2001, power(0, 2), PowerPair.ZERO, 3000 + 4000));
    assertThat(pop(9).onTimeSectors()).isEqualTo(bits(3, 4));
    assertThat(pop(13).onTimeSectors()).isEqualTo(bits(5, 6));
    assertThat(queue.amt().count()).isZero();
  }

  @Test
  void entriesOfSeveralEpochsArePoppedAsOne() {
    queue.addActive(SECTORS, SIZE);
    assertThat(queue.popUntil(at(9)))
        .isEqualTo(
            set(bits(1, 2, 3, 4), BitField.EMPTY, 4006, power(0, 4), PowerPair.ZERO, 18_000));
  }

  @Test
  void faultsMoveOnlyIfTheyWouldExpireLater() {
    queue.addActive(SECTORS, SIZE);
    assertThat(queue.rescheduleAsFaults(at(6), SECTORS.subList(1, 5), SIZE)).isEqualTo(power(1, 5));
    assertThat(pop(5))
        .isEqualTo(set(bits(1, 2), BitField.EMPTY, 2001, power(0, 1), power(1, 2), 7000));
    assertThat(pop(9))
        .isEqualTo(set(bits(3, 4), bits(5), 2005, PowerPair.ZERO, power(2, 5), 5000 + 6000 + 7000));
    assertThat(pop(13))
        .isEqualTo(set(bits(6), BitField.EMPTY, 1005, power(5, 6), PowerPair.ZERO, 8000));
  }

  @Test
  void allBecomeFaultyWithOrWithoutMoving() {
    queue.addActive(SECTORS, SIZE);
    queue.rescheduleAllAsFaults(at(6));
    assertThat(pop(5))
        .isEqualTo(set(bits(1, 2), BitField.EMPTY, 2001, PowerPair.ZERO, power(0, 2), 7000));
    assertThat(pop(9))
        .isEqualTo(set(bits(3, 4), bits(5, 6), 2005, PowerPair.ZERO, power(2, 6), 26_000));
    assertThat(queue.amt().count()).isZero();
  }

  @Test
  void earlySectorsMayNotMoveToAnEarlierEpoch() {
    queue.addActive(SECTORS, SIZE);
    queue.rescheduleAllAsFaults(at(6));
    assertIllegalState(() -> queue.rescheduleAllAsFaults(at(3)));
  }

  @Test
  void recoveryUndoesFaults() {
    queue.addActive(SECTORS, SIZE);
    var before = queue.flush();
    queue.rescheduleAsFaults(at(6), SECTORS.subList(1, 5), SIZE);
    assertThat(queue.flush()).isNotEqualTo(before);
    assertThat(queue.rescheduleRecovered(SECTORS.subList(1, 5), SIZE)).isEqualTo(power(1, 5));
    assertThat(queue.flush()).isEqualTo(before);
  }

  @Test
  void recoveryOfSectorsThatAreNotThereFails() {
    queue.addActive(SECTORS.subList(0, 2), SIZE);
    assertIllegalState(() -> queue.rescheduleRecovered(SECTORS.subList(1, 3), SIZE));
  }

  @Test
  void removalTellsActiveFromFaultyAndRecovering() {
    queue.addActive(SECTORS, SIZE);
    queue.rescheduleAsFaults(at(6), SECTORS.subList(1, 6), SIZE);
    ExpirationQueue.Removed removed =
        queue.remove(
            List.of(SECTORS.get(0), SECTORS.get(3), SECTORS.get(4), SECTORS.get(5)),
            bits(4, 5, 6),
            bits(6),
            SIZE);
    assertThat(removed.set())
        .isEqualTo(set(bits(1, 4), bits(5, 6), 2003, power(0, 1), power(3, 6), 24_000));
    assertThat(removed.recoveringPower()).isEqualTo(power(5, 6));
    assertThat(pop(5))
        .isEqualTo(set(bits(2), BitField.EMPTY, 1001, PowerPair.ZERO, power(1, 2), 4000));
    assertThat(pop(9))
        .isEqualTo(set(bits(3), BitField.EMPTY, 1002, PowerPair.ZERO, power(2, 3), 5000));
    assertThat(queue.amt().count()).isZero();
  }

  @Test
  void activeSectorsAreFoundWhereTheyWereMoved() {
    queue.addActive(SECTORS, SIZE);
    queue.rescheduleExpirations(at(16), SECTORS.subList(0, 1), SIZE);
    assertThat(queue.removeActive(SECTORS.subList(0, 2), SIZE).numbers()).isEqualTo(bits(1, 2));
    assertThat(pop(9).onTimeSectors()).isEqualTo(bits(3, 4));
    assertThat(pop(13).onTimeSectors()).isEqualTo(bits(5, 6));
    assertThat(queue.amt().count()).isZero();
  }

  @Test
  void earlySectorsAreNotTakenForActiveOnes() {
    queue.addActive(SECTORS, SIZE);
    queue.rescheduleAsFaults(at(4), SECTORS.subList(4, 5), SIZE);
    assertIllegalState(() -> queue.removeActive(SECTORS.subList(4, 5), SIZE));
  }

  @Test
  void nothingToDoChangesNothing() {
    var empty = queue.flush();
    queue.addActive(List.of(), SIZE);
    queue.rescheduleRecovered(List.of(), SIZE);
    queue.rescheduleExpirations(at(4), List.of(), SIZE);
    queue.rescheduleAllAsFaults(at(4));
    assertThat(queue.flush()).isEqualTo(empty);
  }

  @Test
  void negativeEpochsFail() {
    assertIllegalState(
        () -> queue(QuantSpec.NONE).addActive(List.of(TestSectors.sector(1, -1, 0, 1, 1)), SIZE));
  }

  @Test
  void setsCannotGiveWhatTheyDoNotHave() {
    ExpirationSet all = set(bits(5, 8), bits(2), 1000, power(0, 2), power(2, 3), 2000);
    assertThat(all.minus(all)).isEqualTo(ExpirationSet.EMPTY);
    assertIllegalState(() -> all.minus(set(bits(9), bits(), 0, PowerPair.ZERO, PowerPair.ZERO, 0)));
    assertIllegalState(() -> all.minus(set(bits(), bits(8), 0, PowerPair.ZERO, PowerPair.ZERO, 0)));
    assertNegative(set(bits(), bits(), -1, PowerPair.ZERO, PowerPair.ZERO, 0));
    assertNegative(set(bits(), bits(), 0, power(0, 1).negate(), PowerPair.ZERO, 0));
    assertNegative(set(bits(), bits(), 0, PowerPair.ZERO, power(0, 1).negate(), 0));
    assertNegative(set(bits(), bits(), 0, PowerPair.ZERO, PowerPair.ZERO, -1));
  }

  private static void assertNegative(ExpirationSet set) {
    assertIllegalState(set::validated);
  }
}
