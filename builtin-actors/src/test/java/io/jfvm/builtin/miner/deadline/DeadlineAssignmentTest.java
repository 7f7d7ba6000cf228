// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.miner.deadline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jfvm.actor.ActorException;
import io.jfvm.ipld.MemoryBlockstore;
import io.jfvm.types.ExitCode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DeadlineAssignmentTest {
  private static final Deadline EMPTY = Deadline.empty(new MemoryBlockstore());
  private static final DeadlineAssignment BY_FOUR = new DeadlineAssignment(4, 100);

  /** Among the deadlines of {@link #assigned}, one that takes no sectors. */
  private static final Deadline CLOSED = null;

  private static Deadline deadline(long live, long dead) {
    return new Deadline(
        EMPTY.partitions(),
        EMPTY.expirationsEpochs(),
        EMPTY.partitionsPosted(),
        EMPTY.earlyTerminations(),
        live,
        live + dead,
        EMPTY.faultyPower(),
        EMPTY.optimisticPostSubmissions(),
        EMPTY.sectorsSnapshot(),
        EMPTY.partitionsSnapshot(),
        EMPTY.optimisticPostSubmissionsSnapshot(),
        EMPTY.livePower(),
        EMPTY.dailyFee());
  }

  private static List<Sector> sectors(int count) {
    List<Sector> sectors = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      sectors.add(TestSectors.sector(i, 100, 0, 1, 1));
    }
    return sectors;
  }

  private static List<List<Long>> assigned(int count, Deadline... deadlines) {
    List<Optional<Deadline>> open = new ArrayList<>();
    for (Deadline deadline : deadlines) {
      open.add(Optional.ofNullable(deadline));
    }
    return BY_FOUR.assign(open, sectors(count)).stream()
        .map(list -> list.stream().map(Sector::number).toList())
        .toList();
  }

  @Test
  void fillsOnePartitionAfterTheOther() {
    assertThat(assigned(10, deadline(0, 0), deadline(0, 0)))
        .containsExactly(List.of(0L, 1L, 2L, 3L, 8L, 9L), List.of(4L, 5L, 6L, 7L));
  }

  @Test
  void fillsBegunPartitionsFirstAndLeavesClosedDeadlinesOut() {
    assertThat(assigned(5, deadline(0, 0), CLOSED, CLOSED, deadline(1, 0)))
        .containsExactly(List.of(3L, 4L), List.of(), List.of(), List.of(0L, 1L, 2L));
  }

  @Test
  void prefersFewestPartitionsAfterCompaction() {
    assertThat(assigned(1, deadline(8, 0), deadline(7, 5))).containsExactly(List.of(), List.of(0L));
  }

  @Test
  void thenFewestPartitionsBeforeIt() {
    assertThat(assigned(1, deadline(4, 4), deadline(4, 0))).containsExactly(List.of(), List.of(0L));
  }

  @Test
  void thenTheFullestBegunPartitionDeadSectorsIncluded() {
    assertThat(assigned(1, deadline(1, 0), deadline(2, 0))).containsExactly(List.of(), List.of(0L));
    assertThat(assigned(1, deadline(1, 0), deadline(0, 2))).containsExactly(List.of(), List.of(0L));
    assertThat(assigned(1, deadline(0, 1), deadline(0, 2))).containsExactly(List.of(), List.of(0L));
  }

  @Test
  void thenFewestLiveSectorsThenTheLowestIndex() {
    assertThat(assigned(1, deadline(1, 1), deadline(0, 2))).containsExactly(List.of(), List.of(0L));
    assertThat(assigned(1, deadline(1, 1), deadline(1, 1))).containsExactly(List.of(0L), List.of());
  }

  @Test
  void takesSectorsUntilEveryDeadlineIsFull() {
    DeadlineAssignment small = new DeadlineAssignment(5, 5);
    List<Optional<Deadline>> empty = Collections.nCopies(48, Optional.of(deadline(0, 0)));
    assertThat(small.assign(empty, sectors(1200))).allSatisfy(list -> assertThat(list).hasSize(25));
    assertFull(small, empty, 1201);
    List<Optional<Deadline>> begun = Collections.nCopies(48, Optional.of(deadline(1, 1)));
    assertThat(small.assign(begun, sectors(1104))).hasSize(48);
    assertFull(small, begun, 1105);
  }

  private static void assertFull(
      DeadlineAssignment assignment, List<Optional<Deadline>> deadlines, int sectors) {
    assertThatThrownBy(() -> assignment.assign(deadlines, sectors(sectors)))
        .isInstanceOfSatisfying(
            ActorException.class,
            e -> assertThat(e.exitCode()).isEqualTo(ExitCode.USR_ILLEGAL_STATE));
  }

  @Test
  void withoutAnyDeadlineItAborts() {
    assertThatThrownBy(() -> assigned(1, CLOSED, CLOSED))
        .isInstanceOfSatisfying(
            ActorException.class,
            e -> assertThat(e.exitCode()).isEqualTo(ExitCode.USR_ASSERTION_FAILED));
  }
}
