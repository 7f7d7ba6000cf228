// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.miner;

import static io.jfvm.builtin.miner.MinerHarness.EPOCH;
import static org.assertj.core.api.Assertions.assertThat;

import io.jfvm.actor.MockRuntime;
import io.jfvm.builtin.miner.deadline.EarlyTerminations;
import io.jfvm.builtin.miner.deadline.PowerPair;
import io.jfvm.builtin.miner.deadline.ProvingPeriod;
import io.jfvm.builtin.miner.deadline.Sector;
import io.jfvm.builtin.miner.deadline.SectorSummary;
import io.jfvm.builtin.sector.SectorSize;
import io.jfvm.ipld.bitfield.BitField;
import io.jfvm.types.ChainEpoch;
import io.jfvm.types.Cid;
import io.jfvm.types.ExitCode;
import io.jfvm.types.TokenAmount;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class MinerEditorTest {
  private static final Cid SEALED = Cid.of(0xf102, 0xb401, new byte[32]);
  private static final TokenAmount PLEDGE = TokenAmount.ofAtto(7);
  private static final ChainEpoch NOW = new ChainEpoch(EPOCH);
  private static final SectorSize SIZE = SectorSize.SIZE_2_KIB;

  private final MinerHarness miner = new MinerHarness().constructed();
  private final MinerEditor editor = new MinerEditor(miner.state(), miner.rt.store());

  private static PreCommittedSector preCommitted(long number, long deposit) {
    return new PreCommittedSector(
        new SectorPreCommit(
            5,
            number,
            SEALED,
            new ChainEpoch(0),
            List.of(),
            new ChainEpoch(EPOCH + 600_000),
            Optional.empty()),
        TokenAmount.ofAtto(deposit),
        NOW);
  }

  private void requireSound(TokenAmount balance) {
    assertThat(MinerInvariants.check(editor.state(), miner.rt.store(), balance).violations())
        .isEmpty();
  }

  private void preCommit(PreCommittedSector... sectors) {
    TreeMap<ChainEpoch, BitField> due = new TreeMap<>();
    for (PreCommittedSector one : sectors) {
      BitField number = BitField.of(one.sector().sectorNumber());
      editor.allocateSectorNumbers(number, false);
      editor.funds().addPreCommitDeposit(one.deposit());
      due.merge(new ChainEpoch(EPOCH + 100), number, BitField::union);
    }
    editor.preCommits().put(List.of(sectors));
    editor.preCommits().addCleanups(editor.quantOfEveryDeadline(), due);
    editor.setDeadlineCronActive(true);
  }

  @Test
  void latePreCommitmentsAreCleanedUpAndTheirDepositsReturned() {
    preCommit(preCommitted(1, 10), preCommitted(2, 20), preCommitted(3, 40));
    requireSound(MinerHarness.DEPOSIT.plus(TokenAmount.ofAtto(70)));
    assertThat(editor.preCommits().find(List.of(3L, 4L, 1L)))
        .containsExactly(preCommitted(3, 40), preCommitted(1, 10));

    editor.preCommits().delete(List.of(2L));
    editor.funds().addPreCommitDeposit(TokenAmount.ofAtto(-20));
    assertThat(editor.cleanUpPreCommits(new ChainEpoch(EPOCH + 99))).isEqualTo(TokenAmount.ZERO);
    assertThat(editor.cleanUpPreCommits(new ChainEpoch(EPOCH + 200)))
        .isEqualTo(TokenAmount.ofAtto(50));
    assertThat(editor.state().preCommitDeposits()).isEqualTo(TokenAmount.ZERO);
    assertThat(editor.preCommits().get(1)).isEmpty();
    requireSound(MinerHarness.DEPOSIT);
  }

  @Test
  void preCommitmentsThatAreThereOrMissingAreRefused() {
    preCommit(preCommitted(1, 10));
    PreCommits preCommits = editor.preCommits();
    MockRuntime.expectAbort(
        ExitCode.USR_ILLEGAL_STATE, () -> preCommits.put(List.of(preCommitted(1, 10))));
    MockRuntime.expectAbort(ExitCode.USR_ILLEGAL_STATE, () -> preCommits.delete(List.of(2L)));
    MockRuntime.expectAbort(ExitCode.USR_NOT_FOUND, () -> preCommits.require(List.of(2L)));
    MockRuntime.expectAbort(ExitCode.USR_ILLEGAL_ARGUMENT, () -> preCommits.require(List.of(-1L)));
  }

  @Test
  void sectorNumbersAreTakenOnce() {
    editor.allocateSectorNumbers(BitField.of(4, 5), false);
    MockRuntime.expectAbort(
        ExitCode.USR_ILLEGAL_ARGUMENT,
        () -> editor.allocateSectorNumbers(BitField.of(5, 6), false));
    editor.allocateSectorNumbers(BitField.of(5, 6), true);
    assertThat(editor.state().loadAllocatedSectors(miner.rt.store()))
        .isEqualTo(BitField.of(4, 5, 6));
  }

  static Sector sector(long number) {
    return new Sector(
        number,
        5,
        SEALED,
        List.of(),
        NOW,
        new ChainEpoch(EPOCH + 600_000),
        BigInteger.ZERO,
        BigInteger.ZERO,
        PLEDGE,
        Optional.empty(),
        Optional.empty(),
        NOW,
        Optional.empty(),
        Optional.empty(),
        Sector.SIMPLE_QA_POWER,
        TokenAmount.ofAtto(number));
  }

  /** Sectors {@code 1..count}, proven by nobody yet. */
  private void addSectors(int count) {
    List<Sector> sectors = new ArrayList<>();
    for (long number = count; number >= 1; number--) {
      sectors.add(sector(number));
    }
    editor.allocateSectorNumbers(BitField.ofRange(1, count + 1L), false);
    editor.putSectors(sectors);
    editor.funds().addInitialPledge(PLEDGE.times(count));
    editor.setDeadlineCronActive(true);
    editor.deadlines().assign(NOW, sectors, SIZE.partitionSectors(), SIZE);
  }

  @Test
  void newSectorsGoNeitherToTheOpenDeadlineNorToTheNext() {
    addSectors(100);
    SectorSummary sectors =
        MinerInvariants.check(
                editor.state(), miner.rt.store(), MinerHarness.DEPOSIT.plus(PLEDGE.times(100)))
            .sectors();
    requireSound(MinerHarness.DEPOSIT.plus(PLEDGE.times(100)));
    assertThat(sectors.all()).isEqualTo(BitField.ofRange(1, 101));
    assertThat(sectors.dailyFee()).isEqualTo(TokenAmount.ofAtto(5050));
    long open = editor.deadlineAt(NOW).index();
    for (long index = 0; index < ProvingPeriod.DEADLINES; index++) {
      boolean isOpenOrNext = index == open || index == (open + 1) % ProvingPeriod.DEADLINES;
      assertThat(editor.loadDeadlines().load(miner.rt.store(), index).totalSectors() == 0)
          .isEqualTo(isOpenOrNext);
    }
  }

  @Test
  void theOpenDeadlineCannotBeChosen() {
    MockRuntime.expectAbort(
        ExitCode.USR_ILLEGAL_ARGUMENT,
        () ->
            editor
                .deadlines()
                .assignTo(
                    editor.deadlineAt(NOW).index(),
                    NOW,
                    List.of(sector(1)),
                    SIZE.partitionSectors(),
                    SIZE));
  }

  @Test
  void sectorsThatNobodyProvedAreFaultyAfterADayAndEndInSixWeeks() {
    addSectors(100);
    PowerPair detected = PowerPair.ZERO;
    TokenAmount fees = TokenAmount.ZERO;
    int popped = 0;
    for (long window = 0; window < 45L * ProvingPeriod.DEADLINES; window++) {
      ChainEpoch last =
          editor.deadlineAt(new ChainEpoch(EPOCH + window * ProvingPeriod.CHALLENGE_WINDOW)).last();
      MinerDeadlines.Advanced end = editor.deadlines().advance(last);
      assertThat(editor.state().currentDeadline())
          .isEqualTo((editor.deadlineAt(last).index() + 1) % ProvingPeriod.DEADLINES);
      detected = detected.plus(end.detectedFaultyPower());
      fees = fees.plus(end.dailyFee());
      EarlyTerminations early = editor.deadlines().popEarlyTerminations(10, 100);
      assertThat(early.hasMore()).isFalse();
      popped += (int) early.result().sectorsProcessed();
      if (window == ProvingPeriod.DEADLINES) {
        requireSound(MinerHarness.DEPOSIT.plus(PLEDGE.times(100)));
        assertThat(fees).isEqualTo(TokenAmount.ofAtto(5050));
      }
    }
    BigInteger power = BigInteger.valueOf(100 * SIZE.bytes());
    assertThat(detected).isEqualTo(new PowerPair(power, power));
    assertThat(popped).isEqualTo(100);
    requireSound(MinerHarness.DEPOSIT.plus(PLEDGE.times(100)));
  }
}
