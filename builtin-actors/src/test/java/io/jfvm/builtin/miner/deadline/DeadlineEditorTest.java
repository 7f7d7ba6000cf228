// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.miner.deadline;

import static io.jfvm.builtin.miner.deadline.TestSectors.at;
import static io.jfvm.builtin.miner.deadline.TestSectors.bits;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jfvm.actor.ActorException;
import io.jfvm.builtin.sector.SectorSize;
import io.jfvm.ipld.Blockstore;
import io.jfvm.ipld.MemoryBlockstore;
import io.jfvm.ipld.bitfield.BitField;
import io.jfvm.proof.WindowPostProof;
import io.jfvm.types.ExitCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a deadline of nine sectors, four to a partition, refuses, and what disputes find. */
class DeadlineEditorTest {
  private static final SectorSize SIZE = SectorSize.SIZE_32_GIB;
  private static final QuantSpec QUANT = new QuantSpec(4, 1);

  private final Blockstore store = new MemoryBlockstore();
  private final List<Sector> list = new ArrayList<>();
  private Sectors sectors;
  private DeadlineEditor editor;

  @BeforeEach
  void nineProvenSectors() {
    for (long number = 1; number <= 9; number++) {
      list.add(TestSectors.sector(number, 20 + number, 0, 1000, 10));
    }
    sectors = TestSectors.array(store, list);
    editor = new DeadlineEditor(Deadline.empty(store), store, QUANT);
    editor.addSectors(4, true, true, list, SIZE);
  }

  private static void assertExit(ExitCode expected, ThrowingCallable code) {
    assertThatThrownBy(code)
        .isInstanceOfSatisfying(
            ActorException.class, e -> assertThat(e.exitCode()).isEqualTo(expected));
  }

  private static PartitionSectorMap in(long partition, long... numbers) {
    PartitionSectorMap map = new PartitionSectorMap();
    map.add(partition, BitField.of(numbers));
    return map;
  }

  private static PostPartition post(long index, long... skipped) {
    return new PostPartition(index, BitField.of(skipped));
  }

  private PostResult prove(PostPartition... posts) {
    return editor.proving().recordProvenSectors(sectors, SIZE, at(13), List.of(posts));
  }

  @Test
  void missingPartitionsAreNotFound() {
    DeadlineProving proving = editor.proving();
    assertExit(ExitCode.USR_NOT_FOUND, () -> proving.recordFaults(sectors, SIZE, at(9), in(3, 1)));
    assertExit(
        ExitCode.USR_NOT_FOUND, () -> proving.declareFaultsRecovered(sectors, SIZE, in(3, 1)));
    assertExit(
        ExitCode.USR_NOT_FOUND, () -> editor.terminateSectors(sectors, at(9), in(3, 1), SIZE));
    assertExit(ExitCode.USR_NOT_FOUND, () -> prove(post(3)));
    assertExit(ExitCode.USR_NOT_FOUND, () -> editor.deadline().loadPartition(store, 3));
  }

  @Test
  void sectorsOfOtherPartitionsAreRefused() {
    DeadlineProving proving = editor.proving();
    assertExit(
        ExitCode.USR_ILLEGAL_ARGUMENT, () -> proving.recordFaults(sectors, SIZE, at(9), in(0, 5)));
    assertExit(
        ExitCode.USR_ILLEGAL_ARGUMENT,
        () -> proving.declareFaultsRecovered(sectors, SIZE, in(0, 5)));
    assertExit(
        ExitCode.USR_ILLEGAL_ARGUMENT,
        () -> editor.terminateSectors(sectors, at(9), in(0, 5), SIZE));
    assertExit(ExitCode.USR_ILLEGAL_ARGUMENT, () -> prove(post(0, 5)));
  }

  @Test
  void sectorsCannotEndTwice() {
    editor.terminateSectors(sectors, at(9), in(0, 1, 2), SIZE);
    assertExit(
        ExitCode.USR_ILLEGAL_ARGUMENT,
        () -> editor.terminateSectors(sectors, at(10), in(0, 1), SIZE));
  }

  @Test
  void partitionsAreProvenOnceAWindow() {
    assertExit(ExitCode.USR_ILLEGAL_ARGUMENT, () -> prove(post(0), post(0)));
    prove(post(0), post(1));
    assertThat(editor.deadline().partitionsPosted()).isEqualTo(bits(0, 1));
    assertExit(ExitCode.USR_ILLEGAL_ARGUMENT, () -> prove(post(2), post(1)));
    assertExit(ExitCode.USR_ILLEGAL_ARGUMENT, () -> prove(post(-1)));
  }

  @Test
  void onlyCleanPartitionsAreCompacted() {
    assertExit(ExitCode.USR_ILLEGAL_ARGUMENT, () -> compact(bits(3)));
    assertExit(ExitCode.USR_ILLEGAL_ARGUMENT, () -> compact(bits(0, 1, 2, 3)));
    editor.proving().recordFaults(sectors, SIZE, at(9), in(1, 5));
    assertExit(ExitCode.USR_ILLEGAL_ARGUMENT, () -> compact(bits(1)));
    Sector unproven = TestSectors.sector(10, 25, 0, 1000, 10);
    sectors.store(List.of(unproven));
    editor.addSectors(4, false, true, List.of(unproven), SIZE);
    assertExit(ExitCode.USR_ILLEGAL_ARGUMENT, () -> compact(bits(2)));
  }

  private BitField compact(BitField partitions) {
    return editor.compactPartitions(sectors, SIZE, 4, partitions);
  }

  @Test
  void earlyTerminationsForbidCompaction() {
    editor.terminateSectors(sectors, at(9), in(0, 1), SIZE);
    assertExit(ExitCode.USR_ILLEGAL_ARGUMENT, () -> compact(bits(1)));
    assertThat(compact(bits())).isEqualTo(BitField.EMPTY);
    editor.popEarlyTerminations(10, 10);
    assertThat(compact(bits(0))).isEqualTo(bits(1));
  }

  @Test
  void unprovenSectorsDoNotExpire() {
    editor.addSectors(4, false, true, List.of(TestSectors.sector(10, 21, 0, 1, 1)), SIZE);
    assertExit(ExitCode.USR_ILLEGAL_STATE, () -> editor.popExpiredSectors(at(29)));
  }

  @Test
  void sectorsAreAddedOnce() {
    assertExit(
        ExitCode.USR_ILLEGAL_STATE,
        () -> editor.addSectors(4, true, true, list.subList(8, 9), SIZE));
  }

  @Test
  void onlyActiveSectorsAreReplaced() {
    editor.proving().recordFaults(sectors, SIZE, at(40), in(0, 1));
    var partitions = editor.loadPartitions();
    PartitionEditor partition = editor.editPartition(partitions, 0);
    assertExit(
        ExitCode.USR_ILLEGAL_STATE,
        () -> partition.replaceSectors(list.subList(0, 1), list.subList(0, 1), SIZE));
  }

  private static List<WindowPostProof.Proof> proofs(int mark) {
    return List.of(new WindowPostProof.Proof(8, new byte[] {(byte) mark}));
  }

  @Test
  void proofsPutAsideMayBeDisputedAfterTheWindow() {
    editor.proving().recordFaults(sectors, SIZE, at(13), in(0, 2));
    prove(post(0), post(1, 6));
    editor.proving().recordPostProofs(bits(0, 1), proofs(1));
    prove(post(2));
    editor.proving().recordPostProofs(bits(2), proofs(2));
    assertExit(ExitCode.USR_ILLEGAL_ARGUMENT, () -> editor.proving().takePostProofs(0));

    var root = sectors.flush();
    editor.proving().processDeadlineEnd(at(13), root);
    Deadline closed = editor.deadline();
    assertThat(closed.sectorsSnapshot()).isEqualTo(root);
    assertThat(closed.partitionsPosted()).isEqualTo(BitField.EMPTY);

    DisputedPartitions disputed = closed.loadForDispute(store, bits(0, 1));
    assertThat(disputed.allSectors()).isEqualTo(bits(1, 2, 3, 4, 5, 6, 7, 8));
    assertThat(disputed.ignoredSectors()).isEqualTo(bits(2, 6));
    assertThat(disputed.disputedSectors().sectors())
        .isEqualTo(Map.of(0L, bits(1, 3, 4), 1L, bits(5, 7, 8)));
    assertThat(disputed.disputedPower())
        .isEqualTo(SectorPower.of(SIZE, sectors.loadAll(bits(1, 3, 4, 5, 7, 8))));
    assertExit(ExitCode.USR_ILLEGAL_STATE, () -> closed.loadForDispute(store, bits(3)));

    assertThat(editor.proving().takePostProofs(0).partitions()).isEqualTo(bits(0, 1));
    assertExit(ExitCode.USR_ILLEGAL_ARGUMENT, () -> editor.proving().takePostProofs(0));
    WindowedPost second = editor.proving().takePostProofs(1);
    assertThat(second.partitions()).isEqualTo(bits(2));
    assertThat(second.proofs().getFirst().bytes()).containsExactly(2);
  }

  @Test
  void sectorsAreKeptForDisputeOnlyWhereAProofIs() {
    prove(post(0), post(1), post(2));
    editor.proving().processDeadlineEnd(at(13), sectors.flush());
    assertThat(editor.deadline().sectorsSnapshot()).isEqualTo(Deadline.noSectors(store));
  }

  @Test
  void aDeadlineIsLiveWhileItHasSectorsOrItsSnapshotsAreOld() {
    assertThat(Deadline.empty(store).isLive()).isFalse();
    assertThat(editor.deadline().isLive()).isTrue();
    prove(post(0), post(1), post(2));
    editor.proving().processDeadlineEnd(at(13), sectors.flush());
    editor.popExpiredSectors(at(33));
    assertThat(editor.deadline().liveSectors()).isZero();
    assertThat(editor.deadline().isLive()).isTrue(); // the snapshot has them living
    editor.proving().processDeadlineEnd(at(17), sectors.flush());
    assertThat(editor.deadline().isLive()).isFalse();
  }

  @Test
  void deadlinesAreFoundByIndexAndSectorsInThem() {
    Deadlines deadlines = Deadlines.empty(store).with(store, 7, editor.deadline());
    assertThat(deadlines.due()).hasSize(48);
    assertThat(deadlines.load(store, 7)).isEqualTo(editor.deadline());
    assertThat(deadlines.load(store, 8)).isEqualTo(Deadline.empty(store));
    assertThat(deadlines.find(store, 6)).isEqualTo(Optional.of(new Deadlines.Location(7, 1)));
    assertThat(deadlines.find(store, 10)).isEmpty();
    assertExit(ExitCode.USR_ILLEGAL_ARGUMENT, () -> deadlines.load(store, 48));
    assertExit(ExitCode.USR_ILLEGAL_STATE, () -> deadlines.with(store, 48, Deadline.empty(store)));
  }
}
