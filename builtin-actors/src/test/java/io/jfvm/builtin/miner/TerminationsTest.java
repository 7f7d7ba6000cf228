// SPDX-License-Identifier: Apache-2.0
package io.jfvm.builtin.miner;

import static io.jfvm.builtin.miner.ProvingFixture.BYTES;
import static io.jfvm.builtin.miner.ProvingFixture.DAILY_FEES;
import static io.jfvm.builtin.miner.ProvingFixture.TERMINATE;
import static org.assertj.core.api.Assertions.assertThat;

import io.jfvm.actor.MockRuntime;
import io.jfvm.actor.SendResult;
import io.jfvm.builtin.market.MarketActor;
import io.jfvm.builtin.market.MarketParams.OnMinerSectorsTerminate;
import io.jfvm.builtin.miner.deadline.ProvingPeriod;
import io.jfvm.builtin.miner.deadline.Sector;
import io.jfvm.builtin.miner.proving.ProvingParams.CompactPartitions;
import io.jfvm.builtin.miner.proving.ProvingParams.SectorDeclaration;
import io.jfvm.builtin.miner.proving.ProvingParams.SectorDeclarations;
import io.jfvm.builtin.miner.proving.ProvingParams.TerminationProgress;
import io.jfvm.builtin.sector.SectorSize;
import io.jfvm.ipld.IpldBlock;
import io.jfvm.ipld.bitfield.BitField;
import io.jfvm.types.ActorId;
import io.jfvm.types.ExitCode;
import io.jfvm.types.TokenAmount;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TerminationsTest {
  private static final long COMPACT = 19;

  /** 105 percent of the fee for a fault. */
  private static final TokenAmount FEE = TokenAmount.ofAtto(18_900);

  private final ProvingFixture fixture = new ProvingFixture();
  private final MockRuntime rt = fixture.rt;

  @BeforeEach
  void proveAndClose() {
    fixture.proveAll();
    fixture.closeWindow(0, DAILY_FEES);
  }

  private void expectQuestions() {
    fixture.miner.expectReward();
    fixture.miner.expectPower();
  }

  private void terminate(long partition, long... sectors) {
    expectQuestions();
    fixture.expectSettled(FEE.times(sectors.length), sectors);
    fixture.expectPower(-BYTES * sectors.length);
    Optional<IpldBlock> returned = fixture.declare(TERMINATE, fixture.sectors(partition, sectors));
    assertThat(MockRuntime.returned(TerminationProgress.CODEC, returned))
        .isEqualTo(new TerminationProgress(true));
  }

  private void giveDeals(long number) {
    MinerEditor editor = new MinerEditor(fixture.miner.state(), rt.store());
    editor.putSectors(List.of(ProvingFixture.sector(number, BigInteger.ONE, BigInteger.ZERO)));
    rt.replaceState(MinerState.CODEC, editor.state());
  }

  private void expectDealsEnd(long sector, SendResult result) {
    OnMinerSectorsTerminate ended = new OnMinerSectorsTerminate(rt.epoch(), BitField.of(sector));
    rt.expectSend(
        ActorId.MARKET.address(),
        MarketActor.ON_MINER_SECTORS_TERMINATE,
        Optional.of(IpldBlock.ofCbor(OnMinerSectorsTerminate.CODEC, ended)),
        TokenAmount.ZERO,
        result);
  }

  @Test
  void endedSectorsPayAFeeAndReleaseTheirPledge() {
    terminate(0, 1, 2);
    assertThat(fixture.miner.state().initialPledge()).isEqualTo(ProvingFixture.PLEDGE);
    assertThat(fixture.deadline().loadPartition(rt.store(), 0).terminated())
        .isEqualTo(BitField.of(1, 2));
    assertThat(fixture.miner.state().earlyTerminations().isEmpty()).isTrue();
  }

  @Test
  void theMarketHearsOfSectorsWithDeals() {
    giveDeals(3);
    expectQuestions();
    fixture.miner.expectPayment(ActorId.BURNT_FUNDS, FEE);
    fixture.miner.expectPledgeChange(ProvingFixture.PLEDGE.times(-1));
    expectDealsEnd(3, SendResult.Returned.NOTHING);
    fixture.expectTerminated(3);
    fixture.expectPower(-BYTES);
    fixture.declare(TERMINATE, fixture.sectors(1, 3));
  }

  @Test
  void aMarketThatFailsStopsAMessageOfTheMiner() {
    giveDeals(3);
    fixture.miner.expectControllers();
    expectQuestions();
    fixture.miner.expectPayment(ActorId.BURNT_FUNDS, FEE);
    fixture.miner.expectPledgeChange(ProvingFixture.PLEDGE.times(-1));
    expectDealsEnd(3, SendResult.Returned.of(ExitCode.USR_ILLEGAL_STATE));
    refuse(ExitCode.USR_ILLEGAL_STATE, fixture.sectors(1, 3));
  }

  /** Far apart, 4000 numbers take more than a bit field's 32 KiB. */
  @Test
  void moreSectorsWithDealsThanTheMarketCanBeToldOfAreASerializationFailure() {
    long[] numbers = LongStream.rangeClosed(1, 4000).map(i -> i << 50).toArray();
    List<Sector> sectors =
        LongStream.of(numbers)
            .mapToObj(number -> ProvingFixture.sector(number, BigInteger.ONE, BigInteger.ZERO))
            .toList();
    MinerEditor editor = new MinerEditor(fixture.miner.state(), rt.store());
    editor.putSectors(sectors);
    editor.deadlines().assignTo(fixture.deadline, rt.epoch(), sectors, 2000, SectorSize.SIZE_2_KIB);
    editor.funds().addInitialPledge(ProvingFixture.PLEDGE.times(numbers.length));
    rt.replaceState(MinerState.CODEC, editor.state());

    fixture.miner.expectControllers();
    expectQuestions();
    fixture.miner.expectPayment(ActorId.BURNT_FUNDS, FEE.times(numbers.length));
    fixture.miner.expectPledgeChange(ProvingFixture.PLEDGE.times(-numbers.length));
    refuse(
        ExitCode.USR_SERIALIZATION,
        new SectorDeclarations(
            List.of(
                declaration(1, Arrays.copyOf(numbers, 1999)),
                declaration(2, Arrays.copyOfRange(numbers, 1999, 3999)),
                declaration(3, numbers[3999]))));
  }

  private SectorDeclaration declaration(long partition, long... numbers) {
    return new SectorDeclaration(fixture.deadline, partition, BitField.of(numbers));
  }

  private void refuse(ExitCode code, SectorDeclarations sectors) {
    fixture.miner.refuse(code, MinerHarness.WORKER, TERMINATE, SectorDeclarations.CODEC, sectors);
  }

  @Test
  void sectorsEndOnce() {
    terminate(0, 1);
    fixture.miner.expectControllers();
    refuse(ExitCode.USR_ILLEGAL_ARGUMENT, fixture.sectors(0, 1));
  }

  @Test
  void nothingEndsInADeadlineThatIsOpenOrTheNext() {
    rt.setEpoch(fixture.window().open().value() - ProvingPeriod.CHALLENGE_WINDOW);
    fixture.miner.expectControllers();
    refuse(ExitCode.USR_ILLEGAL_ARGUMENT, fixture.sectors(0, 1));
  }

  @Test
  void deadlinesAreCheckedBeforeTheCaller() {
    refuse(
        ExitCode.USR_ILLEGAL_ARGUMENT,
        new SectorDeclarations(List.of(new SectorDeclaration(48, 0, BitField.of(1)))));
  }

  // --- compaction

  private void refuseToCompact(ExitCode code, long deadline, BitField partitions) {
    fixture.miner.refuse(
        code,
        MinerHarness.WORKER,
        COMPACT,
        CompactPartitions.CODEC,
        new CompactPartitions(deadline, partitions));
  }

  private void waitForCompaction() {
    rt.setEpoch(rt.epoch().value() + ProvingPeriod.DISPUTE_WINDOW);
  }

  @Test
  void compactionForgetsEndedSectorsAndMovesTheOthersTogether() {
    terminate(0, 1);
    waitForCompaction();
    fixture.call(
        COMPACT,
        CompactPartitions.CODEC,
        new CompactPartitions(fixture.deadline, BitField.of(0, 1)));
    assertThat(fixture.deadline().loadPartitions(rt.store()).count()).isEqualTo(1);
    assertThat(fixture.deadline().loadPartition(rt.store(), 0).sectors())
        .isEqualTo(BitField.of(2, 3));
    assertThat(fixture.miner.state().sector(rt.store(), 1)).isEmpty();
  }

  @Test
  void whatMayBeDisputedIsNotCompacted() {
    fixture.miner.expectControllers();
    refuseToCompact(ExitCode.USR_FORBIDDEN, fixture.deadline, BitField.of(0));
  }

  @Test
  void onlyPartitionsThatAreThereAndNotTooManyAreCompacted() {
    waitForCompaction();
    fixture.miner.expectControllers();
    refuseToCompact(ExitCode.USR_ILLEGAL_ARGUMENT, fixture.deadline, BitField.of(2));
    fixture.miner.expectControllers();
    refuseToCompact(ExitCode.USR_ILLEGAL_ARGUMENT, fixture.deadline, BitField.ofRange(0, 3001));
    refuseToCompact(ExitCode.USR_ILLEGAL_ARGUMENT, 48, BitField.of(0));
  }
}
